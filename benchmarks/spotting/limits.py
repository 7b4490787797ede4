"""Thresholds from measured scores: ``python -m benchmarks.spotting.limits SCORES [--write]``.

For each recogniser and kind of value the lowest threshold whose false alarms stay within

    sure   1 in 1,000 lines that hold a near value, none in other lines, and not below -7
    ask   25 in 1,000 lines that hold a near value, 1 in 2,000 other lines, and not below -12

One character that is contradicted outright costs 14: a value with half of that is surely there in
no case, and one with all of it is not worth a question. What the decode itself spells is no alarm
of spotting. ``--write`` puts the thresholds into ``configs/spotting.toml`` with the hash of the
weights they were measured on. Printed as well is what thresholds set on half of the lines do on
the other half: the honest figure.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.spotting.curves import STEPS
from benchmarks.spotting.scores import RECOGNISERS, LineScore, read_scores
from benchmarks.spotting.sheets import LINES
from benchmarks.spotting.tallies import Matcher, Tally, of_lines
from redactor.config import weights
from redactor.config.spotting import DEFAULT, Thresholds
from redactor.errors import ConfigError

SURE = (1.0, 0.0, -7.0)  # false alarms in 1,000 lines: near, other; and the lowest threshold
ASK = (25.0, 0.5, -12.0)
_FEWEST = 40  # printed values: fewer say nothing


def spotted(threshold: float) -> Matcher:
    """What spotting itself reports above a threshold: the decode does not spell it."""
    return lambda sighting: not sighting.exact and sighting.score > threshold


def limits_of(tally: Tally) -> Thresholds:
    """The thresholds that keep to the targets."""
    return Thresholds(_lowest(tally, *SURE), _lowest(tally, *ASK))


def _lowest(tally: Tally, near: float, far: float, lowest: float) -> float:
    best = 0.0
    for step in STEPS:
        hit = spotted(step)
        within = tally.near_alarms(hit) <= near and tally.far_alarms(hit) <= far
        if not within or step < lowest:
            break
        best = step
    return best


def section(name: str, limits: dict[str, Thresholds]) -> str:
    """The section of one recogniser for ``configs/spotting.toml``."""
    files = weights.named(name).files
    sha256 = next(f.sha256 for f in files if f.file.endswith(".onnx"))
    lines = [f"[{name}]", f'weights_sha256 = "{sha256}"', "", f"[{name}.kinds]"]
    for kind, found in limits.items():
        bands = f"{{ sure = {found.sure:g}, ask = {found.ask:g} }}"
        lines.append(f"{kind.replace(' ', '_')} = {bands}")
    return "\n".join(lines) + "\n"


def write(path: Path, sections: dict[str, str]) -> None:
    """Put the sections in the place of those of the same recognisers."""
    text = path.read_text(encoding="utf-8")
    for name, new in sections.items():
        old = re.compile(
            rf"^\[{re.escape(name)}\]\n.*?(?=^#|^\[(?!{re.escape(name)}\.)|\Z)", re.M | re.S
        )
        if not old.search(text):
            raise ConfigError(f"{path.name} has no section for {name}")
        text = old.sub(lambda _, new=new: new + "\n", text)  # type: ignore[misc]
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def main() -> int:
    """Parse the command line, fit, print, write."""
    parser = argparse.ArgumentParser(description="Thresholds from measured scores.")
    parser.add_argument("scores", type=Path, help="file of benchmarks.spotting --scores")
    parser.add_argument("--write", action="store_true", help="into configs/spotting.toml")
    args = parser.parse_args()
    scores = read_scores(args.scores)
    tallies = of_lines(scores)
    sections = {}
    for name in RECOGNISERS:
        kinds = {k: t for k, t in tallies[name].items() if len(t.own) >= _FEWEST}
        sections[name] = section(name, {k: limits_of(t) for k, t in kinds.items()})
        sys.stdout.write(sections[name] + "".join(_crossed(scores, name, k) for k in kinds))
    if args.write:
        write(DEFAULT, sections)
    return 0


def _crossed(scores: Sequence[LineScore], name: str, kind: str) -> str:
    """What the thresholds of one half of the lines do on the other half, both ways."""
    halves = [of_lines(s for s in scores if s.line // LINES % 2 == h)[name][kind] for h in (0, 1)]
    out = [f"# {kind:10}"]
    for label in ("sure", "ask"):
        near = far = right = missed = 0.0
        for fitted, other in (halves, halves[::-1]):
            hit = spotted(getattr(limits_of(fitted), label))
            near += other.near_alarms(hit) / 2
            far += other.far_alarms(hit) / 2
            right += sum(map(hit, other.own))
            missed += sum(not s.exact for s in other.own)
        out.append(
            f"{label}: {right:.0f} of {missed:.0f} misread found, near {near:.1f}, other {far:.2f}"
        )
    return "  ".join(out) + "\n"


if __name__ == "__main__":
    sys.exit(main())
