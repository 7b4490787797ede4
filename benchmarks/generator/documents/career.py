"""What forms tell of a career, as rows of labelled texts under a heading: layouts place them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.generator.canvas import Rich
from benchmarks.generator.documents.pieces import first_employer, prose
from benchmarks.generator.labels import Parts, ask, org, other, own, page
from benchmarks.generator.people import Applicant

Row = list[Rich]
BLANK: Row = [""] * 5
YEARS = (2021, 2022, 2023, 2024, 2025)
BASE = "青原专业技术人员继续教育基地"


def start(a: Applicant) -> int:
    """The year in which the working life began."""
    return a.birth_year + 23


def particulars(a: Applicant) -> list[tuple[str, Parts, str, Parts]]:
    """Label and value, twice a row; the first five are the person's, the others the career's."""
    t = a.topic
    named = own(a.past.name, "name", "former_name") if a.past.name else "无"
    left, unit = ("原工作单位", first_employer(a)) if a.past.employer else ("健康状况", "良好")
    above, head = "是否破格", page("否", "text")
    if a.work.parent:
        above, head = "上级单位", ask(a.work.parent, "employer", "parent")
    return [
        ("姓　　名", [own(a.name, "name")], "性　　别", [page(a.sex, "text")]),
        ("曾 用 名", [named], "出生年月", [page(a.birth, "text")]),
        ("民　　族", [page(a.ethnic, "text")], "政治面貌", [page(a.party, "text")]),
        ("参加工作", [page(f"{start(a)}.08", "text")], left, [unit]),
        ("单位所属", [page(a.work.grade, "grade")], "手机号码", [own(a.phone, "phone")]),
        ("最高学历", [page(t.degree, "text")], "毕业院校", [org(t.school)]),
        ("所学专业", [t.studied], "从事专业", [page(t.specialty, "text")]),
        ("现任职称", [page(t.present_title, "title")], "取得时间", [page("2019.12", "text")]),
        ("申报职称", [page(t.wanted_title, "title")], "电子邮箱", [own(a.email, "email")]),
        ("聘任时间", [page("2020.01", "text")], "证书编号", [page("QY20190812077", "number")]),
        ("行政职务", [a.topic.post], above, [head]),
    ]


def studies(a: Applicant, people: Sequence[str]) -> list[Row]:
    """学习经历: time, school, subject, degree, witness."""
    first = start(a)
    later = min(first + 9, 2024)
    return [
        ["起止时间", "学校", "专业", "学历（学位）", "证明人"],
        [
            page(f"{first - 7}.09—{first - 4}.07", "text"),
            org("青原第一中学"),
            "—",
            page("高中", "text"),
            other(people[0], trap="witness"),
        ],
        [
            page(f"{first - 4}.09—{first}.07", "text"),
            org(a.topic.school),
            a.topic.studied,
            page(a.topic.degree, "text"),
            other(people[1], trap="witness"),
        ],
        [
            page(f"{later}.03—{later}.06", "text"),
            org(f"{a.topic.school}培训中心"),
            a.topic.specialty,
            page("进修结业", "text"),
            other(people[2], trap="witness"),
        ],
    ]


def jobs(a: Applicant, people: Sequence[str]) -> list[Row]:
    """工作经历: time, employer under each of its names, work, post, witness."""
    first = start(a)
    moved = min(first + 5, 2018)
    return [
        ["起止时间", "工作单位", "从事专业", "职务", "证明人"],
        [
            page(f"{first}.08—{moved - 1}.12", "text"),
            first_employer(a),
            a.topic.specialty,
            "技术员",
            other(people[3], trap="witness"),
        ],
        [
            page(f"{moved}.01—2019.11", "text"),
            own(a.work.full, "employer"),
            a.topic.specialty,
            "专业技术岗",
            other(a.leader.name, trap="leader"),
        ],
        [
            page("2019.12—至今", "text"),
            [own(a.work.short, "employer", "short"), "（本部）"],
            a.topic.duty,
            a.topic.post,
            other(a.leader.name, trap="leader"),
        ],
    ]


def hours(a: Applicant, rng: np.random.Generator, people: Sequence[str]) -> list[Row]:
    """继续教育: year, hours of two kinds, their sum, who taught, who checked."""
    rows: list[Row] = [["年度", "公需学时", "专业学时", "合计", "施教机构", "审验人"]]
    for n, year in enumerate(YEARS):
        common, special = int(rng.integers(24, 36)), int(rng.integers(56, 84))
        rows.append(
            [
                page(str(year), "text"),
                page(str(common), "text"),
                page(str(special), "text"),
                page(f"{common + special}学时", "text"),
                org(BASE),
                other(people[n % len(people)], trap="reviewer"),
            ]
        )
    return rows


def assessments(a: Applicant, rng: np.random.Generator) -> list[Row]:
    """年度考核: year, who assessed, grade, head."""
    names = ((a.work.full, ""), (a.work.short, "short"), (a.work.short, "short"))
    rows: list[Row] = [["年度", "考核单位", "等次", "负责人"]]
    for year, (name, trap) in zip(YEARS[2:], names, strict=True):
        grade = "优秀" if rng.random() < 0.3 else "合格"
        head = other(a.leader.name, trap="leader")
        rows.append(
            [page(str(year), "text"), own(name, "employer", trap), page(grade, "grade"), head]
        )
    return rows


def named_project(a: Applicant) -> Parts:
    """A title of which the employer's short name is a part."""
    before, after = a.topic.named_project.split("{short}")
    parts: Parts = ["《"]
    parts += [page(before, "title")] if before else []
    return [*parts, own(a.work.short, "employer", "in_title"), page(after, "title"), "》"]


