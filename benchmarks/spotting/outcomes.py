"""What becomes of printed values once both recognisers have read: by resolution and damage.

The cascade is the engine's: the careful recogniser looks where the first one is unsure of the
line or sees the value come near. A value is decoded, spotted as sure, asked about, in a line too
poor to tell (*unreadable*), in no line that the detector found, or silently missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from benchmarks.scoring.tables import Rate
from benchmarks.spotting.scores import RECOGNISERS, LineScore, Match
from benchmarks.spotting.tallies import KINDS
from redactor.config.settings import load_settings
from redactor.config.spotting import SpottingTable, load_spotting
from redactor.datatypes import Band
from redactor.ocr.careful import PLAIN

DECODED, SURE, ASKED = "decoded", "sure", "asked"
UNREADABLE, UNDETECTED, SILENT = "unreadable", "undetected", "silent"
OUTCOMES = (DECODED, SURE, ASKED, UNREADABLE, UNDETECTED, SILENT)
_MILD = 2  # levels of damage up to here
Group = Callable[[LineScore], str]


def outcomes(scores: Iterable[LineScore]) -> Iterator[tuple[LineScore, str]]:
    """Every printed value, as the first recogniser saw its line, and what becomes of it."""
    tables = {name: load_spotting(name) for name in RECOGNISERS}
    floor = load_settings(None).ocr.line_confidence_floor
    pairs: dict[int, dict[str, LineScore]] = {}
    for score in scores:
        pairs.setdefault(score.line, {})[score.recogniser] = score
    for pair in pairs.values():
        first, careful = (pair[name] for name in RECOGNISERS)
        if first.own is None or careful.own is None:
            continue
        again = first.own.again or 0 <= first.confidence < PLAIN
        seen, match = (careful, careful.own) if again else (first, first.own)
        yield first, _outcome(seen, match, tables[seen.recogniser], floor)


def _outcome(line: LineScore, match: Match, table: SpottingTable, floor: float) -> str:
    if line.confidence < 0:
        return UNDETECTED
    if match.exact:
        return DECODED
    kind = match.kind.replace(" ", "_")
    band = table.kinds.get(kind, table.kinds["name"]).band(match.score)
    if band is not None:
        return SURE if band is Band.SURE else ASKED
    return UNREADABLE if line.confidence < floor else SILENT


def as_outcomes(scores: Iterable[LineScore]) -> str:
    """Shares of every outcome, by kind, by resolution and by level of damage."""
    found = list(outcomes(scores))
    out = [f"{'printed values':22} {'lines':>5} " + " ".join(f"{o:>10}" for o in OUTCOMES)]
    for title, group in _GROUPS:
        keys = sorted({group(line) for line, _ in found})
        order = [k for k in KINDS if k in keys] if title == "kind" else keys
        out += [_line(key, [o for line, o in found if group(line) == key]) for key in order]
    return "\n".join(out) + "\n"


def _kind(line: LineScore) -> str:
    return line.own.kind if line.own else ""


def _severity(line: LineScore) -> str:
    return "none" if not line.level else "mild" if line.level <= _MILD else "heavy"


_GROUPS: tuple[tuple[str, Group], ...] = (
    ("kind", _kind),
    ("dpi", lambda line: f"{line.dpi:.0f} dpi, {_severity(line)}"),
    ("damage", lambda line: line.damage),
)


def _line(key: str, mine: list[str]) -> str:
    counts = Counter(mine)
    shares = " ".join(f"{counts[o] / len(mine):10.1%}" for o in OUTCOMES)
    high = Rate(counts[SILENT], len(mine)).interval[1]
    return f"  {key:20} {len(mine):5} {shares}  (silent at most {high:.1%})"
