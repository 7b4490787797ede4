"""A dossier whose reading, erasing and verifying are written down beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from redactor.config.records import Settings
from redactor.config.rules import load_rules
from redactor.datatypes import (
    Action,
    Candidate,
    Char,
    Decision,
    DocClass,
    DocumentFindings,
    Employer,
    Entity,
    Evidence,
    Finding,
    HolderField,
    Likeness,
    Mark,
    Others,
    PageReading,
    PageText,
    Picture,
    Profile,
    TextSource,
    Verdict,
)
from redactor.dossier import process as module
from redactor.dossier.job import DossierJob, Outcome, SourceDocument
from redactor.errors import RedactorError
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.pipeline import Parts, ReadDocument
from redactor.questions import Answer
from redactor.verify.document import OnDrawn

PROFILE = Profile("D-7", names=("罗志恒",), id_numbers=("159904198609230036",))
QUAD = PtQuad.from_box(PtBox(60, 60, 100, 72))
DRAWN = PageGeometry(26, 42, 0, Settings().render_dpi)  # a page of its own, to be told apart
MARK = Mark(1, Entity.NAME, QUAD, "[姓名]")


def own(*evidence: Evidence) -> Finding:
    """The applicant's name in its own field."""
    seen = frozenset(evidence or (Evidence.SELF_LABEL,))
    source = TextSource.TEXT_LAYER
    return Finding(Entity.NAME, 1, (QUAD,), 1.0, "own.name", "罗志恒", Likeness.EXACT, seen, source)


QUESTION = own(Evidence.OTHER_ROLE)
SECRET = Finding(Entity.SECRECY, 1, (), 1.0, "secrecy.mark")


@dataclass(frozen=True, slots=True)
class Play:
    """What shall happen to one document."""

    findings: tuple[Finding, ...] = (own(),)
    doc_class: DocClass = DocClass.FORM
    verdict: Verdict = field(default_factory=Verdict)
    unread: tuple[str, ...] = ()
    holder_is_other: bool = False
    holders: tuple[HolderField, ...] = ()
    read_error: RedactorError | None = None
    erase_error: RedactorError | None = None
    fault: str = ""  # of the upload itself
    folder_no: int = 7
    text: str = "姓名：罗志恒"
    scanned: bool = False
    figures: tuple[Finding, ...] = ()  # portraits and codes beside print that tells the truth
    hiding: tuple[PtQuad, ...] = ()
    drawn: bool = False  # by verification
    employer: str = ""  # that its fields tell
    latin: str = ""  # the name as its authors spell it


class _Recogniser:
    def __init__(self, plays: Mapping[str, Play]) -> None:
        self._plays = plays
        self.learnt = False

    def candidates(self) -> tuple[Candidate, ...]:
        return (Candidate(0, Entity.NAME, PROFILE.names[0]),)

    def learn_names(self, documents: object) -> None:
        self.learnt = True

    def learn_told(self, documents: object, redacted: object) -> None:
        return None

    def told_latin(self, documents: object, pages: object) -> tuple[str, ...]:
        return tuple(play.latin for play in self._plays.values() if play.latin)

    def told_employer(self, documents: Sequence[DocumentFindings]) -> Employer | None:
        told = [self._plays[d.doc_id].employer for d in documents]
        return next((Employer(full) for full in told if full), None)

    def document(self, doc_id: str, pages: Sequence[PageReading]) -> DocumentFindings:
        assert self.learnt, "who is who is settled before the first document is searched"
        play = self._plays[doc_id]
        well_read = not any(page.unread for page in pages)
        return DocumentFindings(
            doc_id,
            play.doc_class,
            play.findings,
            well_read,
            play.holder_is_other,
            holders=play.holders,
        )


