"""How often dossiers hold what a person must be asked about, and how damaged their pages are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.generator.damage import LEVELS


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares from 0 to 1."""

    words: float | None  # of applicants whose name is a word; None: as many as of any kind
    homonyms: float  # of applicants whose notice another person of the same name checks
    groups: float  # of summaries with a photo of a group
    levels: tuple[int, ...]  # of damage
    scans: bool = True  # False: all that may be uploaded as text is, and nothing else


TRAPS = Mix(words=None, homonyms=0.15, groups=1.0, levels=LEVELS)
# Our guess of what uploads are like: nobody has counted them.
ORDINARY = Mix(words=0.05, homonyms=0.01, groups=0.15, levels=(1,))
BORN_DIGITAL = replace(ORDINARY, scans=False)
MIXES = {"traps": TRAPS, "ordinary": ORDINARY, "born-digital": BORN_DIGITAL}
