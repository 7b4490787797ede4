"""Adds rows up: rates with their intervals, over all and by what the pages are like."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.scoring.judge import ItemResult
from benchmarks.scoring.rows import FLAGGED, HELD, NONE, RELEASED, SILENT, Row
from benchmarks.truth import ASK, KEEP, REDACT


@dataclass(frozen=True, slots=True)
class Rate:
    """``hits`` of ``total``."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """0 to 1; not a number when there is nothing to count."""
        return self.hits / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval (Wilson's score); 0 to 1 when there is nothing to count."""
        return wilson(self.hits, self.total)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson's score); 0 to 1 when there is nothing to count."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def totals(rows: Sequence[Row]) -> dict[str, Rate]:
    """The rates a release is judged by, the one that matters most first."""
    out = [r for r in rows if r.place == RELEASED]
    held = [r for r in rows if r.place == HELD]
    made = out + held
    dossiers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        dossiers[row.applicant].append(row)
    whole = [d for d in dossiers.values() if all(r.place == RELEASED for r in d)]
    return {
        "false_release": Rate(sum(r.false_release for r in rows), len(out)),
        "automatic_release": _automatic(rows),
        "born_digital": _automatic(born := [r for r in rows if _is_born_digital(r)]),
        # A group photo is asked about by the rules: no limit can want it clean without a question.
        "born_digital_answered": _automatic([r for r in born if not _is_to_ask(r)]),
        "false_clean": Rate(sum(r.false_clean for r in rows), sum(r.clean for r in rows)),
        "dossiers_released": Rate(len(whole), len(dossiers)),
        "silently_missed": _outcome(rows, SILENT),
        "flagged": _outcome(rows, FLAGGED),
        "released_leaks": _wrong(out, REDACT),
        "released_damage": _wrong(out, KEEP),
        "held_leaks": _wrong(held, REDACT),
        "damage": _wrong(made, KEEP),
        "asked_where_due": asked(rows),
        "needless_questions": Rate(sum(r.needless for r in rows), sum(r.questions for r in rows)),
        "rank_lost": Rate(
            sum(r.judgement.rank_lost for r in made), sum(r.judgement.ranked for r in made)
        ),
        "without_output": Rate(sum(r.place == NONE for r in rows), len(rows)),
    }


def figures(rows: Sequence[Row]) -> dict[str, float]:
    """What is no share: work for people, file sizes, spilt ink."""
    made = [r for r in rows if r.place != NONE]
    growth = sorted(r.bytes_out / r.bytes_in for r in made)
    return {
        "questions_a_dossier": question_count(rows) / max(1, dossier_count(rows)),
        "size_ratio_median": growth[len(growth) // 2] if growth else math.nan,
        "size_ratio_most": growth[-1] if growth else math.nan,
        "collateral_pt2": sum(r.judgement.collateral_pt2 for r in made),
    }


def dossier_count(rows: Iterable[Row]) -> int:
    """How many applicants the rows are of."""
    return len({row.applicant for row in rows})


def question_count(rows: Iterable[Row]) -> int:
    """How often a person is asked: once for all places of a dossier that one answer settles.

    Where the audit groups nothing, every place counts.
    """
    ids = {(row.applicant, number) for row in rows for number in row.question_ids}
    return len(ids) + sum(row.questions for row in rows if not row.question_ids)


def asked(rows: Iterable[Row]) -> Rate:
    """Items that only a person can settle and about which one is asked."""
    due = [(r, i) for r in rows for i in r.judgement.results if i.expected == ASK]
    return Rate(sum(r.place == NONE or i.number in r.flagged for r, i in due), len(due))


def _automatic(rows: Sequence[Row]) -> Rate:
    return Rate(sum(r.clean for r in rows), len(rows))


def _is_born_digital(row: Row) -> bool:
    return row.facts is not None and row.facts.carrier == "text"


def _is_to_ask(row: Row) -> bool:
    """Whether its truth has a place that only a person can settle."""
    return any(i.expected == ASK for i in row.judgement.results)


def _outcome(rows: Iterable[Row], outcome: str) -> Rate:
    due = [(r, i) for r in rows for i in r.judgement.results if i.expected == REDACT]
    return Rate(sum(r.outcome(i) == outcome for r, i in due), len(due))


def _wrong(rows: Iterable[Row], expected: str) -> Rate:
    due = [i for r in rows for i in r.judgement.results if i.expected == expected]
    return Rate(sum(bool(i.how) for i in due), len(due))


@dataclass(frozen=True, slots=True)
class Group:
    """The rates of one value of one key: of one damage, one category …"""

    name: str
    documents: int
    automatic: Rate | None  # None where a document belongs to many groups
    false_clean: Rate | None
    silent: Rate
    flagged: Rate
    damaged: Rate


def by_document(rows: Sequence[Row], key: Callable[[Row], str]) -> list[Group]:
    """Groups of whole documents; those with an empty key are left out."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if name := key(row):
            groups[name].append(row)
    return [
        Group(
            name,
            len(mine),
            _automatic(mine),
            Rate(sum(r.false_clean for r in mine), sum(r.clean for r in mine)),
            _outcome(mine, SILENT),
            _outcome(mine, FLAGGED),
            _wrong([r for r in mine if r.place != NONE], KEEP),
        )
        for name, mine in sorted(groups.items())
    ]


def scanned_as(row: Row, form: str) -> str:
    """``form`` with the {damage} and {level} of a scan; empty for what is none."""
    facts = row.facts
    if facts is None or facts.carrier != "scan":
        return ""
    return form.format(damage=facts.damage, level=facts.level)


def by_item(rows: Sequence[Row], key: Callable[[ItemResult], str]) -> list[Group]:
    """Groups of items; those with an empty key are left out."""
    groups: dict[str, list[tuple[Row, ItemResult]]] = defaultdict(list)
    for row in rows:
        for item in row.judgement.results:
            if name := key(item):
                groups[name].append((row, item))
    return [_item_group(name, mine) for name, mine in sorted(groups.items())]


def _item_group(name: str, mine: Sequence[tuple[Row, ItemResult]]) -> Group:
    go = [r.outcome(i) for r, i in mine if i.expected == REDACT]
    stay = [bool(i.how) for r, i in mine if i.expected == KEEP and r.place != NONE]
    return Group(
        name,
        len({(r.applicant, r.document) for r, _ in mine}),
        None,
        None,
        Rate(go.count(SILENT), len(go)),
        Rate(go.count(FLAGGED), len(go)),
        Rate(sum(stay), len(stay)),
    )
