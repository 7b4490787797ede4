"""What became of a file: released and clean, held with a reason, a clear error, or a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.odd_files.planting import Ready
from benchmarks.odd_files.readers import CLEAN, LEAK
from redactor.audit.records import DossierRecord
from redactor.audit.words import catalogue
from redactor.datatypes import DossierStatus

RELEASED, HELD, ERROR = "released_clean", "held", "clear_error"
# These must not be.
LEAKED, UNPROVEN, CRASH = "leak", "not_proven_clean", "crash_or_hang"
FAULTS = (LEAKED, UNPROVEN, CRASH)
_CRASHES = frozenset({"worker", "timeout", "memory", "unexpected", "missing_model"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file of the corpus. ``readers`` judged the finished file; empty when there is none."""

    file: str
    outcome: str
    reasons: tuple[str, ...]
    opens: bool  # for two readers, without a password
    pictures: bool
    planted: str
    chosen: bool
    carriers: tuple[str, ...]
    readers: dict[str, str]
    pages: int
    seconds: float

    @property
    def due(self) -> bool:
        """Whether it must be released: whole for two readers, and nothing in it needs OCR."""
        return self.opens and not self.pictures


def outcome_of(
    file: str, ready: Ready, record: DossierRecord, readers: dict[str, str], seconds: float
) -> Outcome:
    """The outcome by the record of the run and by what the readers found in its file."""
    kind, words = judged(record, readers, _kind_of)
    return Outcome(
        file,
        kind,
        words,
        ready.opens,
        ready.pictures,
        ready.how,
        bool(ready.chosen),
        ready.carriers,
        readers,
        record.documents[0].pages,
        round(seconds, 2),
    )


def judged(
    record: DossierRecord, readers: Mapping[str, str], kind_of: Callable[[str], str]
) -> tuple[str, tuple[str, ...]]:
    """What became of a dossier of one file, and the audit's words for why.

    ``kind_of`` tells what an error's code is there; that of "unexpected" also stands for a file
    that is held and nobody says why.
    """
    (document,) = record.documents
    code = record.error_code or document.error_code
    words = {*record.reasons, *document.reasons, code} - {"failed", ""}
    words |= {word for page in document.unread.values() for word in page}
    if document.verdict is not None:
        words |= {f"damage:{damage.what}" for damage in document.verdict.damage}
        words |= {f"leak:{leak.where}" for leak in document.verdict.leaks}
    if code:
        kind = kind_of(code)
    elif record.status is not DossierStatus.RELEASED:
        kind = HELD if words else kind_of("unexpected")
    elif LEAK in readers.values():
        kind = LEAKED
    else:
        kind = RELEASED if set(readers.values()) == {CLEAN} else UNPROVEN
    return kind, tuple(sorted(words))


def _kind_of(code: str) -> str:
    return CRASH if code in _CRASHES or code not in catalogue()["error"] else ERROR


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Lines for a person: totals, what must not be, and what ought to be released and is not."""
    folders = sorted({o.file.split("/")[0] for o in outcomes})
    yield f"{'':18}" + "".join(f"{folder:>16}" for folder in folders)
    for kind in (RELEASED, HELD, ERROR, *FAULTS):
        counts = Counter(o.file.split("/")[0] for o in outcomes if o.outcome == kind)
        yield f"{kind:18}" + "".join(f"{counts[folder]:>16}" for folder in folders)
    planted = Counter(o.planted or "nothing" for o in outcomes)
    yield f"planted: {dict(planted)}, chosen in {sum(o.chosen for o in outcomes)}"
    yield from _lines("must not be", (o for o in outcomes if o.outcome in FAULTS))
    due = [o for o in outcomes if o.due]
    done = sum(o.outcome == RELEASED for o in due)
    yield f"open for two readers, no picture: {done} of {len(due)} released"
    yield from _lines("not released", (o for o in due if o.outcome != RELEASED))


def _lines(head: str, outcomes: Iterable[Outcome]) -> Iterator[str]:
    for o in outcomes:
        yield f"{head}: {o.file}: {o.outcome} ({', '.join(o.reasons) or o.readers})"


def to_json(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """The outcomes for a file."""
    return [asdict(outcome) for outcome in outcomes]
