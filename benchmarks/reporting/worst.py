"""The pages with the worst mistakes, as pictures: original and finished page side by side."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.scoring.outputs import read_outputs, sha256
from benchmarks.scoring.pages import PageImage, read_output, read_source
from benchmarks.scoring.rows import NONE, RELEASED, SILENT, Row
from benchmarks.truth import KEEP, REDACT, Item, read_items

COUNT = 10
_HEIGHT_PX = 1000
_QUALITY = 55
_LEAK, _DAMAGE = "#d4111b", "#e08a00"


@dataclass(frozen=True, slots=True)
class WorstPage:
    """One page: ``jpeg`` in Base64, ``wrong`` in fixed words."""

    applicant: str
    document: str
    page: int
    status: str
    released: bool
    kind: str
    template: str
    damage: str
    wrong: tuple[str, ...]
    jpeg: str = field(repr=False)


def worst_pages(
    rows: Sequence[Row], samples: Path, out: Path, count: int = COUNT
) -> list[WorstPage]:
    """At most one page of a document, the worst mistake first."""
    ranked = []
    for row in rows:
        if row.place == NONE:
            continue
        pages = {r.page for r in row.judgement.results}
        badness, page = max(((_badness(row, page), page) for page in pages), default=(0.0, 0))
        if badness:
            ranked.append((badness, row.applicant, row.document, page, row))
    ranked.sort(key=lambda entry: (-entry[0], *entry[1:4]))
    return [_draw(row, page, samples, out) for *_, page, row in ranked[:count]]


def _badness(row: Row, page: int) -> float:
    """A leak nobody is told of weighs most, and all the more in a file that was handed on."""
    silent = damaged = 0
    for result in row.judgement.results:
        if result.page == page and result.how:
            silent += result.expected == REDACT and row.outcome(result) == SILENT
            damaged += result.expected == KEEP
    for fault in row.judgement.other_faults:
        if fault.page == page or (fault.page is None and page == 1):
            silent += fault.kind == "leak"
            damaged += fault.kind == "damage"
    weight = 100.0 if row.place == RELEASED else 30.0 if row.clean else 1.0
    return weight * (4 * silent + damaged)


def _draw(row: Row, page: int, samples: Path, out: Path) -> WorstPage:
    folder = samples / "dossiers" / row.applicant
    source = next(p for p in sorted(folder.iterdir()) if p.name.split("_", 1)[0] == row.document)
    truth = read_items(samples / "truth" / f"{row.applicant}.jsonl")
    items = [i for i in truth if i.doc == source.name]
    before = read_source(source)
    finished = read_outputs(out, row.applicant)[sha256(source)].path
    assert finished is not None  # rows without a file are not drawn
    after = read_output(finished.read_bytes(), before)
    shown = [pages[page - 1] for pages in (before, after) if page <= len(pages)]
    sides = [_marked(side, row, items, page) for side in shown]
    facts = row.facts
    return WorstPage(
        row.applicant,
        row.document,
        page,
        row.status,
        row.place == RELEASED,
        facts.kind if facts else "",
        facts.template if facts else "",
        f"{facts.damage} {facts.level}" if facts else "",
        _words(row, page),
        base64.b64encode(_side_by_side(sides)).decode(),
    )


def _words(row: Row, page: int) -> tuple[str, ...]:
    words = set()
    for r in row.judgement.results:
        if r.page == page and r.how and r.expected in (REDACT, KEEP):
            kind = f"leak ({row.outcome(r)})" if r.expected == REDACT else "damage"
            words.add(" · ".join(w for w in (kind, r.category, r.trap, r.how) if w))
    for f in row.judgement.other_faults:
        if f.page in (page, None):
            words.add(f"{f.kind} · {f.what}")
    return tuple(sorted(words))


def _marked(page: PageImage, row: Row, items: Sequence[Item], number: int) -> Image.Image:
    picture = Image.fromarray(np.clip(page.grey, 0, 255).astype(np.uint8)).convert("RGB")
    scale = _HEIGHT_PX / picture.height
    picture = picture.resize((max(1, round(picture.width * scale)), _HEIGHT_PX))
    pen = ImageDraw.Draw(picture)
    for result in row.judgement.results:
        if result.page == number and result.how and result.expected in (REDACT, KEEP):
            colour = _LEAK if result.expected == REDACT else _DAMAGE
            for quad in items[result.number].quads:
                corners = [(float(x * scale), float(y * scale)) for x, y in page.to_px(quad)]
                pen.polygon(corners, outline=colour, width=2)
    return picture


def _side_by_side(sides: Sequence[Image.Image]) -> bytes:
    gap = 12
    width = sum(s.width for s in sides) + gap * (len(sides) - 1)
    whole = Image.new("RGB", (width, _HEIGHT_PX), "#8a94a6")
    left = 0
    for side in sides:
        whole.paste(side, (left, 0))
        left += side.width + gap
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
