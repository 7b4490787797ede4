"""The mark: a white box with a thin frame; a token where it fits, else a plain bar."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pymupdf
import pytest

from redactor.erase import token_size
from redactor.erase.marks import _token_font
from redactor.geometry import PtBox, PtQuad
from tests.erase.conftest import erasure
from tests.erase.drawn import code, noise, picture, raw_pdf
from tests.erase.look import geometry, patch, pixels


def line(size=12, text="李娜、王伟、赵强"):
    return raw_pdf(f"BT /F0 {size} Tf 60 200 Td {code(text)} Tj ET")


def token_sizes(erased):
    with pymupdf.open(erased.path) as document:
        spans = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for written in block["lines"]
            for span in written["spans"]
        ]
    return [s["size"] for s in spans if "姓名" in s["text"]]


def test_token_is_the_only_text_below_the_mark(bench):
    bench.write(line())

    erased = bench.erase_value("王伟")

    assert [erased.under(m) for m in erased.marks] == ["[姓名]"]


@pytest.mark.parametrize("size", [8, 10.5, 12, 16, 28])
def test_token_is_six_points_or_more_and_inside_its_box(bench, size):
    bench.write(line(size))

    erased = bench.erase_value("王伟")

    (mark,) = erased.marks
    if mark.token:
        (written,) = token_sizes(erased)
        assert 5.99 <= written <= 14.01
        ink = np.argwhere(pixels(erased.path).min(axis=2) < 100)
        box = geometry(erased.path).to_pixels(mark.quad.box)
        rows, columns = ink.T
        near = (rows > box.y0 - 8) & (rows < box.y1 + 8)
        between = near & (columns >= box.x0) & (columns <= box.x1)
        assert rows[between].min() > box.y0 and rows[between].max() < box.y1


def test_token_fits_two_characters_of_ten_and_a_half_points(bench):
    bench.write(line(12))

    erased = bench.erase_value("王伟")

    assert erased.marks[0].token == "[姓名]"


def test_small_mark_is_a_plain_bar(bench):
    bench.write(line(6))

    erased = bench.erase_value("王伟")

    (mark,) = erased.marks
    assert mark.token == ""
    assert erased.text() == "李娜、、赵强"
    assert erased.shade(mark.quad, inset_pt=0.8) < 120


def test_long_token_on_a_short_name_is_a_plain_bar(bench):
    bench.write(line())

    erased = bench.erase(bench.say("王伟", token="[工作单位·旗县区]"))

    assert erased.marks[0].token == ""
    assert erased.text() == "李娜、、赵强"


@pytest.mark.parametrize("token", ["[姓名]", ""])
def test_mark_shows_on_any_ground(bench, token):
    def change(pdf):
        image = picture(pdf, noise(400, 304).tobytes(), 400, 304)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = image

    bench.write(raw_pdf("q 400 0 0 300 0 0 cm /Im Do Q", change=change))

    erased = bench.erase(erasure((100, 100, 180, 130), token=token))

    (mark,) = erased.marks
    seen = patch(erased.path, mark.quad, inset_pt=1.2)
    left = seen[:, : seen.shape[1] // 8]  # of the token, which stands in the middle
    assert 101 <= left.min() <= left.max() <= 102 or token and left.min() == 255
    edge = patch(erased.path, mark.quad, inset_pt=0)
    assert 100 < int(edge[0, 10:-10].max(axis=1).min()) <= 255
    assert (edge.max(axis=2) - edge.min(axis=2))[2:-2, 2:-2].max() <= 1


def test_content_left_in_a_state_of_its_own_does_not_move_the_mark(bench):
    odd = "q 0.2 0 0 0.2 10 10 cm 1 0 0 rg 3 Tr 40 Tz 0 0 50 50 re W n "
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {code('李娜王伟')} Tj ET " + odd))

    erased = bench.erase_value("王伟")

    assert [erased.under(m) for m in erased.marks] == ["[姓名]"]
    assert erased.shade(erased.marks[0].quad) < 60


def test_tokens_of_all_pages_share_one_font(bench):
    content = f"BT /F0 12 Tf 60 200 Td {code('李娜、王伟')} Tj ET"
    bench.write(raw_pdf(*[content] * 4))

    one = len(bench.erase(bench.say("王伟")).data)
    four = len(bench.erase(*(bench.say("王伟", page_no=n) for n in (1, 2, 3, 4))).data)

    assert four - one < 1500


def test_word_spread_by_a_wide_space_gets_one_mark(bench):
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td [{code('王')} -1000 {code('伟')}] TJ ET"))

    assert len(bench.erase_value("王伟").marks) == 1


def test_value_broken_over_two_lines_gets_a_mark_on_each(bench):
    first, second = code("一二三四五六李"), code("娜七八九十")
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {first} Tj 0 -20 Td {second} Tj ET"))

    erased = bench.erase(bench.say_each("李娜"))

    assert len(erased.marks) == 2
    assert erased.text().startswith("一二三四五六七八九十")


def test_mark_covers_no_ink_of_tight_neighbours(bench):
    def tight(mode):
        return (
            f"BT /F0 12 Tf -1 Tc 60 200 Td {code('李娜')} Tj {mode} Tr {code('王伟')} Tj "
            f"0 Tr {code('赵强')} Tj ET"
        )

    bench.write(raw_pdf(tight(0)))
    erased = bench.erase_value("王伟")
    bench.write(raw_pdf(tight(3)))

    neighbours = patch(bench.working, erased.marks[0].quad, inset_pt=0)
    assert (neighbours.min(axis=2) < 128).mean() < 0.01


def test_mark_does_not_grow_over_another_value_that_goes_in_the_next_line(bench):
    first, second = code("李娜"), code("云岭设计院有限公司")
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 200 Td {first} Tj -12 -10.5 Td {second} Tj ET"))
    name, unit = (
        replace(one, quads=tuple(PtQuad.from_box(_ink_box(q)) for q in one.quads))
        for one in (bench.say("李娜"), bench.say("云岭设计院"))
    )

    above, below = (m.quad.box for m in bench.erase(name, unit).marks)

    assert above.height < 14
    assert above.overlap(below) == 0


def _ink_box(quad: PtQuad) -> PtBox:
    """A line box as low as those of some Chinese fonts, which glyphs fill."""
    x, y = quad.box.centre
    return PtBox(quad.box.x0, y - 5.25, quad.box.x1, y + 5.25)


@pytest.mark.parametrize(
    "box, fits",
    [((0, 0, 30, 12), True), ((0, 0, 12, 12), False), ((0, 0, 60, 6), False),
     ((0, 0, 400, 200), True), ((0, 0, 0, 0), False)],
)  # fmt: skip
def test_size_of_a_token(box, fits):
    size = token_size(PtQuad.from_box(PtBox(*box)), "[姓名]")

    assert (size is not None) == fits
    assert size is None or 6 <= size <= 14 and math.isfinite(size)


def test_font_of_a_token_does_not_depend_on_the_tokens_before_it():
    _token_font.cache_clear()
    first = _token_font(frozenset("[姓名]"))[1]
    _token_font(frozenset("[工作单位·乡镇]"))
    _token_font.cache_clear()
    assert _token_font(frozenset("[姓名]"))[1] == first
