"""``python -m benchmarks.draw --split dev --seed 7 --dossiers 4 --out DIR``: fresh dossiers.

``dev`` may be looked at. ``test`` has layouts, typefaces, names and employers of its own:
measure on it, do not read it, for a rule tuned to a page measures only itself.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks import held_out
from benchmarks.generator import damage
from benchmarks.generator.canvas import Canvas
from benchmarks.generator.damage import NO_DAMAGE, Damage, scan_for
from benchmarks.generator.dev import DEV
from benchmarks.generator.dossiers import Document, Dossier, write_dossiers
from benchmarks.generator.hands import by_hand
from benchmarks.generator.mix import MIXES, TRAPS, Mix
from benchmarks.generator.people import Applicant
from benchmarks.generator.pool import Pool
from benchmarks.generator.pressed import in_two_scripts, stamp_names
from benchmarks.generator.render import Rendered, to_jpeg, to_pdf, to_scan_pdf, to_tiff
from benchmarks.generator.strangers import random_applicant, with_past
from benchmarks.generator.style import random_style
from benchmarks.generator.template import KINDS, Template

SPLITS = ("dev", "test")
MOST_DOCUMENTS, MOST_PAGES = 6, 12
_SIGNED = 0.6  # share of papers signed by hand; names are printed on the others
_BORN_DIGITAL, _UNDAMAGED = 0.5, 0.2  # shares: of what may be either; of scans


def pool_of(split: str) -> Pool:
    """What a split draws from."""
    return DEV if split == "dev" else DEV + held_out.POOL


def draw_dossiers(
    split: str, seed: int, count: int, workers: int = 1, mix: Mix = TRAPS
) -> Iterator[Dossier]:
    """``count`` dossiers of applicants with different names; the same seed, the same bytes.

    The first dossiers of a longer draw are those of a shorter one, however many ``workers``.
    """
    orders = [
        (split, seed, number, applicant, mix)
        for number, applicant in enumerate(draw_people(split, seed, count, mix), 1)
    ]
    if workers == 1:
        yield from map(_dossier, orders)
        return
    with get_context("spawn").Pool(workers) as pool:
        yield from pool.imap(_dossier, orders)


def draw_people(split: str, seed: int, count: int, mix: Mix = TRAPS) -> Iterator[Applicant]:
    """Applicants, no two of one name."""
    pool = pool_of(split)
    names: set[str] = set()
    for number in range(1, count + 1):
        rng = np.random.default_rng((seed, number))
        applicant = random_applicant(number, rng, pool, mix)
        while applicant.name in names:
            applicant = random_applicant(number, rng, pool, mix)
        names.add(applicant.name)
        yield with_past(applicant, np.random.default_rng((seed, number, 5)), pool)


def _dossier(order: tuple[str, int, int, Applicant, Mix]) -> Dossier:
    split, seed, number, applicant, mix = order
    pool, deck = pool_of(split), _deck(np.random.default_rng((seed, 0)), mix)
    rngs = [np.random.default_rng((seed, number, stream)) for stream in (1, 2, 3)]
    if not mix.scans:
        pool = replace(pool, templates=tuple(t for t in pool.templates if t.born_digital))
    drawn = _documents(applicant, pool, deck, number, *rngs, scans=mix.scans)
    return Dossier(applicant, tuple(drawn))


def _deck(rng: np.random.Generator, mix: Mix) -> list[Damage]:
    """Every kind of damage at every level of the mix, shuffled: dealt out, none is left out."""
    cards = [Damage(kind, level) for kind in damage.KINDS for level in mix.levels]
    return [cards[int(n)] for n in rng.permutation(len(cards))]


def _documents(
    applicant: Applicant,
    pool: Pool,
    deck: list[Damage],
    dossier: int,
    rng: np.random.Generator,
    hands: np.random.Generator,
    presses: np.random.Generator,
    *,
    scans: bool,
) -> Iterator[Document]:
    """``hands`` and ``presses`` draw what is written and pressed on: by streams of their own, so
    that pages stay as they were.
    """
    style = random_style(rng, pool.faces)
    room, number = MOST_PAGES, 0
    for kind in rng.permutation(KINDS):
        fitting = [t for t in pool.templates if t.kind == kind]
        if not fitting or number == MOST_DOCUMENTS:
            continue
        template = fitting[int(rng.integers(len(fitting)))]
        pages = template.draw(applicant, style, rng)
        if len(pages) > room:
            continue
        room -= len(pages)
        in_two_scripts(pages, presses)
        stamp_names(pages, presses)
        if hands.random() < _SIGNED:
            by_hand(pages, hands)
        number += 1
        card = deck[(dossier * MOST_DOCUMENTS + number) % len(deck)] if scans else None
        yield _document(applicant, template, pages, number, card, rng)


def _document(
    applicant: Applicant,
    template: Template,
    pages: list[Canvas],
    number: int,
    card: Damage | None,
    rng: np.random.Generator,
) -> Document:
    """``card`` None: no scan."""
    text = card is None or (
        template.born_digital and (not template.scanned or rng.random() < _BORN_DIGITAL)
    )
    done = NO_DAMAGE if card is None or text or rng.random() < _UNDAMAGED else card
    stem = f"{number:02d}_{template.title.format(name=applicant.name)}"
    if text:
        ending, made = "pdf", to_pdf(pages, title=template.title.format(name=applicant.name))
    else:
        ending, made = _scanned(pages, template, done, rng)
    carrier = "text" if text else "scan"
    return Document(f"{stem}.{ending}", template.kind, made, template.name, carrier, done)


def _scanned(
    pages: list[Canvas], template: Template, card: Damage, rng: np.random.Generator
) -> tuple[str, Rendered]:
    """File ending and file: a PDF, a JPEG for one page, a TIFF for several."""
    scan = scan_for(card, coloured=template.coloured, rng=rng)
    if rng.random() < 0.6:
        return "pdf", to_scan_pdf(pages, scan, rng)
    if len(pages) == 1:
        return "jpg", to_jpeg(pages[0], scan, rng)
    return "tif", to_tiff(pages, scan, rng, one_bit=False)


def sheet_args(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The command line of a benchmark of single sheets, with what all of these take."""
    parser.add_argument("--seed", type=int, required=True, help="draws people, pages and damage")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="what is drawn from")
    parser.add_argument("--level", type=int, help="of damage, 0 to 4; else as each sheet has it")
    parser.add_argument("--show", action="store_true", help="list each fault")
    args = parser.parse_args()
    if args.show and args.split != "dev":
        parser.error("only dev pages may be looked at")
    return args


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description="Write random made-up dossiers with their truth.")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="what is drawn from")
    parser.add_argument("--seed", type=int, required=True, help="draws people, pages and damage")
    parser.add_argument("--dossiers", type=int, default=4, help="how many")
    parser.add_argument("--mix", choices=MIXES, default="traps", help="how often traps occur")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    args = parser.parse_args()
    mix = MIXES[args.mix]
    drawn = draw_dossiers(args.split, args.seed, args.dossiers, args.workers, mix)
    write_dossiers(args.out, drawn)


if __name__ == "__main__":
    main()
