"""What three matchers make of one line, for every value that it is searched for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.spotting.contents import Content, Value, draw_value
from benchmarks.spotting.sheets import LINES, Sheet, draw_sheet
from benchmarks.spotting.sightings import NEVER, kind_of, one_edit
from redactor.config.settings import load_settings
from redactor.datatypes import Candidate, Entity
from redactor.geometry import Point
from redactor.ocr.alignment import emissions, search
from redactor.ocr.ctc import decode, mean_score, text_of
from redactor.ocr.paddle import Detector, Floats, Recogniser
from redactor.ocr.spotting import reach_of
from redactor.ocr.strips import Corners, Strip, cut, mapped, steadied
from redactor.ocr.tiles import detect_in_tiles, tile_side_px
from redactor.textnorm import folded

RECOGNISERS = ("PP-OCRv6_tiny_rec", "PP-OCRv6_small_rec")
# Values of others that every line of a sheet is searched for.
_FAR = {
    Entity.NAME: 4,
    Entity.ID_NUMBER: 2,
    Entity.PHONE: 2,
    Entity.EMAIL: 1,
    Entity.EMPLOYER: 4,
}
_LOWEST = -20.0  # a far value below it is no alarm at any threshold
_detector = cache(Detector)
_recogniser = cache(Recogniser)


@dataclass(frozen=True, slots=True)
class Match:
    """How a value was seen in a line. ``again``: the careful recogniser would have to look."""

    kind: str
    score: float
    exact: bool
    edit: bool
    again: bool


@dataclass(frozen=True, slots=True)
class LineScore:
    """One line as one recogniser saw it; ``line`` is the same number for all of them.

    ``own`` is the value printed, ``near`` those a hair from it, ``far`` others' that gave an
    alarm, of as many as ``far_count`` says for each kind. A ``confidence`` of -1: not detected.
    """

    recogniser: str
    line: int
    dpi: float
    damage: str
    level: int
    confidence: float
    own: Match | None
    near: tuple[Match, ...]
    far: tuple[Match, ...]
    far_count: dict[str, int]


def score_sheet(task: tuple[int, int]) -> list[LineScore]:
    """Every line of the sheet of a seed and number, by every recogniser."""
    seed, number = task
    settings = load_settings(None).ocr
    sheet = draw_sheet(seed, number, settings.dpi)
    rng = np.random.default_rng((seed, number, 1))
    far = [draw_value(rng, e, rare=bool(n % 2)) for e, count in _FAR.items() for n in range(count)]
    find = _detector(settings.detector, settings.max_side_px).detect
    side = tile_side_px(settings.dpi, settings.max_side_px)
    rectangles = steadied(detect_in_tiles(find, sheet.image, side))
    strips = [_strip(sheet, rectangles, middles) for middles in sheet.middles]
    scores = []
    for name in RECOGNISERS:
        for i, frames in enumerate(_read(_recogniser(name), strips)):
            line = number * LINES + i
            scores.append(_score(name, line, sheet, sheet.lines[i], frames, far))
    return scores


def _strip(sheet: Sheet, rectangles: Sequence[Corners], middles: Sequence[Point]) -> Strip | None:
    """The rectangle with most of the value; None when the detector found nothing there."""

    def held(corners: Corners) -> int:
        strip = cut(sheet.image, corners)
        from_image = np.linalg.inv(strip.pieces[0].to_image).astype(np.float64)
        at = mapped(from_image, np.array(middles))
        inside = (at >= 0) & (at <= [strip.width, strip.height])
        return int(inside.all(axis=1).sum())

    wide = [c for c in rectangles if np.ptp(c[:, 0]) > np.ptp(c[:, 1])]
    best = max(wide, key=held, default=None)
    return cut(sheet.image, best) if best is not None and held(best) else None


def _read(recogniser: Recogniser, strips: Sequence[Strip | None]) -> list[Floats | None]:
    found: list[Floats | None] = [None] * len(strips)
    there = [(i, strip.line) for i, strip in enumerate(strips) if strip is not None]
    for batch in recogniser.batches([line for _, line in there]):
        outputs = recogniser.probabilities([there[k][1] for k in batch])
        for k, output in zip(batch, outputs, strict=True):
            found[there[k][0]] = output.frames
    return found


def _score(
    name: str, line: int, sheet: Sheet, content: Content, frames: Floats | None, far: list[Value]
) -> LineScore:
    own = [content.value] if content.value else []
    others = [v for v in far if folded(v.text) not in folded(content.text)]
    matches = _matches(_recogniser(name), frames, [*own, *content.near, *others])
    ends = len(own), len(own) + len(content.near)
    alarms = [m for m in matches[ends[1] :] if m.score > _LOWEST or m.edit]
    kinds = [_kind(v) for v in others]
    placed = () if frames is None else decode(frames, _recogniser(name).characters)
    return LineScore(
        name,
        line,
        sheet.dpi,
        sheet.damage.kind,
        sheet.damage.level,
        -1.0 if frames is None else round(mean_score(placed), 4),
        matches[0] if own else None,
        tuple(matches[ends[0] : ends[1]]),
        tuple(alarms),
        {kind: kinds.count(kind) for kind in sorted(set(kinds))},
    )


def _kind(value: Value) -> str:
    return kind_of(Candidate(0, value.entity, value.text))


def _matches(recogniser: Recogniser, frames: Floats | None, values: Sequence[Value]) -> list[Match]:
    if frames is None:
        return [Match(_kind(v), NEVER, False, False, False) for v in values]
    decoded = folded(text_of(decode(frames, recogniser.characters)))
    chars = sorted({char for value in values for char in value.text})
    gains = emissions(frames, [recogniser.classes.get(char, -1) for char in chars])
    ends, _ = search(gains, [[chars.index(char) for char in v.text] for v in values])
    best = ends.max(axis=0)
    found = []
    for value, score in zip(values, best.tolist(), strict=True):
        text = folded(value.text)
        exact = text in decoded
        again = score > reach_of(value.text, recogniser.classes)
        edit = exact or one_edit(text, decoded)
        found.append(Match(_kind(value), 0.0 if exact else round(score, 3), exact, edit, again))
    return found


def write_scores(path: Path, scores: Iterable[LineScore]) -> None:
    """One JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(s), ensure_ascii=False) + "\n" for s in scores)


def read_scores(path: Path) -> list[LineScore]:
    """What ``write_scores`` wrote."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        raw["own"] = Match(**raw["own"]) if raw["own"] else None
        for key in ("near", "far"):
            raw[key] = tuple(Match(**m) for m in raw[key])
        found.append(LineScore(**raw))
    return found
