"""Places that ask become questions, one for all that the same answer settles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from redactor.audit.words import question_text
from redactor.config.rules import load_rules
from redactor.datatypes import (
    Action,
    Decision,
    DocClass,
    DocumentDecisions,
    DocumentFindings,
    Employer,
    Entity,
    Evidence,
    Finding,
    Likeness,
    PageReading,
    Profile,
    TextSource,
)
from redactor.dossier.asking import Asking, Paper, with_answers
from redactor.fakes.pages import page_of
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.questions import Answer, Question, Reply, from_json, to_json

RULES = load_rules("neimenggu-2026")
PROFILE = Profile(
    "T-1",
    names=("王伟",),
    employers=(
        Employer("包头市长青水库", is_former=True),
        Employer("包头市云岭水务设计院有限公司"),
    ),
)
KEY = b"a ledger's secret"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, and the decisions to ask about: reason, value, evidence."""

    text: str
    asks: tuple[tuple[str, str, tuple[Evidence, ...]], ...]
    sha: str = "0" * 64
    doc_class: DocClass = DocClass.PAPER
    guard: str = ""
    closed: bool = False


def decision(page: PageReading, start: int, reason: str, value: str, seen: Sequence[Evidence]):
    alias = reason in ("alias_unconfirmed", "longer_org", "former_employer")
    finding = Finding(
        Entity.EMPLOYER if alias else Entity.NAME,
        page.page_no,
        page.text.quads(start, start + len(value)),
        1.0,
        "own.alias" if alias else "own.name",
        value,
        Likeness.ALIAS if alias else Likeness.EXACT,
        frozenset(seen),
        TextSource.TEXT_LAYER,
    )
    return Decision(finding, Action.ASK, reason)


def settle(*sheets: Sheet, answers: Sequence[Answer] = (), key: bytes = KEY, who: str = "T-1"):
    """Every document settled, in this order; and the Asking."""
    asking = Asking(who, key, answers, RULES)
    settled = []
    for number, sheet in enumerate(sheets, 1):
        page = PageReading(1, PageGeometry(595, 842, 0, 72), page_of(sheet.text))
        decisions = [
            decision(page, start, reason, value, seen)
            for reason, value, seen in sheet.asks
            for start in range(len(sheet.text))
            if sheet.text.startswith(value, start)
        ]
        doc_id = f"d{number:02d}"
        findings = tuple(d.finding for d in decisions)
        found = DocumentFindings(doc_id, sheet.doc_class, findings, well_read=True)
        decided = DocumentDecisions(doc_id, tuple(decisions), sheet.guard)
        paper = Paper(sheet.sha, 7, [page], sheet.closed)
        settled.append(asking.settle(found, decided, paper))
    return settled, asking


def questions(*sheets: Sheet, **options: object) -> tuple[Question, ...]:
    return settle(*sheets, **options)[1].open_questions


def asks(reason: str, value: str, *seen: Evidence) -> tuple[tuple[str, str, tuple]]:
    return ((reason, value, seen),)


ALIAS = asks("alias_unconfirmed", "云岭设计院")
PROSE = Sheet("由云岭设计院承担\n云岭设计院负责", ALIAS)
REVIEWER = asks("homonym", "王伟", Evidence.OTHER_ROLE)
TWICE = asks("homonym", "王伟", Evidence.AUTHOR_LINE, Evidence.TWICE_IN_LIST)
CAREFUL = asks("careful_name", "高峰")
NEAR = asks("near_miss", "王 伟")
CITED = tuple(("reference_initials", v, (Evidence.REFERENCE,)) for v in ("Wang W", "W. Wang"))
LONGER = asks("longer_org", "云岭设计院", Evidence.LONGER_ORG)


def test_an_alias_is_asked_about_once_a_dossier():
    (question,) = questions(PROSE, Sheet("单位\t云岭设计院", ALIAS))
    assert [(p.doc_id, p.page_no) for p in question.places] == [("d01", 1), ("d01", 1), ("d02", 1)]
    assert question.printed == question.value == "云岭设计院"
    assert question.context == ("由", "承担")


