import math

import numpy as np
import pymupdf
import pytest

HAN = {"fontname": "china-s", "fontsize": 12}


def text_of(layer):
    return "".join(c.text for c in layer.chars)


def drawn(*calls, rotation=0, crop=None):
    """A page with ``insert_text(point, text, **options)`` for each call."""

    def draw(document):
        page = document.new_page(width=400, height=300)
        for point, text, options in calls:
            page.insert_text(point, text, **{**HAN, **options})
        if crop is not None:
            page.set_cropbox(crop)
        page.set_rotation(rotation)

    return draw


def ink_in(document, quad, dpi=144):
    """Share of dark pixels in the box of a quad."""
    image, geometry = document.render(1, dpi), document.geometry(1, dpi)
    box = geometry.to_pixels(quad.box)
    patch = image[int(box.y0) : math.ceil(box.y1), int(box.x0) : math.ceil(box.x1)]
    return float((patch.min(axis=2) < 128).mean())


def test_rows_are_read_across_with_separators(open_drawn):
    layer = open_drawn(
        drawn(((200, 50), "王伟", {}), ((50, 50), "姓名", {}), ((50, 80), "单位：云岭设计院", {}))
    ).text_layer(1)

    assert text_of(layer) == "姓名\t王伟\n单位：云岭设计院\n"
    assert [f == -1 for f in layer.font_ids] == [c.quad is None for c in layer.chars]
    assert layer.hidden == layer.garbled == 0


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 10, 390, 290)])
def test_quads_lie_on_the_ink_of_turned_and_cropped_pages(open_drawn, rotation, crop):
    document = open_drawn(drawn(((60, 150), "国赢翳", {}), rotation=rotation, crop=crop))

    layer = document.text_layer(1)

    assert text_of(layer) == "国赢翳\n"
    quads = [c.quad for c in layer.chars if c.quad]
    assert all(ink_in(document, q) > 0.15 for q in quads)
    everything = (document.render(1, 144).min(axis=2) < 128).sum()
    box = document.geometry(1, 144).to_pixels(
        type(quads[0])(quads[0].tl, quads[-1].tr, quads[-1].br, quads[0].bl).box.grown(1)
    )
    image = document.render(1, 144)
    inside = image[int(box.y0) : math.ceil(box.y1), int(box.x0) : math.ceil(box.x1)]
    assert (inside.min(axis=2) < 128).sum() == everything


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_text_has_quads_in_its_own_direction(open_drawn, turn):
    document = open_drawn(drawn(((200, 150), "国赢翳", {"rotate": turn})))

    layer = document.text_layer(1)

    assert text_of(layer) == "国赢翳\n"
    first, second = (c.quad for c in layer.chars[:2])
    # The side from tl to tr runs the way the line runs.
    along = np.subtract(first.tr, first.tl)
    way = np.subtract(second.centre, first.centre)
    assert np.dot(along, way) / np.linalg.norm(along) / np.linalg.norm(way) > 0.999
    down = np.subtract(first.bl, first.tl)
    assert along[0] * down[1] - along[1] * down[0] > 0  # not mirrored
    assert ink_in(document, first) > 0.15


def test_skewed_text_has_narrow_quads(open_drawn):
    morph = (pymupdf.Point(60, 150), pymupdf.Matrix(10))
    document = open_drawn(drawn(((60, 150), "国赢翳国赢翳", {"morph": morph})))

    layer = document.text_layer(1)

    assert text_of(layer) == "国赢翳国赢翳\n"
    quad = layer.chars[0].quad
    assert not quad.is_upright
    assert math.dist(quad.tl, quad.tr) == pytest.approx(12, abs=0.2)
    assert math.degrees(
        math.atan2(quad.tr[1] - quad.tl[1], quad.tr[0] - quad.tl[0])
    ) == pytest.approx(-10, abs=0.5)
    assert ink_in(document, quad) > 0.1