@dataclass(slots=True)
class Stage:
    """Works plays through.

    ``read``: documents, as often as they were read; ``erased``: those for which a file was
    written; ``searched``: the profiles that the second look went by.
    """

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    read: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    searched: list[Profile] = field(default_factory=list)

    def work(
        self, *plays: Play, parts: Parts | None = None, answers: tuple[Answer, ...] = ()
    ) -> Outcome:
        by_id = {f"d{n:02d}": play for n, play in enumerate(plays, 1)}
        recogniser = _Recogniser(by_id)
        self.monkeypatch.setattr(module, "DossierRecogniser", lambda *a, **k: recogniser)
        self.monkeypatch.setattr(module, "read_document", self._reader(by_id))
        self.monkeypatch.setattr(module, "erase_and_verify", self._eraser(by_id))
        work_dir = self.folder / "work"
        work_dir.mkdir(exist_ok=True)
        sources = [self._upload(key, play) for key, play in by_id.items()]
        job = DossierJob("D-7", tuple(sources), PROFILE, Others(), work_dir, answers, b"key")
        return module.process(job, parts or make_parts(), on_page=lambda: None)

    def _upload(self, doc_id: str, play: Play) -> SourceDocument:
        path = self.folder / f"罗志恒_{doc_id}.pdf"
        with pymupdf.open() as document:
            document.new_page().insert_text((60, 70), play.text, fontname="china-s")
            document.save(path)
        return SourceDocument(doc_id, path, path.name, play.folder_no, play.fault)

    def _reader(self, plays: Mapping[str, Play]) -> Callable[..., ReadDocument]:
        def read(doc_id, source, work_dir, candidates, parts, on_page):
            play = plays[doc_id]
            self.read.append(doc_id)
            if play.read_error is not None:
                raise play.read_error
            working = work_dir / f"{doc_id}.pdf"
            working.write_bytes(source.read_bytes())
            said_by = TextSource.OCR if play.scanned else TextSource.TEXT_LAYER
            chars = tuple(Char(c, QUAD, 1.0, 0, said_by) for c in play.text)
            figures = tuple(Picture(f.quads[0], 200, 300) for f in play.figures)
            geometry = PageGeometry(595, 842, 0, 0)
            page = PageReading(
                1,
                geometry,
                PageText(1, chars),
                used_ocr=play.scanned or bool(figures),
                unread=play.unread,
                pictures=figures,
                hiding=play.hiding,
            )
            seconds = {"read": 1.0}
            return ReadDocument(
                doc_id, working, "pdf", (page,), play.doc_class, play.figures, seconds
            )

        return read

    def _eraser(self, plays: Mapping[str, Play]) -> Callable[..., tuple[tuple[Mark, ...], Verdict]]:
        def erase(
            read: ReadDocument,
            decisions: Sequence[Decision],
            target: Path,
            profile: Profile,
            parts: Parts,
            on_drawn: OnDrawn,
        ):
            self.erased.append(read.doc_id)
            self.searched.append(profile)
            target.write_bytes(read.working_pdf.read_bytes())
            play = plays[read.doc_id]
            if play.erase_error is not None:
                raise play.erase_error
            if play.drawn:
                on_drawn(1, DRAWN, *np.zeros((2, 64, 40, 3), np.uint8))
            redacted = [d for d in decisions if d.action is Action.REDACT]
            return (MARK,) * len(redacted), play.verdict

        return erase


def make_parts() -> Parts:
    """Rules and settings; every model is absent, so that using one fails the test."""
    absent = None
    return Parts(
        ocr=absent,  # type: ignore[arg-type]
        second_ocr=absent,  # type: ignore[arg-type]
        line_reader=absent,  # type: ignore[arg-type]
        analyzer=absent,
        lac=absent,  # type: ignore[arg-type]
        people=absent,  # type: ignore[arg-type]
        detectors=(),
        rules=load_rules("neimenggu-2026"),
        settings=Settings(),
        versions={"program": "0", "rules": "r@0", "weights": "w"},
    )


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(tmp_path, monkeypatch)
