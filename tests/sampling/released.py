"""An output folder with released files, made without a model."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from redactor.audit.private import private_audit
from redactor.audit.public import public_audit
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import (
    Action,
    Decision,
    DossierStatus,
    Entity,
    Finding,
    Likeness,
    Mark,
    Status,
)
from redactor.files import sha256_of
from redactor.geometry import PtBox, PtQuad
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore

SECRET = "欧阳明珠"  # stands in originals and in private reports alone
QUAD = PtQuad.from_box(PtBox(100, 100, 160, 116))


def draw(path: Path, text: str, pages: int = 1) -> Path:
    """A small PDF with one line a page, and a bar."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pymupdf.open() as pdf:
        for number in range(pages):
            page = pdf.new_page(width=420, height=595)
            page.insert_text((60, 60), f"{text} {number + 1}", fontname="china-s", fontsize=14)
            page.insert_text((60, 112), "姓名：", fontname="china-s", fontsize=12)
            page.draw_rect((100, 100, 160, 116), color=(0, 0, 0), width=0.7)
            page.insert_text((104, 112), "[姓名]", fontname="china-s", fontsize=11)
            page.insert_text((60, 160), "考核等次：优秀", fontname="china-s", fontsize=12)
        pdf.save(path)
    return path


def make_released(root: Path, dossiers: int = 3, files: int = 2, pages: int = 2) -> Path:
    """``T-1`` … with ``files`` files each; one dossier more is held."""
    store = LocalStore(root / "out")
    with Ledger(store.ledger_path) as ledger:
        for n in range(1, dossiers + 1):
            _release(store, ledger, root, f"T-{n}", files, pages)
        held = DossierRecord("T-9", DossierStatus.HELD, ("question",), (), {}, "")
        for folder, audit in (("public", public_audit), ("private/audit", private_audit)):
            store.write_json(f"{folder}/T-9.json", audit(held))
    store.write_text("summary.json", "{}")
    return store.root


def _release(
    store: LocalStore, ledger: Ledger, root: Path, key: str, files: int, pages: int
) -> None:
    made, records, entries = [], [], []
    for number in range(1, files + 1):
        made.append(
            draw(root / "made" / f"{key}_{number}.pdf", f"年度考核表 {key} {number}", pages)
        )
    places = store.publish(key, made)
    for number, place in enumerate(places, 1):
        source = draw(root / "in" / key / f"{SECRET}_{number}.pdf", SECRET, pages)
        sha256 = sha256_of(store.root / place)
        near = _decision(Likeness.ALIAS, Action.KEEP) if number == 2 else ()
        record = DocumentRecord(
            f"d{number:02d}",
            5,
            source.name,
            sha256_of(source),
            Status.CLEAN,
            source_kind="pdf",
            pages=pages,
            decisions=near,
            marks=tuple(Mark(p, Entity.NAME, QUAD, "[姓名]") for p in range(1, pages + 1)),
            output=place,
            output_sha256=sha256,
        )
        records.append(record)
        entries.append(
            DocumentEntry(record.doc_id, source, record.source_sha256, Status.CLEAN, place, sha256)
        )
    dossier = DossierRecord(key, DossierStatus.RELEASED, (), tuple(records), {}, "2026-05-01")
    store.write_json(f"public/{key}.json", public_audit(dossier))
    store.write_json(f"private/audit/{key}.json", private_audit(dossier))
    ledger.record(DossierEntry(key, "f", DossierStatus.RELEASED), entries)


def _decision(likeness: Likeness, action: Action) -> tuple[Decision, ...]:
    finding = Finding(
        Entity.EMPLOYER, 1, (QUAD,), 0.7, "own.employer", value=SECRET, likeness=likeness
    )
    return tuple(Decision(finding, action, "inside_longer_name") for _ in range(6))