def test_vertical_writing_has_its_quads_on_the_ink(open_drawn):
    def draw(document):
        page = document.new_page(width=400, height=300)
        page.insert_text((200, 100), "国赢翳", **HAN)
        (font,) = page.get_fonts()
        document.xref_set_key(font[0], "Encoding", "/UniGB-UTF16-V")
        descendant = document.xref_get_key(font[0], "DescendantFonts")[1]
        assert descendant

    document = open_drawn(draw)

    layer = document.text_layer(1)

    quads = [c.quad for c in layer.chars if c.quad]
    assert text_of(layer).replace("\n", "") == "国赢翳"
    assert quads[2].centre[1] > quads[0].centre[1] + 20
    for quad in quads:
        assert quad.is_upright and quad.tl[0] < quad.tr[0]
        assert ink_in(document, quad) > 0.15


def test_bold_drawn_four_times_is_read_once(open_drawn):
    calls = [((60 + 0.25 * k, 100 + 0.1 * k), "加粗王伟", {}) for k in range(4)]

    assert text_of(open_drawn(drawn(*calls)).text_layer(1)) == "加粗王伟\n"


def test_letters_that_repeat_are_no_doubles(open_drawn):
    document = open_drawn(drawn(((60, 100), "illness 11 一一", {"fontname": "helv"})))

    assert text_of(document.text_layer(1)).startswith("illness 11")


@pytest.mark.parametrize(
    "options",
    [{"render_mode": 3}, {"fill_opacity": 0}, {"color": (1, 1, 1)}],
    ids=["invisible", "transparent", "white"],
)
def test_text_nobody_sees_is_counted_and_left_out(open_drawn, options):
    layer = open_drawn(
        drawn(((60, 50), "可见", {}), ((60, 100), "看不见的字", options))
    ).text_layer(1)

    assert text_of(layer) == "可见\n"
    assert layer.hidden == 5


def test_white_text_below_a_ruling_line_is_hidden(open_drawn):
    def draw(document):
        drawn(((60, 100), "看不见的字", {"color": (1, 1, 1)}))(document)
        document[0].draw_line((40, 96), (300, 96))

    layer = open_drawn(draw).text_layer(1)

    assert (text_of(layer), layer.hidden) == ("", 5)


def test_white_text_on_a_dark_ground_is_seen(open_drawn):
    def draw(document):
        page = document.new_page()
        page.draw_rect((40, 70, 300, 110), fill=(0, 0, 0.5))
        page.insert_text((60, 100), "反白字", color=(1, 1, 1), **HAN)

    assert text_of(open_drawn(draw).text_layer(1)) == "反白字\n"


def test_text_off_the_page_is_hidden(open_drawn):
    layer = open_drawn(
        drawn(((60, 50), "可见", {}), ((600, 50), "页外", {}), ((60, 20), "裁掉", {}),
              crop=(0, 30, 400, 300))
    ).text_layer(1)  # fmt: skip

    assert (text_of(layer), layer.hidden) == ("可见\n", 4)


def test_text_below_a_bar_is_hidden(open_drawn):
    def draw(document):
        drawn(((60, 50), "姓名：", {}), ((100, 50), "王伟", {}))(document)
        document[0].draw_rect((99, 38, 126, 54), fill=(0, 0, 0))

    layer = open_drawn(draw).text_layer(1)

    assert (text_of(layer), layer.hidden) == ("姓名：\n", 2)


def test_text_outside_its_clip_path_is_hidden(open_drawn):
    def draw(document):
        drawn(((60, 50), "剪掉", {}))(document)
        (xref,) = document[0].get_contents()
        stream = document.xref_stream(xref)
        document.update_stream(xref, b"q 0 0 20 20 re W n\n" + stream + b"\nQ")
        document[0].insert_text((60, 150), "可见", **HAN)

    layer = open_drawn(draw).text_layer(1)

    assert (text_of(layer), layer.hidden) == ("可见\n", 2)


def noise(width=200, height=100):
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    return pymupdf.Pixmap(pymupdf.csRGB, width, height, pixels.tobytes(), False)


def test_text_below_an_opaque_picture_is_hidden(open_drawn):
    def draw(document):
        drawn(((60, 50), "盖住了", {}))(document)
        document[0].insert_image((50, 30, 150, 80), pixmap=noise())

    layer = open_drawn(draw).text_layer(1)

    assert (text_of(layer), layer.hidden) == ("", 3)


def test_text_on_a_picture_is_seen(open_drawn):
    def draw(document):
        page = document.new_page()
        page.insert_image((50, 30, 150, 80), pixmap=noise())
        page.insert_text((60, 50), "在上面", **HAN)

    assert text_of(open_drawn(draw).text_layer(1)) == "在上面\n"


