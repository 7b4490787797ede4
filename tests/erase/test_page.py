"""What is printed but is no glyph: line art, patterns; and the last resort, a picture."""

from __future__ import annotations

import io

import pikepdf
import pymupdf
import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from redactor.erase import EraseError
from tests.erase.conftest import erasure
from tests.erase.drawn import code, han, noise, picture, raw_pdf, scan
from tests.erase.embedded import picture_of
from tests.erase.look import changed_outside, geometry, patch, pixels

OTHERS = f"BT /F0 12 Tf 60 100 Td {code('李娜、赵强')} Tj ET "


class _PathPen(BasePen):
    """Outlines as a PDF path; quadratic curves are raised by fontTools."""

    def __init__(self, glyphs, scale, x, y):
        super().__init__(glyphs)
        self.parts, self.place = [], (scale, x, y)

    def _at(self, point):
        scale, x, y = self.place
        return f"{x + scale * point[0]:.3f} {y + scale * point[1]:.3f}"

    def _moveTo(self, point):
        self.parts.append(f"{self._at(point)} m")

    def _lineTo(self, point):
        self.parts.append(f"{self._at(point)} l")

    def _curveToOne(self, a, b, c):
        self.parts.append(f"{self._at(a)} {self._at(b)} {self._at(c)} c")

    def _closePath(self):
        self.parts.append("h")


def outlines(text, x, y, size=12, each=True):
    """``text`` as filled paths, as some programs print it; one path a glyph, or one for all."""
    font = TTFont(io.BytesIO(han()[1]))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    em, paths = font["head"].unitsPerEm, []
    for i, c in enumerate(text):
        pen = _PathPen(glyphs, size / em, x + size * i, y)
        glyphs[names[ord(c)]].draw(pen)
        paths.append(" ".join(pen.parts))
    return (" f " if each else " ").join(paths) + " f "


def boxes(first, count, x=60, top=88, size=12):
    """OCR's boxes of characters on the line at y = 200."""
    return [
        (x + size * i, top, x + size * (i + 1), top + size) for i in range(first, first + count)
    ]


def is_picture(erased):
    with pymupdf.open(erased.path) as document:
        page = document[0]
        return bool(page.get_images()) and erased.text() == erased.tokens()


def test_outlined_name_goes_and_outlined_neighbours_stay(bench):
    bench.write(raw_pdf(OTHERS + outlines("李娜王伟赵强", 60, 202)))

    erased = bench.erase(erasure(*boxes(2, 2)))

    assert erased.text() == "李娜、赵强" + erased.tokens()
    assert changed_outside(erased) == 0
    with pymupdf.open(erased.path) as document:
        reach = [d["rect"] for d in document[0].get_drawings() if d.get("fill") == (0, 0, 0)]
    assert reach and not any(85 < (r.x0 + r.x1) / 2 < 107 for r in reach)


def test_one_path_for_all_glyphs_loses_those_of_the_name(bench):
    bench.write(raw_pdf(OTHERS + outlines("李娜王伟赵强", 60, 202, each=False)))

    erased = bench.erase(erasure(*boxes(2, 2)))

    assert not is_picture(erased)
    assert changed_outside(erased) == 0
    with pymupdf.open(erased.path) as document:
        black = [d for d in document[0].get_drawings() if d["fill"] == (0, 0, 0)]
    items = [item for path in black for item in path["items"]]
    points = [p for item in items for p in item[1:] if isinstance(p, pymupdf.Point)]
    assert points and not any(85 < p.x < 107 and p.y < 100 for p in points)


def by_a_pattern(text, rotation=0, step=400, image=None):
    """A page whose upper part is painted by a tiling pattern, ``step`` points apart."""

    def change(pdf):
        page = pdf.pages[0].obj
        page["/Rotate"] = rotation
        inner = Dictionary(Font=page["/Resources"]["/Font"])
        if image:
            inner["/XObject"] = Dictionary(Im=picture(pdf, image.tobytes(), *image.size))
        pattern = pdf.make_stream(text.encode())
        for key, value in {
            "Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1,
            "BBox": Array([0, 0, step, 300]), "XStep": step, "YStep": 300, "Resources": inner,
        }.items():  # fmt: skip
            pattern[f"/{key}"] = value
        page["/Resources"]["/Pattern"] = Dictionary(P1=pattern)

    return raw_pdf(OTHERS + "/Pattern cs /P1 scn 0 0 400 300 re f", change=change)


def test_name_in_a_pattern_goes_alone(bench):
    bench.write(by_a_pattern(f"BT /F0 12 Tf 60 202 Td {code('李娜王伟赵强')} Tj ET"))

    erased = bench.erase(erasure(*boxes(2, 2)))

    assert erased.text() == "李娜、赵强李娜赵强" + erased.tokens()
    assert changed_outside(erased) == 0


def test_name_in_one_tile_of_a_pattern_leaves_the_other_tiles(bench):
    tile = f"BT /F0 12 Tf 10 202 Td {code('李娜王伟')} Tj ET"
    bench.write(by_a_pattern(tile, step=100))

    erased = bench.erase(erasure(*boxes(2, 2, x=10)))

    assert changed_outside(erased, levels=90) == 0
    assert erased.shade(erased.marks[0].quad) < 60  # the token
    assert code("王伟")[1:-1].encode() not in erased.said().lower()


