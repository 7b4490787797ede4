"""Words of a sheet's back that shine through too palely for the first look: pages drawn here."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.fonts import face
from redactor.datatypes import Candidate, Entity
from redactor.geometry import PageGeometry
from redactor.ocr.engine import PaddleOcrEngine

_FONT = ImageFont.truetype(BytesIO(face("serif").data), 34)
_SIZE = 1240, 1754  # at 150 dpi
_CANDIDATES = (Candidate(0, Entity.NAME, "王伟"),)
_BACK = (
    "云岭市职业技能培训中心学员名单",
    "学员王伟同志经考核成绩合格准予结业",
    "培训内容为供水管网漏损控制技术",
)


def _printed(lines: tuple[str, ...], top: int, ink: int) -> np.ndarray:
    page = Image.new("L", _SIZE, 255)
    for n, line in enumerate(lines):
        ImageDraw.Draw(page).text((120, top + 90 * n), line, ink, font=_FONT)
    return np.asarray(page)


def _sheet(back: tuple[str, ...], share: float, step: int = -1) -> np.ndarray:
    """Print on the front and, paler by far, the back's in a mirror (``step`` 1: not in one)."""
    front = _printed(("年度考核登记表", "本年度完成各项任务，考核等次为优秀。"), 200, 30)
    through = 255 - cv2.GaussianBlur(_printed(back, 700, 0)[:, ::step], (0, 0), 1.2)
    over = Image.fromarray(front.copy())  # it runs through the back's words
    ImageDraw.Draw(over).text((560, 775), "云培发〔2022〕47号", 30, font=_FONT)
    page = np.clip(np.asarray(over) - share * through.astype(np.float32), 0, 255)
    page -= np.linspace(0, 25, _SIZE[0])  # in uneven light
    return np.repeat(np.clip(page, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("back", "share", "hides"),
    [
        (_BACK, 0.1, True),
        (_BACK, 0.2, True),
        (_BACK[2:], 0.1, False),  # nothing own is said there
        ((), 0.0, False),
    ],
)
def test_own_name_on_the_back_that_shines_through(
    cascade: PaddleOcrEngine, back: tuple[str, ...], share: float, hides: bool
) -> None:
    geometry = PageGeometry(_SIZE[0] * 72 / 150, _SIZE[1] * 72 / 150, 0, 150)
    page = cascade.read(_sheet(back, share), geometry, 1, _CANDIDATES)
    assert bool(page.hiding) is hides
    for quad in page.hiding:
        # The back's words begin at the right; the name's place alone is told.
        assert 450 < quad.box.x0 < quad.box.x1 < 525
        assert 375 < quad.centre[1] < 405


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.2, 0.3])
def test_pale_print_of_the_front_is_no_back(cascade: PaddleOcrEngine, share: float) -> None:
    """王 of a watermark looks alike in the mirror."""
    geometry = PageGeometry(_SIZE[0] * 72 / 150, _SIZE[1] * 72 / 150, 0, 150)
    marks = ("王 伟 5678　　　王 伟 5678　　　王 伟 5678",) * 5
    page = cascade.read(_sheet(marks, share, step=1), geometry, 1, _CANDIDATES)
    assert "5678" in page.text.text and not page.hiding


@pytest.mark.slow
def test_washed_out_front_is_no_back(cascade: PaddleOcrEngine) -> None:
    """Its thin strokes are as pale as a back's, and some of it reads in the mirror, too."""
    words = (
        "聘期自2023年1月1日起至202",
        "接受甲方的考核。考核由陈",
        "王伟言：本单位固定电话80505",
        "土日王田中山，大美高南",
        "王三日本田中同志工作大会",
    )
    page = 255 - 0.3 * (255.0 - _printed(words, 200, 30))
    image = np.repeat(page.astype(np.uint8)[..., None], 3, axis=2)
    geometry = PageGeometry(_SIZE[0] * 72 / 150, _SIZE[1] * 72 / 150, 0, 150)
    values = (
        *(Candidate(n, Entity.NAME, name) for n, name in enumerate(("王言", "高美", "田王"))),
        Candidate(3, Entity.PHONE, "15427719036"),
    )
    assert not cascade.read(image, geometry, 1, values).hiding
