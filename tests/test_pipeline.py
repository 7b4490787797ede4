"""The first half of a document's way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pymupdf
import pytest

from redactor import pipeline
from redactor.datatypes import Action, Decision, Entity, Finding, Ink, PageReading, TextSource
from redactor.fakes.detect import FakeDetector
from redactor.fakes.pages import page_of
from redactor.geometry import PageGeometry, PtBox, PtQuad
from tests.dossier.conftest import make_parts


def test_nothing_is_read_behind_a_secrecy_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case 83: stop. The page with the mark is enough for the guard."""
    texts = ["关于工程的报告", "机密★10年", "试验数据"]
    source = tmp_path / "upload.pdf"
    with pymupdf.open() as document:
        for _ in texts:
            document.new_page()
        document.save(source)
    seen = []

    def read_page(document: object, page_no: int, *_: object) -> PageReading:
        seen.append(page_no)
        page = page_of(texts[page_no - 1], page_no=page_no)
        return PageReading(page_no, PageGeometry(595, 842, 0, 0), page)

    monkeypatch.setattr(pipeline, "read_page", read_page)
    read = pipeline.read_document("d01", source, tmp_path, (), make_parts(), lambda: None)
    assert seen == [1, 2] and [p.page_no for p in read.pages] == [1, 2]


def test_page_that_could_not_be_drawn_whole_is_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its content is cut off, and it looks as blank as the other."""
    source = tmp_path / "upload.pdf"
    with pymupdf.open() as document:
        for _ in range(2):
            document.new_page().insert_text((50, 50), "printed" * 99)
        cut, contents = document.tobytes(), document[1].get_contents()[0]
    start = cut.index(b"\n%d 0 obj" % contents)
    source.write_bytes(cut[:start] + cut[cut.index(b"endobj", start) + 6 :])
    page = PageReading(0, PageGeometry(595, 842, 0, 0), page_of("正文"), plain=True)
    monkeypatch.setattr(
        pipeline, "read_page", lambda _, page_no, *__: replace(page, page_no=page_no)
    )

    read = pipeline.read_document("d01", source, tmp_path, (), make_parts(), lambda: None)

    assert [p.unread for p in read.pages] == [(), ("damaged",)]


@pytest.mark.parametrize("plain", [True, False])
def test_detectors_look_at_every_page_but_plain_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: bool
) -> None:
    source = tmp_path / "upload.pdf"
    with pymupdf.open() as document:
        document.new_page().draw_rect((9, 9, 80, 99), color=None, fill=(1, 0, 1))
        document.save(source)
    page = PageReading(1, PageGeometry(595, 842, 0, 0), page_of("正文"), plain=plain)
    monkeypatch.setattr(pipeline, "read_page", lambda *_: page)
    parts = replace(make_parts(), detectors=(FakeDetector(),))
    read = pipeline.read_document("d01", source, tmp_path, (), parts, lambda: None)
    assert len(read.pictures) == (0 if plain else 1)


def test_a_stage_within_another_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 3.0, 5.0, 10.0])
    monkeypatch.setattr(pipeline, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    seconds = {"read": 7.0}
    with pipeline.timed(seconds, "verify"), pipeline.timed(seconds, "pictures"):
        pass
    assert seconds == {"read": 7.0, "pictures": 2.0, "verify": 8.0}


def test_a_stage_gives_back_what_it_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr(pipeline, "give_back", lambda: given.append(True))
    seconds: dict[str, float] = {}
    with pytest.raises(ValueError), pipeline.timed(seconds, "read"):
        raise ValueError
    assert given == [True] and seconds["read"] >= 0


@pytest.mark.parametrize("action, places", [(Action.REDACT, 2), (Action.KEEP, 0)])
def test_picture_of_a_signature_goes_whole_beside_the_mark(action: Action, places: int) -> None:
    hand, picture = (PtQuad.from_box(PtBox(100, 100, x, 120)) for x in (150, 170))
    found = Finding(Entity.SIGNATURE, 1, (hand,), 0.9, "signature.ink", picture=picture)
    asked = pipeline.erasures([Decision(found, action, "", "[签名]")])
    assert [(e.quads, e.ink) for e in asked] == [
        ((hand,), None),
        ((picture,), Ink("any", (picture,))),
    ][:places]


def test_portrait_on_a_card_that_is_a_photo_as_well_has_one_mark() -> None:
    quad = PtQuad.from_box(PtBox(100, 100, 150, 170))
    asked = pipeline.erasures(
        [
            Decision(Finding(Entity.PHOTO, 1, (quad,), 0.9, by), Action.REDACT, "", "[照片]")
            for by in ("card.portrait", "photo.face")
        ]
    )
    assert [e.quads for e in asked] == [(quad,)]


def test_name_that_is_read_in_an_own_hand_has_no_mark_of_its_own() -> None:
    hand, glyph, other = (
        PtQuad.from_box(PtBox(*b, 120)) for b in ((100, 100, 150), (140, 101, 156), (300, 101, 316))
    )
    found = Finding(Entity.SIGNATURE, 1, (hand,), 0.9, "signature.ink")
    names = [
        Finding(Entity.NAME, 1, (q,), 0.9, "own.name", source=source)
        for q, source in (
            (glyph, TextSource.OCR),
            (other, TextSource.OCR),
            (glyph, TextSource.TEXT_LAYER),
        )
    ]
    asked = [Decision(f, Action.REDACT, "", "") for f in (found, *names)]
    places = {e.quads for e in pipeline.erasures(asked)}
    assert places == {(PtQuad.from_box(PtBox(100, 100, 156, 120)),), (other,), (glyph,)}


def test_name_in_the_picture_of_an_own_hand_goes_with_it_and_leaves_the_print_beside() -> None:
    mark, beside = (PtQuad.from_box(PtBox(*b, 120)) for b in ((100, 100, 150), (152, 101, 168)))
    picture = PtQuad.from_box(PtBox(100, 98, 170, 122))
    found = Finding(Entity.SIGNATURE, 1, (mark,), 0.9, "signature.ink", picture=picture)
    name = Finding(Entity.NAME, 1, (beside,), 0.9, "own.spotted", source=TextSource.OCR)
    asked = [Decision(f, Action.REDACT, "", "") for f in (found, name)]
    assert [e.quads for e in pipeline.erasures(asked)] == [(mark,), (picture,)]