PHOTO_TILE = "q 400 0 0 300 0 0 cm /Im Do Q"
UNDER = erasure((86, 68, 107, 86), (110, 68, 131, 86), (134, 68, 155, 86))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_page_that_cannot_be_edited_becomes_a_picture_that_looks_the_same(bench, rotation):
    bench.write(by_a_pattern(PHOTO_TILE, rotation, image=scan(400, 300)))

    erased = bench.erase(UNDER)

    assert is_picture(erased)
    assert changed_outside(erased, levels=90) == 0
    with pymupdf.open(erased.path) as after, pymupdf.open(erased.working) as before:
        assert after[0].rect == before[0].rect and after[0].rotation == rotation


def test_picture_of_a_page_is_blank_below_the_mark(bench):
    bench.write(by_a_pattern(PHOTO_TILE, image=scan(400, 300)))

    erased = bench.erase(UNDER)

    image = picture_of(erased.path)
    scale = image.shape[1] / 400
    rows, columns = (slice(*(round(v * scale) for v in ends)) for ends in ((69, 85), (87, 154)))
    assert image[rows, columns].min() > 245
    with pikepdf.open(erased.path) as pdf:
        assert not any(isinstance(o, pikepdf.Stream) and "/XStep" in o for o in pdf.objects)


def test_broken_content_stream_is_erased_or_refused(bench):
    content = OTHERS + f"BT /F0 12 Tf 60 200 Td {code('王伟')} Tj ET << /A [ ( "
    bench.write(raw_pdf(content))

    try:
        erased = bench.erase(erasure(*boxes(0, 2)))
    except EraseError:
        assert not (bench.folder / "erased.pdf").exists()
        return
    assert code("王伟")[1:-1].encode() not in erased.said().lower()
    assert erased.shade(erased.marks[0].quad, inset_pt=-2) < 255


def test_ruling_that_crosses_the_box_stays_outside_the_mark(bench):
    bench.write(raw_pdf(f"0.7 w 40 206 m 360 206 l S BT /F0 12 Tf 60 202 Td {code('王伟')} Tj ET"))

    erased = bench.erase(erasure(*boxes(0, 2)))

    assert not is_picture(erased)
    row = geometry(erased.path).to_pixels(erased.marks[0].quad.box)
    line = pixels(erased.path)[187:190].min(axis=(0, 2))
    assert (line[90 : int(row.x0) - 1] < 90).all() and (line[int(row.x1) + 1 : 710] < 90).all()


@pytest.mark.parametrize("shift", [(-2, -1.5), (2, 1.5), (0, 0)])
def test_boxes_of_ocr_that_lie_a_little_off_take_just_the_name(bench, shift):
    bench.write(raw_pdf(f"BT /F0 12 Tf 60 202 Td {code('李娜王伟赵强')} Tj ET"))
    dx, dy = shift
    near = [(x0 + dx, y0 + dy, x1 + dx, y1 + dy) for x0, y0, x1, y1 in boxes(2, 2)]

    erased = bench.erase(erasure(*near))

    assert erased.text() == "李娜赵强" + erased.tokens()
    assert changed_outside(erased) == 0


def test_photo_area_takes_the_text_and_drawing_in_it(bench):
    face = "0.3 g 300 200 40 50 re f 0 g " + f"BT /F0 8 Tf 302 190 Td {code('王伟')} Tj ET "
    bench.write(raw_pdf(OTHERS + face))

    erased = bench.erase(erasure((290, 40, 350, 120), token="[照片]", photo=True))

    assert erased.text() == "李娜、赵强[照片]"
    with pymupdf.open(erased.path) as document:
        greys = [d.get("fill") for d in document[0].get_drawings()]
    assert not any(f and abs(f[0] - 0.3) < 0.01 for f in greys)
    assert changed_outside(erased) == 0


def test_shading_below_a_photo_area_is_gone(bench):
    def change(pdf):
        function = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1
        )
        shading = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([300, 0, 340, 0]),
            Function=function,
        )  # fmt: skip
        pdf.pages[0].obj["/Resources"]["/Shading"] = Dictionary(S1=shading)

    bench.write(raw_pdf(OTHERS + "q 300 200 40 50 re W n /S1 sh Q", change=change))

    erased = bench.erase(erasure((300, 50, 340, 100), token="", photo=True))

    assert changed_outside(erased, levels=90) == 0
    with pikepdf.open(erased.path) as pdf:
        kept = pdf.pages[0].obj["/Contents"].read_bytes()
    assert b" sh" not in kept or is_picture(erased)
    bar = patch(erased.path, erased.marks[0].quad)
    assert int(bar.max()) - int(bar.min()) <= 1


@pytest.mark.parametrize("low, high", [(90, 290), (176, 290), (90, 204)])
def test_ruling_that_crosses_a_written_name_is_no_residue(bench, low, high):
    """A hand runs over the border of its cell: the page must not become a picture for it."""

    def change(pdf):
        image = picture(pdf, noise(120, 60).tobytes(), 120, 60)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = image

    ruled = f" q 40 0 0 20 200 180 cm /Im Do Q 1 w 220 {low} m 220 {high} l S"
    bench.write(raw_pdf(OTHERS + ruled, change=change))
    with pymupdf.open(bench.working) as document:
        box = document[0].get_image_info()[0]["bbox"]

    erased = bench.erase(erasure(box))

    assert not is_picture(erased)
    assert erased.text().startswith("李娜、赵强")


def test_frame_that_ends_below_a_flat_mark_is_no_residue(bench):
    """What reaches below a cell's border of a signature is flat, and the border fills it."""
    bench.write(raw_pdf(OTHERS + " q 1.5 w 20 100 200 60 re S Q"))  # its lower side: y = 200

    erased = bench.erase(erasure((190, 197, 219.6, 203)))

    assert not is_picture(erased)
    assert erased.text().startswith("李娜、赵强")
