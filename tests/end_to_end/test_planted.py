"""An eraser that fails: whatever it leaves or harms, the dossier is held back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from redactor import pipeline
from redactor.datatypes import Entity, Erasure, Mark
from redactor.erase.document import erase_document
from redactor.erase.marks import draw_marks
from redactor.errors import ExitCode
from redactor.geometry import PtBox, PtQuad
from tests.end_to_end.batches import Run
from tests.end_to_end.conftest import Batch
from tests.end_to_end.dossiers import assessment
from tests.end_to_end.drawn import Sheet, write_pdf, write_scan
from tests.end_to_end.looks import glyphs
from tests.end_to_end.people import LUO
from tests.end_to_end.search import in_pdf, mupdf_text, pictures_of

Eraser = Callable[[Path, Path, Sequence[Erasure], Collection[int]], tuple[Mark, ...]]
Plant = Callable[[pymupdf.Document], None]


def award() -> Sheet:
    """One short page with the name twice, so that one left over is one of many."""
    return (
        Sheet(400, 300)
        .say(120, 60, "获奖证书", 20)
        .say(40, 110, f"授予{{{LUO.name}}}、李娜、赵国强科技进步二等奖。", 12)
        .say(40, 140, f"第一完成人：{{{LUO.name}}}，第二完成人：李娜", 12)
        .say(40, 170, f"完成单位：{{{LUO.employer}}}", 12)
        .say(40, 200, f"联系电话：{{{LUO.phone}}}", 12)
    )


@pytest.fixture
def run_with(
    run_batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """Run a dossier of one page with another eraser in place of ours."""

    def start(eraser: Eraser, *, scan: bool = False) -> Run:
        folder = tmp_path / "in" / LUO.key
        folder.mkdir(parents=True)
        if scan:
            write_scan(folder / "5_考核表.pdf", [assessment(LUO)])
        else:
            write_pdf(folder / "8_获奖证书.pdf", [award()])
        monkeypatch.setattr(pipeline, "erase_document", eraser)
        return run_batch(tmp_path / "in", [LUO], tmp_path / "out")

    return start


def assert_held(run: Run, reason: str) -> dict:
    """Held for this reason and for nothing that hides it; gives the document's record."""
    audit = run.audit(LUO.key)
    (document,) = audit["documents"]
    assert audit["status"] == "held"
    assert document["status"] == "needs_review"
    assert reason in document["reasons"] and reason in audit["reasons"]
    assert not document["verdict"]["passed"]
    assert list((run.out / "release").iterdir()) == []
    assert document["output"].startswith("private/held/")
    assert [p.relative_to(run.out).as_posix() for p in run.held(LUO.key)] == [document["output"]]
    assert run.outcome.exit_code is ExitCode.LEAK == 11
    (public,) = run.public(LUO.key)["documents"]
    assert public["output"] is None and public["output_sha256"] is None
    page = (run.out / "public" / f"{LUO.key}.html").read_text(encoding="utf-8")
    assert pictures_of(page) == []
    return document


def last_name(erasures: Sequence[Erasure]) -> Erasure:
    return max((e for e in erasures if e.entity is Entity.NAME), key=lambda e: e.quads[0].box.y0)


def test_honest_eraser_is_released(run_with: Callable[..., Run]) -> None:
    """The planted faults below are the only difference to this run."""
    run = run_with(erase_document)
    assert run.audit(LUO.key)["status"] == "released"
    assert run.outcome.exit_code is ExitCode.OK


def test_one_name_left_in_the_text_is_held(run_with: Callable[..., Run]) -> None:
    def forgetful(source, target, erasures, untrusted):
        left = last_name(erasures)
        return erase_document(source, target, [e for e in erasures if e is not left], untrusted)

    document = assert_held(run_with(forgetful), "leak")
    assert {leak["where"] for leak in document["verdict"]["leaks"]} >= {"text"}


def test_live_text_below_a_mark_is_held(run_with: Callable[..., Run]) -> None:
    """The most common mistake of all: a bar drawn over text that is still there."""

    def painter(source, target, erasures, untrusted):
        left = last_name(erasures)
        marks = erase_document(source, target, [e for e in erasures if e is not left], untrusted)
        bar = Mark(1, Entity.NAME, PtQuad.from_box(_around(left)), "")
        _change(target, lambda document: draw_marks(document[0], [bar]))
        return (*marks, bar)

    assert_held(run_with(painter), "leak")


