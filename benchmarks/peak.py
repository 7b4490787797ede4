"""Three peak days of a province, simulated: ``python -m benchmarks.peak --page-seconds 3.9``.

Half of the dossiers are uploaded in the last three days, most by day and most on the last one.
The cores of ``redactor plan`` for a deadline work on them as they come; some dossiers take ten
times as long, and a quarter of the cores is lost for half a day, by default the last: what they
had in hand is begun anew elsewhere when its lease has run out. The chart shows the queue.
Nothing here reads a page: the service time is what ``redactor plan`` measured on the machine,
given by ``--page-seconds``. In time is what is done when the office opens, ``GRACE_H`` hours after
the deadline's midnight: nobody could read it earlier.
"""

from __future__ import annotations

import argparse
import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from redactor.capacity import GRACE_H, LOST_H, LOST_SHARE, Demand, needed, uploads_by_hour
from redactor.store.leases import LEASE_S

Seconds = NDArray[np.float64]

_DAY_S = 86_400.0
_DAYS = 3
_SPREAD = 0.5  # of the logarithm of a dossier's time
_STRAGGLERS, _SLOWER = 0.01, 10.0
_LOST_FROM_D = 2.5  # the afternoon and evening of the last day: the worst
_STEP_S = 900.0  # of the chart


@dataclass(frozen=True, slots=True)
class Peak:
    """What came of it. ``queue``: dossiers uploaded and not done, every quarter of an hour."""

    cores: int
    dossiers: int
    begun_anew: int
    last_after_h: float  # from the last upload until everything is done
    longest_wait_h: float
    lost_from_s: float
    queue: tuple[int, ...]

    @property
    def in_time(self) -> bool:
        """Whether every dossier is done when the office opens after the night of the deadline."""
        return self.last_after_h <= GRACE_H


def simulate(
    dossiers: int,
    pages: int,
    page_s: float,
    cores: int,
    seed: int,
    lost_from_d: float = _LOST_FROM_D,
) -> Peak:
    """The days, dossier by dossier, first come first served."""
    lost_from = lost_from_d * _DAY_S
    lost_until = lost_from + LOST_H * 3600
    rng = np.random.default_rng(seed)
    uploads = np.sort(_uploads(rng, dossiers))
    work = _work(rng, dossiers, pages * page_s)
    free = [0.0] * cores  # when each core is free again
    lost = set(range(int(cores * LOST_SHARE)))
    heap = [(at, core) for core, at in enumerate(free)]
    heapq.heapify(heap)
    done = np.zeros(dossiers)
    anew = 0
    # A dossier of a lost core comes again when its lease has run out.
    again: list[tuple[float, int]] = []
    number = 0
    while number < dossiers or again:
        at, core = heapq.heappop(heap)
        if core in lost and lost_from <= at < lost_until:
            heapq.heappush(heap, (lost_until, core))
            continue
        if again and (number >= dossiers or again[0][0] <= max(at, uploads[number])):
            came, which = heapq.heappop(again)
        else:
            came, which = float(uploads[number]), number
            number += 1
        start = max(at, came)
        end = start + work[which]
        if core in lost and start < lost_from < end:
            heapq.heappush(again, (lost_from + LEASE_S, which))
            heapq.heappush(heap, (lost_until, core))
            anew += 1
            continue
        if core in lost and lost_from <= start < lost_until:
            # It waited for an upload, and was lost while it waited.
            heapq.heappush(again, (start, which))
            heapq.heappush(heap, (lost_until, core))
            continue
        done[which] = end
        heapq.heappush(heap, (end, core))
    return Peak(
        cores,
        dossiers,
        anew,
        float(done.max() - uploads[-1]) / 3600,
        float((done - uploads).max()) / 3600,
        lost_from,
        tuple(_queue(uploads, np.sort(done))),
    )


def _uploads(rng: np.random.Generator, dossiers: int) -> Seconds:
    shares = uploads_by_hour(_DAYS)
    hour = rng.choice(len(shares), size=dossiers, p=shares)
    return np.asarray((hour + rng.random(dossiers)) * 3600.0)