@pytest.mark.parametrize(
    "sheets, number",
    [
        ([Sheet("审核人：王伟", REVIEWER), Sheet("公章 审核人：王伟 2026年", REVIEWER)], 1),
        ([Sheet("审核人：王伟", REVIEWER), Sheet("校长：王伟", REVIEWER)], 2),
        ([Sheet("王伟¹，王伟²，李娜¹", TWICE)], 2),
        ([Sheet("王伟¹，王伟²，李娜¹", TWICE), Sheet("题目\n王伟¹，王伟²，李娜¹", TWICE)], 2),
        ([Sheet("王伟，王伟，李娜", TWICE), Sheet("赵强，王伟，王伟", TWICE)], 4),
        ([Sheet("避开早高峰时段\n早高峰时段", CAREFUL)], 1),
        ([Sheet("避开早高峰时段\n高峰同志", CAREFUL)], 2),
        ([Sheet("云岭设计院附属医院的项目\n由云岭设计院附属医院负责", LONGER)], 2),
        ([Sheet("云岭设计院附属医院的项目\n云岭设计院附属医院负责", LONGER)], 1),
        ([Sheet("云岭设计院附属医院\n云岭设计院附属学校", LONGER)], 2),
        ([Sheet("[2] Wang W, Li N", CITED), Sheet("[1] N. Li, W. Wang", CITED)], 1),
        ([Sheet("王 伟，王\u3000伟", (*NEAR, *asks("near_miss", "王\u3000伟")))], 1),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else None,
)
def test_what_one_answer_settles_is_one_question(sheets, number):
    assert len(questions(*sheets)) == number


def test_initials_in_references_are_asked_about_together_as_they_are_printed():
    sheets = Sheet("[2] Wang W, Li N\n[3] Wang W", CITED), Sheet("[1] N. Li, W. Wang", CITED)
    (question,) = questions(*sheets)
    assert question.printed == "Wang W、W. Wang"
    assert [p.doc_id for p in question.places] == ["d01", "d01", "d02"]


FORMS = Sheet(
    "包供公司承担\n包头供电分公司负责\n包头供电公司验收\n云岭电力公司",
    tuple(
        ask
        for value in ("包供公司", "包头供电分公司", "包头供电公司", "云岭电力公司")
        for ask in asks("alias_unconfirmed", value)
    ),
)


def test_longer_forms_are_asked_about_with_the_shortest_in_them():
    settled, asking = settle(FORMS)
    asking.group()
    short, other = asking.open_questions
    assert short.value == "包供公司" and set(short.also) == {"包头供电公司", "包头供电分公司"}
    assert short.printed == "包供公司、包头供电公司、包头供电分公司"
    assert len(short.places) == 3 and other.value == "云岭电力公司" and not other.also
    decisions = asking.as_grouped(settled[0]).decisions
    assert [d.question == short.question_id for d in decisions] == [True, True, True, False]
    assert from_json(short.question_id, to_json(short)) == short


def test_yes_to_a_short_form_makes_the_longer_ones_own():
    asking = settle(FORMS)[1]
    asking.group()
    yes = Answer(asking.open_questions[0], Reply.REDACT)
    added = set(with_answers(PROFILE, [yes]).employers[0].short)
    added |= set(with_answers(PROFILE, [yes]).employers[1].short)
    assert {"包供公司", "包头供电公司", "包头供电分公司"} <= added


def test_no_to_a_short_form_leaves_the_longer_ones_open():
    asking = settle(FORMS)[1]
    asking.group()
    no = Answer(asking.open_questions[0], Reply.KEEP)
    again = settle(FORMS, answers=[no])[1]
    again.group()
    assert {q.value for q in again.open_questions} == {"包头供电公司", "云岭电力公司"}


def test_ids_do_not_depend_on_the_order_of_files():
    sheets = [PROSE, Sheet("审核人：王伟", REVIEWER), Sheet("王伟，王伟，李娜", TWICE)]
    one = {q.question_id for q in questions(*sheets)}
    other = {q.question_id for q in questions(*sheets[::-1])}
    assert one == other
    assert len(one) == 4


def test_ids_are_of_one_ledger_and_one_applicant():
    ids = [
        q.question_id
        for options in ({}, {"key": b"other"}, {"who": "T-2"})
        for q in questions(PROSE, **options)
    ]
    assert len(set(ids)) == 3
    assert all(len(i) == 16 for i in ids)


def picture(entity: Entity, y: float, value: str = "", page_no: int = 1) -> Decision:
    quad = PtQuad.from_box(PtBox(10, y, 60, y + 50))
    finding = Finding(entity, page_no, (quad,), 1.0, "photo.centerface", value)
    return Decision(finding, Action.ASK, "photo_unsure")


def test_a_group_photo_is_one_question():
    """Every face on it is a finding of its own."""
    asking = Asking("T-1", KEY, (), RULES)
    faces = [replace(picture(Entity.PHOTO, x), reason="several_faces") for x in (0, 60, 120)]
    found = DocumentFindings("d01", DocClass.SUMMARY, tuple(d.finding for d in faces), True)
    page = PageReading(1, PageGeometry(595, 842, 0, 72), page_of("现场照片"))
    asking.settle(
        found, DocumentDecisions("d01", tuple(faces), ""), Paper("0" * 64, 7, [page], False)
    )
    (question,) = asking.open_questions
    assert len(question.places) == 3


@pytest.mark.parametrize(
    "decisions, number",
    [
        ([picture(Entity.PHOTO, 0), picture(Entity.PHOTO, 100)], 2),
        ([picture(Entity.PHOTO, 0), picture(Entity.PHOTO, 0, page_no=2)], 2),
        ([picture(Entity.QR_CODE, 0, "a.example"), picture(Entity.QR_CODE, 90, "a.example")], 1),
        ([picture(Entity.QR_CODE, 0, "a.example"), picture(Entity.QR_CODE, 90, "b.example")], 2),
    ],
)
def test_pictures_are_asked_about_by_place_and_codes_by_where_they_lead(decisions, number):
    asking = Asking("T-1", KEY, (), RULES)
    for doc_id in ("d01", "d02"):  # the same file, uploaded twice
        found = DocumentFindings(doc_id, DocClass.OTHER, (), well_read=True)
        decided = DocumentDecisions(doc_id, tuple(decisions))
        asking.settle(found, decided, Paper("0" * 64, 7, [], closed=False))
    assert len(asking.open_questions) == number
    assert all(q.printed == "" for q in asking.open_questions)


@pytest.mark.parametrize(
    "lines, shas, number",
    [
        (("北疆知识产权局2024年1月", "北疆知识产权局2025年3月"), "00", 1),
        (("北疆知识产权局2024年1月", "青原职称改革工作办公室"), "00", 2),
        (("北疆知识产权局2024年1月", "北疆知识产权局2025年3月"), "01", 2),  # of other files
        (("2024年1月", "2025年3月"), "00", 2),
        (("北疆知识产权局，青原教育局",) * 2, "00", 2),  # whose of the two nobody can tell
    ],
)
def test_unread_seals_over_one_bodys_name_are_one_question(
    lines: tuple[str, str], shas: str, number: int
) -> None:
    asking = Asking("T-1", KEY, (), RULES)
    for page_no, (line, sha) in enumerate(zip(lines, shas, strict=True), 1):
        seal = Finding(
            Entity.SEAL,
            page_no,
            (PtQuad.from_box(PtBox(0, 0, 500, 90)),),
            0.5,
            "seal.grey",
            f"un{page_no}",
        )
        page = PageReading(page_no, PageGeometry(595, 842, 0, 72), page_of(line, page_no=page_no))
        found = DocumentFindings("d01", DocClass.PATENT, (seal,), True)
        decided = DocumentDecisions("d01", (Decision(seal, Action.ASK, "seal_unread"),))
        asking.settle(found, decided, Paper(sha * 64, 7, [page], closed=False))
    assert len(asking.open_questions) == number
    (first, *_) = asking.open_questions
    assert "“un1”" in question_text(first.reason, first.printed)  # and not the print below


def answer(question: Question, reply: Reply) -> Answer:
    return Answer(question, reply)


@pytest.mark.parametrize(
    "reply, action, reason, token",
    [
        (Reply.REDACT, Action.REDACT, "answered_redact", "[姓名]"),
        (Reply.KEEP, Action.KEEP, "answered_keep", ""),
    ],
)
def test_an_answer_settles_every_place_of_its_question_and_no_other(reply, action, reason, token):
    sheets = [
        Sheet("审核人：王伟", REVIEWER),
        Sheet("校长：王伟", REVIEWER),
        Sheet("审核人：王伟（人社局）", REVIEWER),
    ]
    (first, other) = questions(*sheets)
    settled, asking = settle(*sheets, answers=[answer(first, reply)])
    done = [d.decisions[0] for d in settled]
    assert [d.action for d in done] == [action, Action.ASK, action]
    assert (done[0].reason, done[0].token, done[0].question) == (reason, token, first.question_id)
    assert asking.open_questions == (other,)


@pytest.mark.parametrize(
    "reply, action", [(None, Action.ASK), (Reply.REDACT, Action.REDACT), (Reply.KEEP, Action.KEEP)]
)
def test_one_answer_settles_a_name_and_the_phone_beside_it(reply, action):
    page = PageReading(1, PageGeometry(595, 842, 0, 72), page_of("审核人：王伟 15987650000"))
    name = decision(page, 4, "homonym", "王伟", [Evidence.OTHER_ROLE])
    phone = Finding(
        *(Entity.PHONE, 1, page.text.quads(7, 18), 1.0, "presidio.cn_phone", "15987650000"),
        likeness=Likeness.OTHER,
        owner=name.finding.quads[0],
    )
    decided = DocumentDecisions("d01", (Decision(phone, Action.ASK, "with_name"), name))
    found = DocumentFindings("d01", DocClass.FORM, (phone, name.finding), well_read=True)
    paper = Paper("0" * 64, 7, [page], closed=False)
    asking = Asking("T-1", KEY, (), RULES)
    asking.settle(found, decided, paper)
    (question,) = asking.open_questions
    assert (question.reason, question.printed, len(question.places)) == ("homonym", "王伟", 2)
    given = [answer(question, reply)] if reply else []
    settled = Asking("T-1", KEY, given, RULES).settle(found, decided, paper)
    assert [d.action for d in settled.decisions] == [action, action]
    assert {d.question for d in settled.decisions} == {question.question_id}


FORM = Sheet("审核人：王伟", REVIEWER, doc_class=DocClass.FORM)
EMPTY = Sheet("成绩单", (), doc_class=DocClass.FORM, guard="no_holder")


def test_a_form_whose_only_own_name_is_somebody_elses_may_be_the_wrong_file():
    (question,) = questions(FORM)
    (settled,), asking = settle(FORM, answers=[answer(question, Reply.KEEP)])
    assert settled.guard == "no_holder"
    assert [q.reason for q in asking.open_questions] == ["no_holder"]


@pytest.mark.parametrize(
    "reply, guard", [(Reply.KEEP, ""), (Reply.WRONG_FILE, "no_holder"), (None, "no_holder")]
)
def test_a_person_may_say_that_the_file_is_the_right_one(reply, guard):
    (question,) = questions(EMPTY)
    answers = [answer(question, reply)] if reply else []
    (settled,), asking = settle(EMPTY, answers=answers)
    assert (settled.guard, settled.question) == (guard, question.question_id)
    assert len(asking.open_questions) == (reply is None)


@pytest.mark.parametrize("guard", ["secrecy", "wrong_person"])
def test_nothing_is_asked_about_a_document_that_no_answer_releases(guard):
    sheet = replace(PROSE, guard=guard, closed=True)
    (settled,), asking = settle(sheet)
    assert settled.guard == guard
    assert asking.open_questions == ()
    assert {d.question for d in settled.decisions} == {""}


def test_a_confirmed_alias_is_a_value_of_the_employer_it_abbreviates():
    (question,) = questions(PROSE)
    _, own = with_answers(PROFILE, [answer(question, Reply.REDACT)]).employers
    assert own.short == ("云岭设计院",)
    assert with_answers(PROFILE, [answer(question, Reply.KEEP)]) == PROFILE


@pytest.mark.parametrize(
    "entity, field, value",
    [
        (Entity.PHONE, "phones", "15412345678"),
        (Entity.EMAIL, "emails", "wangwei@yunling-wd.example"),
        (Entity.ADDRESS, "addresses", "昆区某街道3号"),
        (Entity.NUMBER, "other_numbers", "88001234"),
        (Entity.ID_NUMBER, "id_numbers", "15990119850412000x"),
        (Entity.NAME, "names", "王卫"),
    ],
)
def test_a_value_the_roster_lacks_becomes_an_own_value(entity, field, value):
    question = Question("0" * 16, "not_in_profile", entity, value)
    known = with_answers(PROFILE, [answer(question, Reply.REDACT)])
    assert getattr(known, field)[-1] == value


def test_another_persons_reading_of_a_name_is_no_value_of_the_profile():
    """A homonym or a near miss is settled where it stands."""
    question = Question("0" * 16, "near_miss", Entity.NAME, "王伟", "玉伟")
    assert with_answers(PROFILE, [answer(question, Reply.REDACT)]) == PROFILE


def test_a_redaction_that_rests_on_an_answer_says_so():
    (question,) = questions(PROSE)
    (document,), _ = settle(PROSE)
    own = [
        replace(d, action=Action.REDACT, reason="own_exact", token="[工作单位]")
        for d in document.decisions
    ]
    asking = Asking("T-1", KEY, [answer(question, Reply.REDACT)], RULES)
    found = DocumentFindings("d01", DocClass.PAPER, (), well_read=True)
    paper = Paper("0" * 64, 7, [], closed=False)
    settled = asking.settle(found, DocumentDecisions("d01", tuple(own)), paper)
    told = {(d.action, d.reason, d.question) for d in settled.decisions}
    assert told == {(Action.REDACT, "answered_redact", question.question_id)}


def test_a_page_cannot_steer_the_terminal():
    (question,) = questions(Sheet("\x1b[2J由云岭设计院\t承\x07担", ALIAS))
    assert question.context == ("[2J由", "承 担")


def test_a_question_comes_back_from_the_ledger_as_it_was():
    for question in questions(PROSE, EMPTY, Sheet("审核人：王伟", REVIEWER)):
        assert from_json(question.question_id, to_json(question)) == question


def test_values_stay_out_of_repr():
    told = repr(questions(PROSE, Sheet("审核人：王伟", REVIEWER)))
    for value in ("云岭", "王伟", "承担", "审核人"):
        assert value not in told


def test_a_unit_of_the_past_is_one_question_whatever_it_is_called():
    """Its findings have its name, and each its own print."""
    sheet = Sheet(
        "原鄂尔多斯市公路管理局\n市公路局", asks("former_employer", "鄂尔多斯市公路管理局")
    )
    page = PageReading(1, PageGeometry(595, 842, 0, 72), page_of(sheet.text))
    unit = decision(page, 1, "former_employer", "鄂尔多斯市公路管理局", ())
    short = replace(unit.finding, quads=page.text.quads(12, 16))
    found = DocumentFindings("d01", sheet.doc_class, (unit.finding, short), well_read=True)
    decided = DocumentDecisions("d01", (unit, replace(unit, finding=short)), "")
    asking = Asking("T-1", KEY, (), RULES)
    asking.settle(found, decided, Paper(sheet.sha, 7, [page], closed=False))
    (question,) = asking.open_questions
    assert (question.value, len(question.places)) == ("鄂尔多斯市公路管理局", 2)
    assert question.printed == "鄂尔多斯市公路管理局、市公路局"
