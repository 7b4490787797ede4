"""A status never lies: whatever is wrong with a document, it is neither clean nor empty."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from redactor.datatypes import (
    Damage,
    DocClass,
    DossierStatus,
    Employer,
    Entity,
    Evidence,
    Finding,
    Ink,
    Leak,
    Likeness,
    OcrPage,
    PageText,
    Status,
    Verdict,
)
from redactor.dossier import process
from redactor.dossier.deliver import exit_code_of
from redactor.errors import (
    ExitCode,
    InputError,
    InputTooLargeError,
    OutputError,
    ProtectedInputError,
)
from redactor.geometry import PtBox, PtQuad, hull_box
from tests.dossier.conftest import QUAD, QUESTION, SECRET, Play, Stage, make_parts, own

LEAK = Verdict(leaks=(Leak("text", Entity.NAME, 1),))
DAMAGE = Verdict(damage=(Damage("pixels", 1, 12.0),))
NOT_LOOKED_AT = Verdict(unread_pages=(1,))
CLEAN = Play()
NOTHING = Play(findings=(), doc_class=DocClass.PAPER)


@pytest.mark.parametrize(
    "play, status, reasons, code",
    [
        (CLEAN, Status.CLEAN, (), ExitCode.OK),
        (NOTHING, Status.NOTHING_FOUND, (), ExitCode.OK),
        (replace(CLEAN, verdict=LEAK), Status.NEEDS_REVIEW, ("leak",), ExitCode.LEAK),
        (replace(NOTHING, verdict=LEAK), Status.NEEDS_REVIEW, ("leak",), ExitCode.LEAK),
        (replace(CLEAN, verdict=DAMAGE), Status.NEEDS_REVIEW, ("damage",), ExitCode.LEAK),
        (replace(NOTHING, verdict=DAMAGE), Status.NEEDS_REVIEW, ("damage",), ExitCode.LEAK),
        (replace(CLEAN, verdict=NOT_LOOKED_AT), Status.NEEDS_REVIEW, ("unread",), ExitCode.REVIEW),
        (replace(NOTHING, unread=("garbled",)), Status.NEEDS_REVIEW, ("unread",), ExitCode.REVIEW),
        (replace(CLEAN, unread=("garbled",)), Status.NEEDS_REVIEW, ("unread",), ExitCode.REVIEW),
        (Play((QUESTION,)), Status.NEEDS_REVIEW, ("question",), ExitCode.REVIEW),
        (Play((own(), QUESTION)), Status.NEEDS_REVIEW, ("question",), ExitCode.REVIEW),
        (Play(()), Status.NEEDS_REVIEW, ("no_holder",), ExitCode.REVIEW),
        (
            Play((own(Evidence.LONGER_NAME),)),
            Status.NEEDS_REVIEW,
            ("no_holder",),
            ExitCode.REVIEW,
        ),
        (Play(holder_is_other=True), Status.QUARANTINED, ("wrong_person",), ExitCode.REVIEW),
        (Play((own(), SECRET)), Status.QUARANTINED, ("secrecy",), ExitCode.REVIEW),
        (Play(read_error=InputError("x")), Status.FAILED, ("failed",), ExitCode.INPUT),
        (
            Play(read_error=ProtectedInputError("x")),
            Status.FAILED,
            ("failed",),
            ExitCode.PROTECTED,
        ),
        (
            Play(read_error=InputTooLargeError("x")),
            Status.FAILED,
            ("failed",),
            ExitCode.TOO_LARGE,
        ),
        (Play(erase_error=OutputError("x")), Status.FAILED, ("failed",), ExitCode.OUTPUT),
        (
            Play(erase_error=OutputError("x", code="verify_failed")),
            Status.FAILED,
            ("failed",),
            ExitCode.OUTPUT,
        ),
        (Play(fault="archive"), Status.FAILED, ("failed",), ExitCode.INPUT),
    ],
)
def test_status_of_a_document(
    stage: Stage, play: Play, status: Status, reasons: tuple[str, ...], code: ExitCode
) -> None:
    record = stage.work(play).record
    (document,) = record.documents
    assert (document.status, document.reasons) == (status, reasons)
    assert exit_code_of(record) is code
    released = status in (Status.CLEAN, Status.NOTHING_FOUND)
    assert record.status is (DossierStatus.RELEASED if released else DossierStatus.HELD)


_TROUBLES = {
    "leak": {"leaks": LEAK.leaks},
    "damage": {"damage": DAMAGE.damage},
    "unread": {"unread_pages": (1,)},
}


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("guard", ["", "wrong_person", "no_holder"])
@pytest.mark.parametrize(
    "troubles",
    [set(c) for n in range(4) for c in itertools.combinations(_TROUBLES, n)],
    ids=lambda troubles: "+".join(sorted(troubles)) or "fine",
)
def test_every_trouble_is_told_and_none_hides_another(
    stage: Stage, troubles: set[str], guard: str, asked: bool
) -> None:
    """All combinations: only a document without any trouble is clean."""
    verdict = Verdict(**{k: v for word in troubles for k, v in _TROUBLES[word].items()})
    findings = () if guard == "no_holder" else (own(), *([QUESTION] if asked else []))
    play = Play(findings, verdict=verdict, holder_is_other=guard == "wrong_person")
    (document,) = stage.work(play).record.documents
    expected = set(troubles) | ({guard} if guard else set())
    expected |= {"question"} if asked and guard != "no_holder" else set()
    assert set(document.reasons) == expected
    assert (document.status is Status.CLEAN) == (not expected)
    if guard == "wrong_person":
        assert document.status is Status.QUARANTINED
    elif expected:
        assert document.status is Status.NEEDS_REVIEW


@pytest.mark.parametrize(
    "bad",
    [
        replace(CLEAN, verdict=LEAK),
        replace(CLEAN, unread=("garbled",)),
        Play((QUESTION,)),
        Play((SECRET,)),
        Play(read_error=InputError("x")),
        Play(erase_error=OutputError("x")),
        Play(fault="empty"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_one_bad_document_holds_the_whole_dossier(stage: Stage, bad: Play, first: bool) -> None:
    plays = [bad, CLEAN, NOTHING] if first else [CLEAN, NOTHING, bad]
    outcome = stage.work(*plays)
    assert outcome.record.status is DossierStatus.HELD
    (document,) = [d for d in outcome.record.documents if d.reasons]
    assert set(outcome.record.reasons) == set(document.reasons)
    good = [d.status for d in outcome.record.documents if d is not document]
    assert good == [Status.CLEAN, Status.NOTHING_FOUND]


def test_dossier_without_documents_is_held(stage: Stage) -> None:
    record = stage.work().record
    assert record.status is DossierStatus.HELD and record.reasons == ("no_documents",)
    assert exit_code_of(record) is ExitCode.REVIEW


def test_gravest_document_decides_the_exit_code(stage: Stage) -> None:
    plays = [Play((QUESTION,)), replace(CLEAN, verdict=LEAK), Play(read_error=InputError("x"))]
    assert exit_code_of(stage.work(*plays).record) is ExitCode.LEAK


@pytest.mark.parametrize(
    "play",
    [Play(read_error=InputError("x")), Play(erase_error=OutputError("x")), Play(fault="empty")],
)
def test_failed_document_leaves_no_file(stage: Stage, play: Play) -> None:
    """Not even the half-finished one that the eraser had begun."""
    outcome = stage.work(play, CLEAN)
    assert outcome.proposals[0] is None and outcome.proposals[1] is not None
    finished = list((stage.folder / "work").glob("D-7_*"))
    assert finished == [outcome.proposals[1]]


def test_error_of_a_document_is_told_by_its_word_only(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    error = InputError("罗志恒.pdf is damaged", code="corrupt")
    with caplog.at_level(logging.DEBUG):
        (document,) = stage.work(Play(read_error=error)).record.documents
    assert document.error_code == "corrupt" and document.exit_code == ExitCode.INPUT
    assert "d01" in caplog.text and "corrupt" in caplog.text
    assert "罗志恒" not in caplog.text and "罗志恒" not in repr(document)


def test_record_never_shows_a_value_when_printed(stage: Stage) -> None:
    outcome = stage.work(CLEAN)
    assert outcome.record.documents[0].decisions
    assert "罗志恒" not in repr(outcome.record)
    assert "159904" not in repr(outcome.record)


def test_files_are_named_by_number_folder_and_order(stage: Stage) -> None:
    plays = [replace(CLEAN, folder_no=n) for n in (7, 3, 7, 7)]
    plays[2] = replace(plays[2], read_error=InputError("x"))
    names = [path.name if path else None for path in stage.work(*plays).proposals]
    # The failed one keeps its number: its place is filled when it is uploaded anew.
    assert names == ["D-7_7_01.pdf", "D-7_3_01.pdf", None, "D-7_7_03.pdf"]


def test_upload_that_cannot_be_read_is_never_opened(stage: Stage) -> None:
    outcome = stage.work(Play(fault="not_a_file"))
    assert stage.erased == [] and outcome.working == (None,)
    assert outcome.record.documents[0].error_code == "not_a_file"


def test_quarantined_wrong_person_is_verified_all_the_same(stage: Stage) -> None:
    """What lies in the hold must be as safe as what is released."""
    outcome = stage.work(Play(holder_is_other=True, verdict=LEAK))
    assert stage.erased == ["d01"]
    assert set(outcome.record.documents[0].reasons) == {"wrong_person", "leak"}


def test_class_that_needs_no_blind_copy_is_not_required(stage: Stage) -> None:
    parts = make_parts()
    parts = replace(parts, rules=replace(parts.rules, not_required=(DocClass.CONTRACT,)))
    play = Play((QUESTION,), doc_class=DocClass.CONTRACT)
    assert stage.work(play, parts=parts).record.documents[0].status is Status.NOT_REQUIRED


class _Blind:
    """An engine that no character ever comes out of."""

    name = "blind"

    def read(self, image, geometry, page_no, candidates=(), regions=None, lines=None) -> OcrPage:
        return OcrPage(PageText(page_no, ()), (), 0, 0, 0)


def test_scans_count_as_unread_where_the_engine_cannot_read_the_very_name(stage: Stage):
    parts = replace(make_parts(), ocr=_Blind())
    outcome = stage.work(CLEAN, replace(CLEAN, scanned=True), parts=parts)
    text, scan = outcome.record.documents
    assert text.status is Status.CLEAN
    assert (scan.status, scan.reasons) == (Status.NEEDS_REVIEW, ("unread",))
    assert scan.unread == {1: ("illegible_name",)}
    assert outcome.record.status is DossierStatus.HELD


@pytest.mark.parametrize("entity", [Entity.PHOTO, Entity.QR_CODE, Entity.SEAL])
def test_print_beside_a_portrait_is_read_where_the_engine_cannot_read_the_name(
    stage: Stage, entity: Entity
) -> None:
    box = PtQuad.from_box(PtBox(400, 60, 460, 140))
    figure = Finding(entity, 1, (box,), 0.9, "drawn", "", Likeness.OTHER)
    parts = replace(make_parts(), ocr=_Blind())
    (document,) = stage.work(replace(CLEAN, figures=(figure,)), parts=parts).record.documents
    unread = {1: ("illegible_name",)} if entity is Entity.SEAL else {}
    assert document.unread == unread


def test_line_that_may_hide_an_own_value_holds_the_page(stage: Stage) -> None:
    elsewhere = PtQuad.from_box(PtBox(60, 300, 100, 312))
    (document,) = stage.work(replace(CLEAN, hiding=(elsewhere,))).record.documents
    assert (document.status, document.reasons) == (Status.NEEDS_REVIEW, ("unread",))
    assert document.unread == {1: ("own_value_unreadable",)}


def test_poor_line_of_which_something_goes_is_no_doubt(stage: Stage) -> None:
    (document,) = stage.work(replace(CLEAN, hiding=(QUAD,))).record.documents
    assert document.status is Status.CLEAN and document.unread == {}


def test_poor_line_inside_of_what_goes_is_no_doubt(stage: Stage) -> None:
    (x, y), narrow = QUAD.centre, 1.0  # as where a code that goes was read for a line
    inside = PtQuad.from_box(PtBox(QUAD.tl[0] + narrow, y - narrow, x - narrow, y + narrow))
    (document,) = stage.work(replace(CLEAN, hiding=(inside,))).record.documents
    assert document.status is Status.CLEAN and document.unread == {}


@pytest.mark.parametrize("entity", [Entity.SEAL, Entity.SIGNATURE])
@pytest.mark.parametrize(
    ("ring", "is_clean"), [("北疆知识产权局", True), ("北疆市场监管局", False), ("", False)]
)
def test_line_on_the_ring_of_a_seal_that_stays_is_no_doubt(
    stage: Stage, entity: Entity, ring: str, is_clean: bool
) -> None:
    around = PtQuad.from_box(hull_box([QUAD]).grown(9))
    seal = Finding(entity, 1, (around,), 0.9, "seal.red", ring, Likeness.OTHER)
    seal = replace(seal, evidence=frozenset({Evidence.OTHER_ROW}))
    play = replace(CLEAN, findings=(seal,), text="知识产", hiding=(QUAD,))
    (document,) = stage.work(play).record.documents
    assert document.unread == ({} if is_clean else {1: ("own_value_unreadable",)})


@pytest.mark.parametrize(("end", "is_clean"), [((185.0, 375.0), True), ((230.0, 315.0), False)])
def test_line_askew_on_the_own_ring_that_goes_is_no_doubt(
    stage: Stage, end: tuple[float, float], is_clean: bool
) -> None:
    around = PtQuad.from_box(PtBox(150, 300, 250, 400))
    ink = Ink("red", (around,))
    seal = Finding(Entity.SEAL, 1, (around,), 0.9, "seal.red", "", Likeness.EXACT, ink=ink)
    line = PtQuad((170.0, 310.0), end, (end[0] - 10, end[1] + 12), (160.0, 322.0))
    play = replace(CLEAN, findings=(own(), seal), hiding=(line,))
    (document,) = stage.work(play).record.documents
    assert document.unread == ({} if is_clean else {1: ("own_value_unreadable",)})


def test_time_spent_on_all_documents_at_once_is_put_down_to_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def three(seconds: dict[str, float], word: str) -> Iterator[None]:
        yield
        seconds[word] = seconds.get(word, 0.0) + 3.0

    monkeypatch.setattr(process, "timed", three)
    documents = stage.work(CLEAN, CLEAN).record.documents
    # Made, names learnt, an employer looked for, settled; each document is searched once, as no
    # form tells an employer.
    assert [d.seconds["recognise"] for d in documents] == [9.0, 9.0]
    assert [d.seconds["read"] for d in documents] == [2.5, 2.5]  # 1.0 each; 3.0: the name itself


def test_employer_that_the_own_form_tells_is_searched_for_in_pictures_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "illegible", lambda *_: ())
    form = replace(CLEAN, employer="青原市第二中学")

    stage.work(form, replace(CLEAN, scanned=True))

    assert stage.read == ["d01", "d02", "d02"]
    assert [p.employers for p in stage.searched] == [(Employer("青原市第二中学"),)] * 2


def test_spelling_that_a_paper_tells_has_pictures_with_latin_print_read_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "illegible", lambda *_: ())
    english = replace(CLEAN, scanned=True, text="Monitoring of slopes " * 5)

    documents = stage.work(
        replace(CLEAN, latin="Luo Chihheng"), replace(CLEAN, scanned=True), english
    ).record.documents

    assert stage.read == ["d01", "d02", "d03", "d03"]
    assert [p.pinyin for p in stage.searched] == [("Luo Chihheng",)] * 3
    # Both readings are in the document's time, beside what was done for all.
    assert [round(d.seconds["read"]) for d in documents] == [1, 1, 2]
