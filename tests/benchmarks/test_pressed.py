"""Seals in two scripts and name stamps on drawn pages: labelled, and nothing else is changed."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from benchmarks.generator import pressed
from benchmarks.generator.canvas import Canvas, Label
from benchmarks.generator.documents.pieces import giver_seal, own_seal
from benchmarks.generator.impressions import RED, impression, press, random_make, ring_script
from benchmarks.generator.people import WANG_WEI
from benchmarks.generator.pressed import in_two_scripts, stamp_names
from benchmarks.generator.script import box_of
from benchmarks.scoring.pages import PageImage
from benchmarks.scoring.pixels import LEAK_SHARE, Comparison
from benchmarks.truth import KEEP, REDACT

_OFFICE = "某某旗教育局"


def _page():
    page = Canvas()
    own_seal(page, WANG_WEI, 150, 150, 50)
    giver_seal(page, _OFFICE, 400, 150, 50)
    for y, name, owner, expected in ((400, "王伟", "self", REDACT), (600, "赵强", "other", KEEP)):
        page.text(150, y, name, size=12)
        quad = ((150.0, y - 10.0), (174.0, y - 10.0), (174.0, float(y)), (150.0, float(y)))
        page.mark((quad, quad), name, Label("name", owner, expected, "signature"))
    return page


def _always(monkeypatch):
    monkeypatch.setattr(pressed, "_TWO_SCRIPTS", 1.0)
    monkeypatch.setattr(pressed, "_STAMPED", 1.0)


def test_ring_of_script_beside_the_name_is_labelled_in_own_seals_alone(monkeypatch):
    _always(monkeypatch)
    page, before = _page(), _page()
    in_two_scripts([page], np.random.default_rng(3))
    script = [i for i in page.items if i.category == "script"]
    assert len(script) == 3 and all(i.expected == REDACT for i in script)
    assert all(np.hypot(*(np.mean(i.quads[0], axis=0) - 150)) < 50 for i in script)
    (ring,) = (i for i in page.items if i.category == "seal_text")
    assert ring.text == WANG_WEI.work.full and len(ring.quads) == len(ring.text)
    assert [p.data for p in page.pictures] != [p.data for p in before.pictures]
    kept = [i for i in page.items if i.category not in ("script", "seal_text")]
    assert kept == [i for i in before.items if i.category != "seal_text"]


def test_ink_stands_where_the_labels_say(monkeypatch):
    _always(monkeypatch)
    for seed in range(6):  # both layouts
        page = _page()
        in_two_scripts([page], np.random.default_rng(seed))
        with Image.open(io.BytesIO(page.pictures[0].data)) as image:
            ink = np.asarray(image)[..., 3] > 60
        scale = image.width / 100
        places = [i for i in page.items if i.category in ("script", "seal_text")]
        for quad in (q for i in places for q in i.quads):
            x, y = ((np.mean(quad, axis=0) - 100) * scale).astype(int)
            reach = round(3.5 * scale)
            assert ink[y - reach : y + reach, x - reach : x + reach].any()


def test_stamps_go_with_whose_name_they_bear(monkeypatch):
    _always(monkeypatch)
    page = _page()
    stamp_names([page], np.random.default_rng(3))
    mine, other = (i for i in page.items if i.trap == "name_stamp")
    assert (mine.owner, mine.expected) == ("self", REDACT)
    assert (other.owner, other.expected) == ("other", KEEP)
    (x0, y0, x1, y1) = box_of(mine)
    assert 24 < x1 - x0 < 62 and 24 < y1 - y0 < 62  # 14 to 22 mm, without the frame
    assert x0 > 174  # on free paper beside the name


def test_no_stamp_lies_over_what_another_label_says(monkeypatch):
    _always(monkeypatch)
    page = Canvas(width=260, height=120)
    for y in (30, 52, 74, 96):
        page.text(100, y, "王伟", size=12)
        quad = ((100.0, y - 10.0), (124.0, y - 10.0), (124.0, float(y)), (100.0, float(y)))
        page.mark((quad, quad), "王伟", Label("name", "self", REDACT, "signature"))
    stamp_names([page], np.random.default_rng(3))
    names = [box_of(i) for i in page.items if i.category == "name"]
    for stamp in (box_of(i) for i in page.items if i.trap == "name_stamp"):
        touched = [n for n in names if n[0] < stamp[2] and stamp[0] < n[2]]
        assert sum(n[1] < stamp[3] and stamp[1] < n[3] for n in touched) <= 1


@pytest.mark.parametrize("blur", [0.5, 2.0])
@pytest.mark.parametrize("script", ["outer", "upper"])
def test_outline_that_stays_is_no_script_that_stays(script, blur):
    dpi, width_mm = 200.0, 32.0
    for seed in range(8):
        rng = np.random.default_rng(seed)
        made = replace(random_make("bilingual", WANG_WEI.work.full, rng), script=script)
        made = replace(made, turn_deg=0.0, width_mm=width_mm, strength=0.9)
        page = Image.new("RGB", (300, 300), "white")
        mark = impression(made, dpi, RED, rng)
        press(page, mark, 20, 20)
        before = np.asarray(page.convert("L"), np.uint8)
        gone = before.copy()
        outline = 0.03 + 0.05 * made.twice  # of the width, and the second one
        middle = (20 + mark.width // 2,) * 2
        cv2.circle(gone, middle, round((0.5 - outline) * mark.width), 255, cv2.FILLED)
        pages = [_seen(image, blur, dpi) for image in (before, gone)]
        side = mark.width * 72 / dpi
        quads = ring_script(made, (7.2, 7.2, 7.2 + side, 7.2 + side))
        assert max(Comparison(*pages).picture_visible(q) for q in quads) < LEAK_SHARE / 2
        whole = Comparison(pages[0], pages[0])
        assert min(whole.picture_visible(q) for q in quads) > 0.9


def _seen(image, blur, dpi):
    grey = cv2.GaussianBlur(image, (0, 0), blur).astype(np.float32)
    return PageImage(image.shape[1] * 72 / dpi, image.shape[0] * 72 / dpi, dpi / 72, grey)
