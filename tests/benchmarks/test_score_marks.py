"""The scorer against marks as we print them (white, a thin frame, a token), good ones and bad."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf
import pytest

from benchmarks.scoring.judge import Judgement
from benchmarks.scoring.pages import PageImage, read_output, read_source
from benchmarks.scoring.pixels import Comparison

PHOTO_FORM, TEXT, SCAN, TIFF = "01", "02", "04", "06"


def damage(judgement: Judgement) -> set[str]:
    return {f.what for f in judgement.faults if f.kind == "damage"}


def _lines(item):
    """Boxes round the item's quads, one for each line of it, with how tall it is."""
    lines = []
    for quad in item.quads:
        box = pymupdf.Rect(*quad[0], *quad[2])
        tall = max(q[2][1] - q[0][1] for q in item.quads)
        if lines and abs(lines[-1].y1 - box.y1) < tall and box.x0 > lines[-1].x0:
            lines[-1] |= box
        else:
            lines.append(box)
    return lines


def _marks(items, *, fill=None, grown=1.2, token="[工作单位]"):
    """Frames and tokens over the items, whatever is left of them."""

    def draw(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            for item in items:
                for line in _lines(item):
                    box = line + (-grown, -grown, grown, grown)
                    page = document[item.page - 1]
                    if fill:
                        page.draw_rect(box, color=None, fill=fill)
                    inner = box + (0.2, 0.2, -0.2, -0.2)
                    page.draw_rect(inner, color=(0.55, 0.55, 0.55), width=0.4)
                    size = min(box.height * 0.8, box.width / 5)
                    foot = (box.x0 + box.width / 2 - 2.5 * size, box.y1 - 0.2 * box.height)
                    page.insert_text(foot, token, fontname="china-s", fontsize=size)
            drawn: bytes = document.tobytes()
            return drawn

    return draw


@pytest.mark.parametrize("number", [TEXT, SCAN, TIFF])
def test_marks_with_frame_and_token_have_no_fault(judged, items, sources, pick, number):
    result = judged(number, spoil=_marks(pick(items, sources[number])))
    assert result.faults == ()


def test_mark_far_into_plain_paper_is_no_damage(judged, items, sources):
    """A bar in the wide margin, and a frame as wide as the page's foot."""

    def draw(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            page = document[0]
            page.draw_rect(pymupdf.Rect(8, 200, 30, 400), color=None, fill=(0, 0, 0))
            page.draw_rect(pymupdf.Rect(8, 8, 300, 20), color=(0.5, 0.5, 0.5), width=0.4)
            drawn: bytes = document.tobytes()
            return drawn

    assert judged(SCAN, spoil=draw).faults == ()


def _kept(picture, keep):
    """Paint that blanks a text but for the part ``keep(glyph number, glyphs)`` names.

    ``keep`` gives shares of the glyph's height, from and to, that stay.
    """

    def paint(draw, item, scale):
        for number, quad in enumerate(item.quads):
            xs, ys = [x for x, _ in quad], [y for _, y in quad]
            x0, x1, y0, y1 = min(xs) - 0.6, max(xs) + 0.6, min(ys) - 0.6, max(ys) + 0.6
            start, end = keep(number, len(item.quads))
            high = max(ys) - min(ys)
            for top, foot in ((y0, min(ys) + start * high), (min(ys) + end * high, y1)):
                if foot > top:
                    box = [v * scale for v in (x0, top, x1, foot)]
                    draw.rectangle(box, fill=picture)

    return paint


_NOTHING = (1.0, 1.0)


def _names(items, path, pick):
    return [i for i in pick(items, path) if not i.is_picture and len(i.quads) > 1]


@pytest.mark.parametrize(
    "keep",
    [
        lambda n, count: (0.0, 0.25),
        lambda n, count: (0.75, 1.0),
        lambda n, count: (0.0, 1.0) if n == 0 else _NOTHING,
        lambda n, count: (0.0, 1.0) if n == count - 1 else _NOTHING,
    ],
    ids=["tops", "feet", "first glyph", "last glyph"],
)
@pytest.mark.parametrize("number", [SCAN, TIFF])
def test_remnant_beside_a_token_is_a_leak(judged_view, repaint, items, sources, pick, number, keep):
    path = sources[number]
    mine = _names(items, path, pick)
    shown = judged_view(number, repaint(path, mine, _kept("white", keep)), _marks(mine))
    assert all(shown(item) for item in mine)


@pytest.mark.parametrize("fill", [(255, 255, 255, 205), (0, 0, 0, 205)], ids=["pale", "dark"])
def test_veil_that_text_shows_through_is_a_leak(judged_view, repaint, items, sources, pick, fill):
    mine = _names(items, sources[SCAN], pick)
    veil = _kept(fill, lambda n, count: _NOTHING)
    shown = judged_view(SCAN, repaint(sources[SCAN], mine, veil), _marks(mine))
    assert all(shown(item) for item in mine)


@pytest.mark.parametrize("fill", ["white", "gray", "black"])
def test_full_bar_of_any_colour_is_no_leak(judged_view, repaint, items, sources, pick, fill):
    mine = _names(items, sources[SCAN], pick)
    bar = _kept(fill, lambda n, count: _NOTHING)
    shown = judged_view(SCAN, repaint(sources[SCAN], mine, bar))
    assert not any(shown(item) for item in mine)


def test_text_drawn_again_in_other_codes_is_a_leak(items, sources, pick):
    """The glyphs are the original's, the characters of the text layer are not."""
    path = sources[TEXT]
    before = read_source(path)
    name = next(i for i in _names(items, path, pick) if i.category == "name")
    recoded = tuple(replace(char, text="x") for char in before[0].chars)
    (after,) = read_output(path.read_bytes(), [replace(before[0], chars=recoded)])
    assert Comparison(before[0], after).text_leaks(name.quads)


def test_erased_ruling_is_collateral(judged, sources):
    """A white box in a table takes the lines but no text."""

    def erase(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            page = document[0]
            lines = [d["rect"] for d in page.get_drawings() if d["rect"].height < 1.5]
            long = max(lines, key=lambda r: r.width)
            page.draw_rect(long + (0, -0.5, 0, 0.5), color=None, fill=(1, 1, 1))
            erased: bytes = document.tobytes()
            return erased

    assert "collateral" in damage(judged(PHOTO_FORM, spoil=erase))


def test_bar_over_unlabelled_text_is_collateral(judged, items, sources):
    def bar(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            box = pymupdf.Rect(200, 70, 330, 90)  # the form's title
            document[0].draw_rect(box, color=None, fill=(0, 0, 0))
            drawn: bytes = document.tobytes()
            return drawn

    assert "collateral" in damage(judged(SCAN, spoil=bar))


@pytest.mark.parametrize(
    "keep, leaks",
    [
        (lambda n, count: _NOTHING, False),
        (lambda n, count: (0.0, 1.0), True),
        (lambda n, count: (0.0, 1.0) if n == 0 else _NOTHING, True),
    ],
    ids=["blanked", "left", "first glyph"],
)
def test_light_print_on_a_dark_ground(repaint, items, sources, pick, keep, leaks):
    path = sources[SCAN]
    mine = _names(items, path, pick)
    before = [_negative(page) for page in read_source(path)]
    left = [
        _negative(page) for page in read_output(repaint(path, mine, _kept("black", keep)), before)
    ]
    views = [Comparison(old, new) for old, new in zip(before, left, strict=True)]
    assert all(views[item.page - 1].text_leaks(item.quads) == leaks for item in mine)


def _negative(page):
    """The page as a dark screenshot shows it; what was black is white."""
    return replace(page, grey=255 - 0.9 * page.grey)


@pytest.mark.parametrize(("bar", "leaks"), [(255, False), (90, True)])
def test_bar_of_light_prints_own_shade(bar, leaks):
    """A white bar over white print ends where the glyph did; a dark one leaves ink."""
    before = np.full((60, 60), 90, np.float32)
    for stroke in (slice(20, 22), slice(29, 31), slice(38, 40)):
        before[stroke, 20:40] = 255
    before[20:40, 29:31] = 255
    after = before.copy()
    after[20:39, 20:40] = bar
    after[39, 20:40] = 240 if bar == 255 else 255
    quad = ((20.2, 20.2), (39.8, 20.2), (39.8, 39.8), (20.2, 39.8))
    views = [PageImage(60, 60, 1.0, grey) for grey in (before, after)]
    assert Comparison(*views).text_leaks([quad]) == leaks