def test_text_below_a_transparent_seal_is_seen(open_drawn):
    def draw(document):
        drawn(((60, 60), "章下面", {}))(document)
        seal = pymupdf.Pixmap(noise(), 1)
        seal.set_alpha(bytes([60]) * (seal.width * seal.height))
        document[0].insert_image((50, 30, 150, 80), pixmap=seal)

    assert text_of(open_drawn(draw).text_layer(1)) == "章下面\n"


def test_form_values_and_notes_are_part_of_the_page(open_drawn):
    def draw(document):
        page = document.new_page()
        widget = pymupdf.Widget()
        widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
        widget.field_name, widget.field_value = "name", "Wang Wei"
        widget.rect = pymupdf.Rect(60, 40, 200, 60)
        page.add_widget(widget)
        page.add_freetext_annot((60, 100, 200, 120), "annotated")

    document = open_drawn(draw)

    text = text_of(document.text_layer(1))
    assert "Wang" in text and "annotated" in text
    with pymupdf.open(document.working_pdf) as pdf:
        assert not list(pdf[0].widgets()) and not list(pdf[0].annots())


def test_private_use_characters_are_garbled(open_drawn):
    def draw(document):
        drawn(((60, 50), "乱码的字", {}))(document)
        page = document[0]
        (font,) = page.get_fonts()
        cmap = (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            b"1 beginbfrange <0000> <ffff> <e000> endbfrange\n"
            b"endcmap end end"
        )
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, cmap, new=1)
        document.xref_set_key(font[0], "ToUnicode", f"{xref} 0 R")

    layer = open_drawn(draw).text_layer(1)

    assert layer.garbled == 4


def test_fonts_of_one_name_in_merged_files_are_told_apart(open_drawn):
    def draw(document):
        for _ in range(2):
            with pymupdf.open() as part:
                part.new_page().insert_text((60, 50), "同名字体", **HAN)
                document.insert_pdf(part)

    document = open_drawn(draw)

    first, second = (set(document.text_layer(n).font_ids) - {-1} for n in (1, 2))
    assert first != second


def test_radical_is_read_as_the_character_it_is_printed_for(open_drawn):
    """Chromium's PDFs map the glyph of 龙 to the radical ⻰, which no list of names has."""
    font = pymupdf.Font("cjk")

    def draw(document):
        page = document.new_page(width=400, height=300)
        page.insert_font(fontname="F0", fontbuffer=font.buffer)
        page.insert_text((50, 50), "高海龙齿户", fontname="F0", fontsize=12)
        codes = zip("高海龙齿户", "⾼海⻰⻮⼾", strict=True)
        rows = "".join(f"<{font.has_glyph(ord(a)):04x}> <{ord(b):04x}>\n" for a, b in codes)
        space = "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        table = f"begincmap\n{space}5 beginbfchar\n{rows}endbfchar\nendcmap"
        for xref in range(1, document.xref_length()):
            if document.xref_is_stream(xref) and b"begincmap" in document.xref_stream(xref):
                document.update_stream(xref, table.encode())

    assert text_of(open_drawn(draw).text_layer(1)).strip() == "高海龙齿户"


def test_figures_printed_in_any_order_are_read_by_their_place(open_drawn):
    """MuPDF makes one line of 7 and 3 drawn after each other, and a blank of the 0 between."""
    places = {n: (50 + 6.6 * n, 50) for n in range(11)}
    order = [4, 6, 3, 5, 0, 10, 9, 1, 2, 8, 7]
    calls = [(places[n], "15470330277"[n], {"fontname": "helv"}) for n in order]
    assert text_of(open_drawn(drawn(*calls)).text_layer(1)).strip() == "15470330277"


def test_small_figures_set_apart_stay_one_line(open_drawn):
    """MuPDF puts blanks between them, each as near to the next letter as if that were another."""

    def draw(document):
        page = document.new_page(width=400, height=300)
        page.insert_text((50, 150), "-")
        placed = b"BT /helv 9 Tf 2.5 Tc 0.97 0.24 -0.24 0.97 50 100 Tm (15470330277) Tj ET"
        document.update_stream(page.get_contents()[0], placed)

    assert text_of(open_drawn(draw).text_layer(1)).strip() == " ".join("15470330277")
