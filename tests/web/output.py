"""An output folder with questions, as a batch leaves it; nothing was read for it."""

from __future__ import annotations

from pathlib import Path

from redactor.datatypes import DossierStatus, Entity, Status
from redactor.errors import ExitCode
from redactor.geometry import PtBox, PtQuad
from redactor.questions import Place, Question
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore
from tests.dossier.hand_made import draw

QUAD = PtQuad.from_box(PtBox(114, 245, 145, 265))


def question(number: int, reason: str = "homonym", places: int = 1) -> Question:
    here = tuple(Place("d01", 5, page, (QUAD,)) for page in range(1, places + 1))
    value = f"王伟{number}"
    return Question(f"{number:016x}", reason, Entity.NAME, value, value, ("审核人：", ""), here)


def make_output(root: Path) -> Path:
    """T-1 waits for two answers, T-2 for one."""
    store = LocalStore(root / "out")
    source = draw(root / "source.pdf", pages=2)
    with Ledger(store.ledger_path) as ledger:
        for key, asked in {
            "T-1": (question(1), question(2, places=2)),
            "T-2": (question(3, "alias_unconfirmed"),),
        }.items():
            ledger.record(
                DossierEntry(key, "f", DossierStatus.HELD, int(ExitCode.REVIEW)),
                [DocumentEntry("d01", source, "0" * 64, Status.NEEDS_REVIEW)],
                asked,
            )
    return store.root