def _work(rng: np.random.Generator, dossiers: int, mean_s: float) -> Seconds:
    usual = rng.lognormal(-(_SPREAD**2) / 2, _SPREAD, dossiers)
    slow = np.where(rng.random(dossiers) < _STRAGGLERS, _SLOWER, 1.0)
    return np.asarray(mean_s * usual * slow)


def _queue(
    uploads: Seconds,
    done: Seconds,
) -> Iterator[int]:
    for at in np.arange(0.0, done[-1] + _STEP_S, _STEP_S):
        yield int(np.searchsorted(uploads, at) - np.searchsorted(done, at))


def as_svg(peak: Peak) -> str:
    """The queue over the days, the deadline, and when the office opens."""
    wide, high, left, top = 760, 260, 60, 24
    opens_h = _DAYS * 24 + GRACE_H
    most, hours = max(peak.queue), max(len(peak.queue) * _STEP_S / 3600, opens_h + 2)

    def at(hour: float) -> str:
        return f"{left + (wide - left) * hour / hours:.1f}"

    points = " ".join(
        f"{at(n * _STEP_S / 3600)},{high - (high - top) * q / most:.1f}"
        for n, q in enumerate(peak.queue)
    )
    lost_h = peak.lost_from_s / 3600
    width = (wide - left) * LOST_H / hours
    days = "".join(
        f'<text x="{at(24 * d)}" y="{high + 16}">{d} d</text>' for d in range(int(hours // 24) + 1)
    )
    lines = "".join(
        f'<path d="M{at(hour)} {top}V{high}" stroke="{colour}" stroke-dasharray="4 3"/>'
        f'<text x="{at(hour)}" y="{top - 4}" text-anchor="{anchor}" fill="{colour}">{word}</text>'
        for hour, colour, word, anchor in (
            (_DAYS * 24, "#b45309", "deadline", "end"),
            (opens_h, "#15803d", "the office opens", "middle"),
        )
    )
    told = (
        f"{peak.dossiers} dossiers, {peak.cores} cores; the last is done "
        f"{peak.last_after_h:.1f} h after the last upload"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide + 20} {high + 24}" '
        f'font-size="11" font-family="sans-serif"><text x="{left}" y="14">{told}</text>'
        f'<rect x="{at(lost_h)}" y="{top}" width="{width:.0f}" height="{high - top}" '
        f'fill="#fee2e2"/><text x="{at(lost_h - 0.5)}" y="{top + 14}" text-anchor="end">'
        f"a quarter of the cores is lost</text>"
        f'<path d="M{left} {top}V{high}H{wide}" fill="none" stroke="#64748b"/>{lines}'
        f'<polyline points="{points}" fill="none" stroke="#2563eb"/>'
        f'<text x="{left - 6}" y="{top + 10}" text-anchor="end">{most}</text>{days}</svg>\n'
    )


def main() -> None:
    """Simulate, print as JSON, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=50_000, help="of all; half of them come")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--page-seconds", type=float, required=True, help="from redactor plan")
    parser.add_argument("--cores", type=int, help="else those of the plan")
    parser.add_argument("--lost-from-day", type=float, default=_LOST_FROM_D)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    half = given.dossiers // 2
    demand = Demand(half, given.pages, float(_DAYS), 0.0)
    cores = given.cores or needed(demand, given.page_seconds, 0.0).deadline_cores
    work = (half, given.pages, given.page_seconds, cores, given.seed)
    peak = simulate(*work, lost_from_d=given.lost_from_day)
    told = {name: getattr(peak, name) for name in Peak.__slots__ if name != "queue"}
    more = {"longest_queue": max(peak.queue), "grace_h": GRACE_H, "in_time": peak.in_time}
    print(json.dumps({**told, **more}, indent=1))
    if given.plot:
        given.plot.write_text(as_svg(peak), encoding="utf-8")


if __name__ == "__main__":
    main()
