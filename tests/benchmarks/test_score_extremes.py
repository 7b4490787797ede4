"""Every layout, as text or as a damaged scan: nothing done, all blacked out, done perfectly."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from benchmarks.draw import pool_of
from benchmarks.generator.damage import KINDS, LEVELS, Damage, scan_for
from benchmarks.generator.pressed import in_two_scripts, stamp_names
from benchmarks.generator.render import to_pdf, to_scan_pdf
from benchmarks.generator.strangers import random_applicant
from benchmarks.generator.style import random_style
from benchmarks.scoring.carriers import own_values
from benchmarks.scoring.judge import judge
from benchmarks.truth import REDACT

POOL = pool_of("test")
# By turns where a layout may be both: what a label says of its ink is the same in either.
CASES = [
    (number, "text" if template.born_digital and not (number % 2 and template.scanned) else "scan")
    for number, template in enumerate(POOL.templates)
]
# One of each for the quick run; the rest is slow.
QUICK = {("text", "form"), ("scan", "award"), ("scan", "training")}


def _cases():
    for number, carrier in CASES:
        template = POOL.templates[number]
        quick = (carrier, template.kind) in QUICK
        marks = () if quick else (pytest.mark.slow,)
        yield pytest.param((number, carrier), marks=marks, id=f"{number}-{carrier}")


@pytest.fixture
def drawn(tmp_path, request):
    number, carrier = request.param
    template = POOL.templates[number]
    rng = np.random.default_rng((77, number))
    applicant = random_applicant(number + 1, rng, POOL)
    pages = template.draw(applicant, random_style(rng, POOL.faces), rng)[:2]
    presses = np.random.default_rng((78, number))
    in_two_scripts(pages, presses)
    stamp_names(pages, presses)
    if carrier == "text":
        made = to_pdf(pages)
    else:
        damage = Damage(KINDS[number % len(KINDS)], LEVELS[number // 3 % len(LEVELS)])
        made = to_scan_pdf(pages, scan_for(damage, coloured=template.coloured, rng=rng), rng)
    path = tmp_path / "made.pdf"
    path.write_bytes(made.data)
    return path, list(made.items)


def _black(path):
    with pymupdf.open(path) as document, pymupdf.open() as out:
        for page in document:
            new = out.new_page(width=page.rect.width, height=page.rect.height)
            new.draw_rect(new.rect, color=None, fill=(0, 0, 0))
        data: bytes = out.tobytes()
    return data


@pytest.mark.parametrize("drawn", list(_cases()), indirect=True)
def test_extremes(drawn, redact_perfectly):
    path, items = drawn
    values = own_values(items)

    nothing = judge(path, path.read_bytes(), items, "out.pdf", values)
    # Damage may take pieces of a pale ring: those nobody can read any more.
    pressed = ("seal_text", "script", "signature")
    printed = [r for r in nothing.results if r.expected == REDACT and r.category not in pressed]
    assert printed and all(r.how for r in printed)
    assert nothing.keep_damaged == 0 < nothing.keep
    assert nothing.collateral_pt2 == 0 == nothing.rank_lost

    black = judge(path, _black(path), items, "out.pdf", values)
    assert black.redact_leaked == 0
    assert black.keep_damaged == black.keep

    mine = [i for i in items if i.expected == REDACT]
    perfect = judge(path, redact_perfectly(path, mine), items, "out.pdf", values)
    assert perfect.faults == ()
