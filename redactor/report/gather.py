"""An output folder → what its report tells: totals, and small pictures of released pages.

Everything may be handed on. Totals are the public audits'; of the private ones only the kind of
each document is read, and its totals alone are told.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from redactor.config.records import Limits
from redactor.datatypes import RELEASABLE, DocClass, DossierStatus, Entity
from redactor.errors import OutputError, RedactorError
from redactor.load.document import load

Json = dict[str, Any]
_MOST_THUMBS = 12
_THUMB_PX = 260
_THUMB_DPI = 60.0
_CLEAN = frozenset(status.value for status in RELEASABLE)


@dataclass(frozen=True, slots=True)
class Thumb:
    """The first page of a released file, as a small JPEG."""

    applicant_id: str
    kind: str  # a document class
    jpeg: bytes = field(repr=False)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What the report tells. Words are fixed ones; ``kinds``: class → (through, held back)."""

    released: int
    held: int
    exempt: int
    held_because: Mapping[str, int]
    categories: Mapping[str, int]  # marks
    kinds: Mapping[str, tuple[int, int]]
    statuses: Mapping[str, int]  # of documents
    documents: int
    pages: int
    finished: str  # the newest, ISO 8601
    versions: Mapping[str, str]
    thumbs: tuple[Thumb, ...] = ()

    @property
    def total(self) -> int:
        return self.released + self.held + self.exempt

    @property
    def release_rate(self) -> float | None:
        """Of the dossiers that need a blind copy."""
        worked = self.released + self.held
        return self.released / worked if worked else None


def gather(out: Path, limits: Limits, *, thumbs: int = _MOST_THUMBS) -> Report:
    """Raises OutputError when a public audit cannot be read."""
    found = [audit for path in sorted((out / "public").glob("*.json")) if (audit := _read(path))]
    statuses = Counter(audit["status"] for audit in found)
    held = [a for a in found if a["status"] == DossierStatus.HELD]
    documents = [(a, d) for a in found for d in a["documents"]]
    kinds = {a["applicant_id"]: _kinds(out, a) for a in found}
    marks: Counter[str] = Counter()
    for audit in found:
        marks.update(audit["totals"]["redacted"])
    newest = max(found, key=lambda a: a["finished_at"], default=None)
    return Report(
        statuses[DossierStatus.RELEASED.value],
        len(held),
        statuses[DossierStatus.NOT_REQUIRED.value],
        _sorted(Counter(reason for a in held for reason in a["reasons"])),
        {e.value: marks[e.value] for e in Entity if marks[e.value]},
        _by_kind(documents, kinds),
        _sorted(Counter(d["status"] for _, d in documents)),
        len(documents),
        sum(d["pages"] for _, d in documents),
        newest["finished_at"] if newest else "",
        newest["versions"] if newest else {},
        tuple(_thumbs(out, found, kinds, limits, thumbs)),
    )


def _read(path: Path) -> Json | None:
    try:
        audit: Json = json.loads(path.read_text(encoding="utf-8"))
        return audit if audit["kind"] == "public" else None
    except (OSError, ValueError, KeyError):
        raise OutputError("a report cannot be read", code="no_report") from None


def _kinds(out: Path, audit: Json) -> list[str]:
    """The class of each document, in order; ``other`` where nobody knows."""
    try:
        path = out / "private/audit" / f"{audit['applicant_id']}.json"
        known = [d["doc_class"] for d in json.loads(path.read_text("utf-8"))["documents"]]
    except (OSError, ValueError, KeyError):
        known = []
    return known if len(known) == len(audit["documents"]) else ["other"] * len(audit["documents"])


def _by_kind(
    documents: Sequence[tuple[Json, Json]], kinds: Mapping[str, list[str]]
) -> dict[str, tuple[int, int]]:
    through: Counter[str] = Counter()
    back: Counter[str] = Counter()
    for audit, document in documents:
        kind = kinds[audit["applicant_id"]][document["number"] - 1]
        (through if document["status"] in _CLEAN else back)[kind] += 1
    order = [e.value for e in DocClass if through[e.value] or back[e.value]]
    return {kind: (through[kind], back[kind]) for kind in order}


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _thumbs(
    out: Path,
    audits: Sequence[Json],
    kinds: Mapping[str, list[str]],
    limits: Limits,
    most: int,
) -> Iterator[Thumb]:
    """One of each kind first, then more; a file that cannot be drawn is left out."""
    released = [
        (kinds[a["applicant_id"]][d["number"] - 1], a["applicant_id"], d["output"])
        for a in audits
        for d in a["documents"]
        if d["output"]
    ]
    seen: Counter[str] = Counter()
    ranked = []
    for one in released:
        ranked.append((seen[one[0]], one))
        seen[one[0]] += 1
    ranked.sort(key=lambda pair: pair[0])
    with TemporaryDirectory(prefix="redactor-") as work:
        for _, (kind, applicant_id, output) in ranked[:most]:
            try:
                picture = _drawn(out / output, Path(work), limits)
            except (RedactorError, OSError):
                continue
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=70)
            yield Thumb(applicant_id, kind, buffer.getvalue(), *picture.size)


def _drawn(path: Path, work: Path, limits: Limits) -> Image.Image:
    with load(path, work, limits) as document:
        picture = Image.fromarray(document.render(1, _THUMB_DPI))
    document.working_pdf.unlink(missing_ok=True)
    picture.thumbnail((_THUMB_PX, _THUMB_PX))
    return picture