def projects(a: Applicant, people: Sequence[str]) -> list[Row]:
    """业绩: time, what, who gave it, everyone in order, the applicant's rank."""
    t, mate, second = a.topic, a.colleagues[0], a.colleagues[1]
    me = own(a.name, "name", "team")
    rows: list[Row] = [
        ["时间", "项目（成果）名称", "来源（授予）单位", "全部完成人", "本人排名"],
        [
            page("2022.03—2024.10", "text"),
            named_project(a),
            own(a.work.full, "employer"),
            [me, "、", other(mate.name, trap="coauthor"), "、", other(people[4])],
            page("主持（第1）", "rank"),
        ],
        [
            page("2024.12", "text"),
            [page(t.prize_project, "title"), f"，{t.prize}", page(t.prize_rank, "title")],
            org(t.prize_body, "giver"),
            [other(a.longer.name, trap="longer_name"), "、", me, "、", other(second.name)],
            page("参加（第2）", "rank"),
        ],
        [
            page("2023.06", "text"),
            ["实用新型专利 ", page("ZL 2022 2 9000417.6", "number")],
            org("国家知识产权局", "giver"),
            [other(mate.name, trap="coauthor"), "、", other(people[5]), "、", me],
            page("第3发明人", "rank"),
        ],
    ]
    for year, deed in zip((2021, 2020, 2018), t.deeds, strict=False):
        team: Parts = [me, "、", other(people[(year + 1) % len(people)])]
        rows.append([page(str(year), "text"), prose(a, deed), "—", team, page("负责", "rank")])
    return rows


def awards(a: Applicant) -> list[Row]:
    """奖惩: year, what, who gave it (once the employer itself), rank."""
    t = a.topic
    return [
        ["年度", "奖项（处分）", "授予单位", "排名"],
        [
            page("2024", "text"),
            [page(t.prize, "title"), page(t.prize_rank, "title")],
            org(t.prize_body, "giver"),
            page("第2", "rank"),
        ],
        [
            page("2022", "text"),
            page("先进工作者", "title"),
            own(a.work.full, "employer", "giver"),
            page("个人", "rank"),
        ],
        [
            page("2020", "text"),
            page("优秀论文一等奖", "title"),
            org(t.journal + "编辑部", "giver"),
            page("第1", "rank"),
        ],
    ]


def papers(a: Applicant) -> list[Row]:
    """论文: title, source, all authors in order, the applicant's rank."""
    t, (mate, second, *_) = a.topic, a.colleagues
    me = own(a.name, "name", "author_line")
    (first, second_paper) = t.own_papers
    near = other(a.longer.name, trap="longer_name")
    return [
        ["题目", "刊物及年、期、页", "全部作者（按顺序）", "本人排名"],
        [
            page(t.paper, "title"),
            [page(t.journal, "title"), "，2025，43(2)"],
            [other(mate.name, trap="coauthor"), "、", me, "、", other(second.name)],
            page("第二作者", "rank"),
        ],
        [
            page(first[0], "title"),
            page(first[1], "title"),
            [me, "、", other(mate.name, trap="coauthor")],
            page("第一作者", "rank"),
        ],
        [
            page(second_paper[0], "title"),
            page(second_paper[1], "title"),
            [near, "、", me, "、", other(second.name, trap="coauthor")],
            page("第二作者", "rank"),
        ],
        [
            page(t.paper_english, "title"),
            "Proc. of Qingyuan Forum, 2024: 77-81",
            [
                own(a.latin, "name", "pinyin"),
                ", ",
                other(mate.latin, trap="coauthor"),
                ", ",
                other(a.longer.latin, trap="longer_name"),
            ],
            page("第一作者", "rank"),
        ],
        [
            page("相关技术规程解读", "title"),
            [page(t.journal, "title"), "，2023，41(2)"],
            [near, "、", other(second.name, trap="coauthor"), "、", me],
            page("第三作者", "rank"),
        ],
    ]
