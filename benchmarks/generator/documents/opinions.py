"""What is said of an applicant: by themselves, their employer, their judges."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.generator.documents.career import start
from benchmarks.generator.documents.pieces import prose
from benchmarks.generator.labels import Parts, org, other, own, own_in_prose, page, rich
from benchmarks.generator.people import Applicant


def summary(a: Applicant) -> list[Parts]:
    """个人总结: the applicant in the first and the third person, others beside."""
    t = a.topic
    opening = rich(
        "本人{name}，{from_}年参加工作，先后在{former}、{short}从事{duty}，现申报{title}。",
        name=own(a.name, "name", "prose"),
        from_=page(str(start(a)), "text"),
        former=own(a.work.former, "employer", "former"),
        short=own(a.work.short, "employer", "short"),
        duty=page(t.duty, "text"),
        title=page(t.wanted_title, "title"),
    )
    ending = rich(
        "{name}同志与{longer}、{mate}等同行保持合作，成果在{full}推广。特别感谢{second}多年的指导。",
        name=own(a.name, "name", "prose"),
        longer=other(a.longer.name, trap="longer_name"),
        mate=other(a.colleagues[0].name, trap="coauthor"),
        full=own(a.work.full, "employer"),
        second=other(a.colleagues[1].name, trap="thanks"),
    )
    lines = [*t.deeds, *a.phrases, *t.summary]
    return [opening, *(prose(a, line) for line in lines), ending]


def opinion(a: Applicant) -> Parts:
    """单位意见: the employer speaks of the applicant."""
    return rich(
        "经审核，{name}同志{year}年进入我单位（原{former}），所报材料真实，"
        "并在{short}公示5个工作日无异议，{verdict}。",
        name=own(a.name, "name", "opinion"),
        year=page(str(start(a)), "text"),
        former=own(a.work.former, "employer", "former"),
        short=own(a.work.short, "employer", "short"),
        verdict=page("同意推荐申报", "text"),
    )


def verdict(a: Applicant) -> Parts:
    """评委会意见: the name alone, where one that is a word only a person can settle."""
    return rich(
        "经评审委员会评议并投票表决，{name}{v}{title}任职资格。",
        name=own_in_prose(a.name, is_word=a.name_is_word),
        v=page("具备", "text"),
        title=page(a.topic.wanted_title, "title"),
    )


def experts(a: Applicant, people: Sequence[str]) -> Parts:
    """同行专家意见: two of them and where they teach."""
    return rich(
        "{p}、{q}（{school}）：该同志系统掌握{field}专业理论，业绩突出，{v}。",
        p=other(people[0], trap="expert"),
        q=other(people[1], trap="expert"),
        school=org(a.topic.school),
        field=page(a.topic.specialty, "text"),
        v=page("予以推荐", "text"),
    )


def votes() -> Parts:
    """表决结果: figures only."""
    return rich(
        "评委总数{a}人，出席{b}人；同意{c}票，反对{d}票，弃权{e}票。",
        a=page("17", "text"),
        b=page("15", "text"),
        c=page("14", "text"),
        d=page("1", "text"),
        e=page("0", "text"),
    )
