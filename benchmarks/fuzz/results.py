"""What became of the mutants, and the table that tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.odd_files.outcomes import ERROR, HELD, LEAKED, RELEASED, UNPROVEN, judged
from redactor.audit.records import DossierRecord
from redactor.audit.words import catalogue
from redactor.errors import RedactorError

# A limit of the worker did its work: the batch tells it and goes on.
DIED, MEMORY = "worker_died", "out_of_memory"
# These must not be.
UNFORESEEN, HANG = "unforeseen_error", "hang"
FAULTS = (LEAKED, UNPROVEN, UNFORESEEN, HANG)
KINDS = (RELEASED, HELD, ERROR, DIED, MEMORY, *FAULTS)
_CODES = {
    "worker": DIED,
    "memory": MEMORY,
    "timeout": HANG,
    "unexpected": UNFORESEEN,
    "missing_model": UNFORESEEN,  # no fault of the file: nothing was tried
}


@dataclass(frozen=True, slots=True)
class Result:
    """One mutant. ``readers`` judged what was released; empty when nothing was."""

    number: int
    base: str
    kind: str
    words: tuple[str, ...] = ()
    readers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def result_of(
    number: int, base: str, record: DossierRecord, readers: dict[str, str], seconds: float
) -> Result:
    """The result by the record of the run and by what the readers found in its file."""
    kind, words = judged(record, readers, kind_of)
    return Result(number, base, kind, words, readers, round(seconds, 2))


def kind_of(code: str) -> str:
    """What an error's fixed word means here."""
    return _CODES.get(code, ERROR if code in catalogue()["error"] else UNFORESEEN)


def lost(number: int, base: str, error: Exception) -> Result:
    """The result of a mutant that took its worker with it, or made it stumble."""
    if isinstance(error, RedactorError):
        return Result(number, base, kind_of(error.code), (error.code,))
    return Result(number, base, UNFORESEEN, (type(error).__name__,))


def table(results: Sequence[Result]) -> Iterator[str]:
    """Lines for a person: totals, why files were held or refused, and what must not be."""
    counts = Counter(r.kind for r in results)
    for kind in KINDS:
        yield f"{kind:18}{counts[kind]:>8}"
    for kind in (HELD, ERROR):
        words = Counter(word for r in results if r.kind == kind for word in r.words)
        yield f"{kind}: " + ", ".join(f"{word} {count}" for word, count in words.most_common(12))
    slowest = sorted(results, key=lambda r: -r.seconds)[:3]
    yield "slowest: " + ", ".join(f"{r.number} {r.seconds:.1f} s" for r in slowest)
    for r in results:
        if r.kind in (*FAULTS, DIED, MEMORY):
            yield f"{r.kind}: {r.number} {r.base} ({', '.join(r.words)}) {r.readers or ''}"