def test_name_left_in_the_picture_of_a_scan_is_held(run_with: Callable[..., Run]) -> None:
    def forgetful(source, target, erasures, untrusted):
        left = last_name(erasures)
        return erase_document(source, target, [e for e in erasures if e is not left], untrusted)

    document = assert_held(run_with(forgetful, scan=True), "leak")
    assert {leak["where"] for leak in document["verdict"]["leaks"]} == {"ocr"}


def _in_info(document: pymupdf.Document) -> None:
    document.set_metadata({"author": LUO.name})


def _in_xmp(document: pymupdf.Document) -> None:
    document.set_xml_metadata(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{LUO.employer}</x:xmpmeta>")


def _in_bookmark(document: pymupdf.Document) -> None:
    document.set_toc([[1, LUO.name, 1]])


def _in_attachment(document: pymupdf.Document) -> None:
    document.embfile_add("a.txt", LUO.id_number.encode(), filename=f"{LUO.name}.txt")


def _in_note(document: pymupdf.Document) -> None:
    note = document[0].add_text_annot((10, 10), LUO.phone)
    note.set_info(title=LUO.name)
    note.update()


@pytest.mark.parametrize("plant", [_in_info, _in_xmp, _in_bookmark, _in_attachment, _in_note])
def test_value_only_beside_the_pages_is_held(run_with: Callable[..., Run], plant: Plant) -> None:
    def careless(source, target, erasures, untrusted):
        marks = erase_document(source, target, erasures, untrusted)
        _change(target, plant)
        return marks

    run = run_with(careless)
    assert_held(run, "leak")
    (held,) = run.held(LUO.key)
    assert in_pdf(LUO.own, held), "the planted value must be there for the test to say anything"


def test_earlier_revision_in_the_file_is_held(run_with: Callable[..., Run]) -> None:
    """Saved incrementally: the last revision is clean, the one before is the upload."""

    def incremental(source, target, erasures, untrusted):
        clean = target.with_suffix(".clean")
        marks = erase_document(source, clean, erasures, untrusted)
        target.write_bytes(source.read_bytes())
        with pymupdf.open(target) as document, pymupdf.open(clean, filetype="pdf") as new:
            document.insert_pdf(new)
            document.delete_page(0)
            document.saveIncr()
        clean.unlink()
        return marks

    run = run_with(incremental)
    assert_held(run, "leak")
    (held,) = run.held(LUO.key)
    assert LUO.name not in mupdf_text(held), "the last revision was to be clean"


def test_lost_neighbour_is_held_as_damage(run_with: Callable[..., Run]) -> None:
    """ "不要过度脱敏": the 、 after the name goes with it, though no mark stands there."""

    def greedy(source, target, erasures, untrusted):
        marks = erase_document(source, target, erasures, untrusted)
        neighbour = next(g for g in glyphs(target) if g.char == "娜")
        _change(target, lambda d: _take_out(d, neighbour.box))
        return marks

    run = run_with(greedy)
    document = assert_held(run, "damage")
    assert not document["verdict"]["leaks"]
    (held,) = run.held(LUO.key)
    assert sum(g.char == "娜" for g in glyphs(held)) == 1  # of two


def test_mark_over_a_neighbour_is_held_as_damage(run_with: Callable[..., Run]) -> None:
    """The same, but the mark is made wider so that it covers what was lost."""

    def greedy(source, target, erasures, untrusted):
        first = min(
            (e for e in erasures if e.entity is Entity.NAME), key=lambda e: e.quads[0].box.y0
        )
        box = first.quads[-1].box
        next_two = [
            PtQuad.from_box(PtBox(box.x0 + i * box.width, box.y0, box.x1 + i * box.width, box.y1))
            for i in (1, 2, 3)
        ]
        wider = replace(first, quads=(*first.quads, *next_two))
        wanted = [wider if e is first else e for e in erasures]
        return erase_document(source, target, wanted, untrusted)

    run = run_with(greedy)
    files = [*run.held(LUO.key), *run.released(LUO.key)]
    assert sum(g.char == "娜" for g in glyphs(files[0])) == 1, "the neighbour was to be taken"
    assert_held(run, "damage")


def _around(erasure: Erasure) -> PtBox:
    boxes = [q.box for q in erasure.quads]
    return PtBox(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


def _take_out(document: pymupdf.Document, box: Sequence[float]) -> None:
    x0, y0, x1, y1 = box
    document[0].add_redact_annot(pymupdf.Rect(x0 + 2, y0 + 2, x1 - 2, y1 - 2), fill=False)
    document[0].apply_redactions(images=0, graphics=0)


def _change(path: Path, change: Plant) -> None:
    """Alter a finished file and write it anew, in one revision."""
    with pymupdf.open(path) as document:
        change(document)
        data = document.tobytes(garbage=3, deflate=True)
    path.write_bytes(data)
