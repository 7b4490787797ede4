"""``python -m benchmarks.complaints CASES --roster ROSTER``: take a reviewer's complaints in.

CASES is a folder of ``redactor sample --export``. It becomes a set of samples as the generator
draws them: ``truth/`` is written beside its ``dossiers/``, and the roster is put there. From then
on it is judged like any other set, on every later program:

    python -m benchmarks.run --given CASES          redact and judge
    python -m benchmarks.score OUT --samples CASES  judge a run that there is already

A complaint about a leak is a label ``redact`` on the own values in the reviewer's box, or on the
whole box where nothing can be read from the file (scans) or the box holds no value of the roster;
one about too wide a cover is a label ``keep``. What nobody complained about is not judged: every
page is ``open`` besides. The folder holds personal data; only numbers are printed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf

from benchmarks.scoring.carriers import squeezed
from benchmarks.scoring.pages import PageImage, read_source
from benchmarks.truth import KEEP, OPEN, PICTURES, REDACT, REGION, Item, Quad, write_items
from redactor.config.roster import load_roster
from redactor.datatypes import Profile

Json = dict[str, Any]
_TRAP = "spot_check"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many labels there are of how many dossiers, and how many cases cannot be judged: their
    original came in a zip and is gone, or is a photograph that does not state its true size.
    """

    labels: int
    dossiers: int
    lost: int


def take_in(cases: Path, roster: Path) -> Taken:
    """Make a set of samples of exported cases. Raises FileNotFoundError when they are none."""
    told = _cases(cases)
    profiles = {p.applicant_id: p for p in load_roster(roster).profiles}
    shutil.copyfile(roster, cases / f"roster{roster.suffix.lower()}")
    (cases / "truth").mkdir(exist_ok=True)
    by_applicant: dict[str, list[Json]] = defaultdict(list)
    for case in told:
        if case["original"] and _is_measured(case, cases / case["original"]):
            by_applicant[case["applicant_id"]].append(case)
    labels = 0
    for key, mine in by_applicant.items():
        items = [i for case in mine for i in _items(case, cases / case["original"], profiles[key])]
        labels += len(items)
        folder = cases / "dossiers" / key
        pages = [i for path in sorted(folder.iterdir()) for i in _open_pages(path)]
        write_items(cases / "truth" / f"{key}.jsonl", [*items, *pages])
    return Taken(labels, len(by_applicant), len(told) - sum(map(len, by_applicant.values())))


def _cases(folder: Path) -> list[Json]:
    lines = (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _items(case: Json, path: Path, profile: Profile) -> Iterator[Item]:
    """The labels of one complaint."""
    quad = _quad(case["quads"][0])
    leak = case["expected"] == REDACT
    owner, expected = ("self", REDACT) if leak else ("other", KEEP)
    category = case["category"]

    def item(quads: tuple[Quad, ...], text: str, kind: str) -> Item:
        return Item(path.name, case["page"], quads, text, kind, owner, expected, _TRAP)

    chars = _chars_in(path, case["page"], quad) if category not in PICTURES else []
    spans = _own_spans("".join(c for c, _ in chars), profile) if leak else [(0, len(chars))]
    spans = [span for span in spans if span[1] > span[0]]
    if not spans:
        yield item((quad,), "", category if category in PICTURES else REGION)
    for start, end in spans:
        here = chars[start:end]
        yield item(tuple(q for _, q in here), "".join(c for c, _ in here), category)


def _own_spans(text: str, profile: Profile) -> list[tuple[int, int]]:
    """Where own values stand, whole ones before their parts."""
    text = text.lower()
    employers = [
        name
        for e in profile.employers
        for name in (e.full, *e.short, *e.former, *e.english)
        if name
    ]
    values = [*profile.names, *profile.id_numbers, *profile.phones, *profile.emails, *employers]
    spans: list[tuple[int, int]] = []
    for value in sorted({squeezed(v) for v in values}, key=len, reverse=True):
        at = text.find(value) if value else -1
        while at >= 0:
            span = at, at + len(value)
            if not any(a < span[1] and span[0] < b for a, b in spans):
                spans.append(span)
            at = text.find(value, at + 1)
    return sorted(spans)


def _chars_in(path: Path, page_no: int, quad: Quad) -> list[tuple[str, Quad]]:
    """The inked characters of a text layer in the box, in order; none for a picture."""
    if path.suffix.lower() != ".pdf":
        return []
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    found = []
    with pymupdf.open(path) as document:
        page = document[page_no - 1]
        page.set_rotation(0)
        raw = page.get_text(
            "rawdict", flags=pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_PRESERVE_IMAGES
        )
        lines = (line for block in raw["blocks"] for line in block.get("lines", ()))
        for char in (char for line in lines for span in line["spans"] for char in span["chars"]):
            x0, y0, x1, y1 = char["bbox"]
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            inside = min(xs) < x < max(xs) and min(ys) < y < max(ys)
            if inside and char["c"].strip():
                found.append((char["c"].strip(), ((x0, y0), (x1, y0), (x1, y1), (x0, y1))))
    return found


def _is_measured(case: Json, path: Path) -> bool:
    """Whether the scorer takes the original's page for as large as the program did."""
    pages = _pages(path)
    if len(pages) < case["page"]:
        return False
    page, (width, height) = pages[case["page"] - 1], case["page_pt"]
    return bool(max(abs(page.width_pt - width), abs(page.height_pt - height)) <= 1.0)


def _pages(path: Path) -> tuple[PageImage, ...]:
    """As the scorer reads them; none of what it cannot read."""
    try:
        return read_source(path)
    except (pymupdf.FileDataError, OSError, ValueError, KeyError):
        return ()


def _open_pages(path: Path) -> Iterator[Item]:
    """A label for each page that says: nothing else of it is judged."""
    for number, page in enumerate(_pages(path), 1):
        right, foot = page.width_pt, page.height_pt
        whole = ((0.0, 0.0), (right, 0.0), (right, foot), (0.0, foot))
        yield Item(path.name, number, (whole,), "", REGION, "page", OPEN, _TRAP)


def _quad(corners: list[list[float]]) -> Quad:
    tl, tr, br, bl = ((float(x), float(y)) for x, y in corners)
    return tl, tr, br, bl


def main() -> int:
    """Take the cases in, print how many labels came of them."""
    parser = argparse.ArgumentParser(description="Make samples of a reviewer's complaints.")
    parser.add_argument("cases", type=Path, help="a folder of redactor sample --export")
    parser.add_argument("--roster", type=Path, required=True, help="with these applicants")
    args = parser.parse_args()
    taken = take_in(args.cases, args.roster)
    print(f"{taken.labels} labels in {taken.dossiers} dossiers, {taken.lost} cases left out")
    print(f"python -m benchmarks.run --given {args.cases}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
