"""What happens to a page between the printer and the upload, each kind at four levels."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.generator.effects import Scan


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage at one level: 1 slight … 4 hard to read."""

    kind: str
    level: int


NO_DAMAGE = Damage("none", 0)
LEVELS = (1, 2, 3, 4)

Recipe = Callable[[Scan, int, np.random.Generator], Scan]  # the integer: level - 1


def scan_for(damage: Damage, *, coloured: bool, rng: np.random.Generator) -> Scan:
    """A scanner's draw with the given damage on top; all else about it is ordinary.

    At level 0 nothing is on top. ValueError for a kind or level that there is not.
    """
    scan = _ordinary(coloured, rng)
    if damage == NO_DAMAGE or (damage.level == 0 and damage.kind in KINDS):
        return scan
    if damage.kind not in KINDS or damage.level not in LEVELS:
        raise ValueError(f"no such damage: {damage.kind} at level {damage.level}")
    return _RECIPES[damage.kind](scan, damage.level - 1, rng)


def _ordinary(coloured: bool, rng: np.random.Generator) -> Scan:
    """An office's flatbed or feeder in good order."""
    return Scan(
        dpi=float(rng.choice((200, 240, 300), p=(0.6, 0.25, 0.15))),
        skew=float(np.clip(rng.normal(0, 0.3), -0.6, 0.6)),  # more would cut an A3 page's edges
        grey=not coloured,
        noise=float(rng.uniform(1, 3)),
        paper=float(rng.uniform(244, 253)),
        shade=float(rng.uniform(2, 9)),
        blur=float(rng.uniform(0.3, 0.6)),
        quality=int(rng.integers(72, 87)),
    )


def _sign(rng: np.random.Generator) -> int:
    return 1 if rng.random() < 0.5 else -1


def _px(scan: Scan, points: float) -> float:
    return points * scan.dpi / 72


def _in_colour(scan: Scan, rng: np.random.Generator) -> Scan:
    """Coloured marks: an office that scans in grey does so half the time."""
    return replace(scan, grey=scan.grey and bool(rng.random() < 0.5))


def _phone(scan: Scan, rng: np.random.Generator) -> Scan:
    """A phone instead of a scanner: colour, a lamp's or the sky's light, a small lens."""
    warm = float(rng.uniform(-0.06, 0.09))
    return replace(
        scan,
        grey=False,
        noise=float(rng.uniform(2.5, 4.5)),
        paper=float(rng.uniform(222, 242)),
        shade=float(rng.uniform(10, 32)),
        tint=(1.0, 1 - abs(warm) / 3, 1 - warm) if warm > 0 else (1 + warm, 1 + warm / 3, 1.0),
        blur=_px(scan, float(rng.uniform(0.17, 0.24))),
    )


# -- the recipes: scan, level - 1, stream ---------------------------------------------------
def _resolution(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(scan, dpi=(200.0, 150.0, 120.0, 100.0)[n])


def _skew(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(scan, skew=1.25 * (n + 1) * _sign(rng), ground="lid")


def _turn(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    quarters = int(rng.integers(1, 4))
    skew = (0.3, 0.7, 1.2, 1.8)[n] * _sign(rng)
    return replace(scan, turn=quarters, skew=skew, ground="lid")


def _blur(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    """Out of focus, or shaken: then smeared along one way."""
    spread = (0.32, 0.46, 0.60, 0.76)[n]  # points
    if rng.random() < 0.65:
        return replace(scan, blur=_px(scan, spread))
    angle, reach = rng.uniform(0, math.pi), _px(scan, spread * 3.2)
    shake = reach * math.cos(angle), reach * math.sin(angle)
    return replace(scan, shake=shake, blur=_px(scan, spread * 0.45))


def _noise(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    """Grain and dust; always at 200 dpi, as the same grain is harder the fewer pixels there are."""
    noise, specks = (10.0, 20.0, 34.0, 52.0)[n], (1.0, 3.0, 7.0, 14.0)[n]
    return replace(scan, dpi=200.0, noise=noise, specks=specks)


def _jpeg(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    """Coded coarsely; a chat program makes the picture smaller, too."""
    return replace(scan, dpi=(200.0, 200.0, 170.0, 150.0)[n], quality=(60, 40, 25, 15)[n])


def _grey(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    """Colour lost, paper dull, ink pale."""
    contrast, paper = (0.7, 0.5, 0.33, 0.2)[n], (236.0, 222.0, 206.0, 190.0)[n]
    return replace(scan, grey=True, contrast=contrast, paper=paper)


def _bitonal(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    """Black and white only, the level set too high (strokes run together) or too low."""
    high = bool(rng.random() < 0.5)
    threshold = (172.0, 194.0, 208.0, 219.0)[n] if high else (130.0, 110.0, 92.0, 74.0)[n]
    return replace(
        scan,
        grey=True,
        dpi=min(scan.dpi, (300.0, 240.0, 200.0, 200.0)[n]),
        noise=(4.0, 6.0, 8.0, 9.0)[n],
        specks=(0.5, 2.0, 5.0, 10.0)[n],
        threshold=threshold,
    )


def _toner(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(scan, toner=(0.25, 0.5, 0.75, 1.0)[n])


def _show_through(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(scan, show_through=(0.08, 0.16, 0.26, 0.38)[n])


def _shadow(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(_phone(scan, rng), shadow=(0.25, 0.42, 0.58, 0.72)[n])


def _perspective(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    """A phone held off square; from level 3 on the table is in the picture."""
    tilt, way = (6.0, 12.0, 18.0, 25.0)[n], rng.uniform(0, 2 * math.pi)
    return replace(
        _phone(scan, rng),
        tilt=(tilt * math.cos(way), tilt * math.sin(way)),
        skew=float(rng.uniform(0.2, 1) * _sign(rng) * (0.5, 1.0, 2.0, 3.0)[n]),
        ground="lid" if n < 2 else "table",
        margin=0.0 if n < 2 else float(rng.uniform(0.02, 0.06)),
    )


def _seal(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(_in_colour(scan, rng), seals=n + 1)


def _pen(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(_in_colour(scan, rng), pen=(5, 12, 24, 42)[n])


def _stamp(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(_in_colour(scan, rng), stamps=(1, 2, 4, 6)[n])


def _fold(scan: Scan, n: int, rng: np.random.Generator) -> Scan:
    return replace(scan, folds=(1, 2, 4, 8)[n], depth=(0.4, 0.6, 0.8, 1.0)[n])


_RECIPES: dict[str, Recipe] = {
    "resolution": _resolution,
    "skew": _skew,
    "turn": _turn,
    "blur": _blur,
    "noise": _noise,
    "jpeg": _jpeg,
    "grey": _grey,
    "bitonal": _bitonal,
    "toner": _toner,
    "show_through": _show_through,
    "shadow": _shadow,
    "perspective": _perspective,
    "seal": _seal,
    "pen": _pen,
    "stamp": _stamp,
    "fold": _fold,
}
KINDS = tuple(_RECIPES)
