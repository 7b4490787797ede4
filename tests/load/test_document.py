import hashlib
import zlib

import numpy as np
import pikepdf
import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.errors import InputError, InputTooLargeError, ProtectedInputError
from redactor.geometry import PxBox
from redactor.load import load


def written(path, draw=lambda d: d.new_page(), **options):
    with pymupdf.open() as document:
        draw(document)
        document.save(path, **options)
    return path


def noise(width, height):
    pixels = np.zeros((height, width), np.uint8)
    return pymupdf.Pixmap(pymupdf.csGRAY, width, height, pixels.tobytes(), False)


def refused(path, work_dir, limits=Limits()):  # noqa: B008 - frozen
    with pytest.raises(InputError) as caught:
        load(path, work_dir, limits)
    assert list(work_dir.iterdir()) == []
    return caught.value


def test_source_is_not_touched_and_its_name_not_used(tmp_path, open_file):
    path = written(tmp_path / "王伟_论文.pdf")
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns

    document = open_file(path)
    document.render(1, 72)

    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before
    assert "王伟" not in document.working_pdf.name
    assert document.source_kind == "pdf"


def test_user_password_is_protected(tmp_path, work_dir):
    path = written(
        tmp_path / "x.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u", owner_pw="o"
    )

    assert isinstance(refused(path, work_dir), ProtectedInputError)


def test_owner_password_alone_is_read_and_leaves_a_plain_copy(tmp_path, open_file):
    path = written(
        tmp_path / "x.pdf",
        lambda d: d.new_page().insert_text((50, 50), "readable"),
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        owner_pw="o",
        permissions=0,
    )

    document = open_file(path)

    assert "".join(c.text for c in document.text_layer(1).chars) == "readable\n"
    with pymupdf.open(document.working_pdf) as pdf:
        assert pdf.metadata["encryption"] is None


def test_junk_before_the_header_is_read(tmp_path, open_file):
    path = written(tmp_path / "x.pdf")
    path.write_bytes(b"junk\n" * 50 + path.read_bytes())

    assert open_file(path).page_count == 1


def test_garbage_is_corrupt(tmp_path, work_dir):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 10)

    assert refused(path, work_dir).code == "corrupt"


@pytest.mark.parametrize("told", [0, 1, 2, 5, -1, 9_999_999_999])
def test_every_page_is_read_whatever_number_the_file_tells(tmp_path, open_file, told):
    def draw(document):
        for text in ("one", "two", "three"):
            document.new_page().insert_text((50, 50), text)

    path = written(tmp_path / "x.pdf", draw)
    path.write_bytes(path.read_bytes().replace(b"/Count 3", b"/Count %d" % told))

    document = open_file(path)

    assert document.page_count == 3
    assert "".join(c.text for c in document.text_layer(3).chars) == "three\n"


def test_structure_stays_behind(tmp_path, open_file):
    """MuPDF frees an object twice while it repairs some broken trees, and its process ends."""

    def draw(document):
        document.new_page().insert_text((50, 50), "readable")
        tree = document.get_new_xref()
        document.update_object(tree, "<</Type/StructTreeRoot>>")
        document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", f"{tree} 0 R")

    document = open_file(written(tmp_path / "x.pdf", draw))

    with pikepdf.open(document.working_pdf) as pdf:
        assert "/StructTreeRoot" not in pdf.Root


def test_pdf_without_pages_is_refused(tmp_path, work_dir):
    path = tmp_path / "x.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )

    assert refused(path, work_dir).code == "no_pages"


@pytest.mark.parametrize(
    "key, value, code",
    [("NeedsRendering", "true", "xfa"), ("Collection", "<</View/D>>", "portfolio")],
)
def test_shells_without_content_are_refused(tmp_path, work_dir, key, value, code):
    def draw(document):
        document.new_page()
        document.xref_set_key(document.pdf_catalog(), key, value)

    assert refused(written(tmp_path / "x.pdf", draw), work_dir).code == code


@pytest.mark.parametrize(
    "draw, limits",
    [
        (lambda d: [d.new_page() for _ in range(4)], Limits(max_pages=3)),
        (lambda d: d.new_page().insert_image((0, 0, 9, 9), pixmap=noise(2000, 2000)),
         Limits(max_page_megapixels=3.0)),
        (lambda d: d.new_page(width=60000, height=60000), Limits()),
    ],
    ids=["pages", "picture", "sheet"],
)  # fmt: skip
def test_limits_hold(tmp_path, work_dir, draw, limits):
    error = refused(written(tmp_path / "x.pdf", draw), work_dir, limits)

    assert isinstance(error, InputTooLargeError)


def test_bytes_are_limited(tmp_path, work_dir):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(1_100_000))

    assert isinstance(refused(path, work_dir, Limits(max_file_mb=1)), InputTooLargeError)


@pytest.mark.parametrize("rotation", [0, 90])
def test_geometry_tells_the_scale_that_rendering_uses(tmp_path, open_file, rotation):
    path = written(
        tmp_path / "x.pdf", lambda d: d.new_page(width=700, height=300).set_rotation(rotation)
    )
    document = open_file(path, Limits(max_page_megapixels=0.5))

    geometry, image = document.geometry(1, 300), document.render(1, 300)

    assert geometry.dpi < 300
    assert image.shape[0] * image.shape[1] <= 500_000
    assert image.shape[1::-1] == pytest.approx(geometry.image_size, abs=1.01)
    assert (geometry.width_pt, geometry.height_pt) == (700, 300)


@pytest.mark.parametrize("has_picture", [False, True])
def test_parts_of_print_are_drawn_alone_but_not_of_pictures(tmp_path, open_file, has_picture):
    def draw(document):
        page = document.new_page(width=200, height=200)
        page.insert_text((20, 100), "readable")
        if has_picture:
            page.insert_image((100, 100, 130, 130), pixmap=noise(8, 8))

    document = open_file(written(tmp_path / "x.pdf", draw))
    whole = document.render(1, 200)

    part = document.render(1, 200, [PxBox(50, 240, 200, 290)])

    assert part.shape == whole.shape
    assert (part[240:290, 50:200] == whole[240:290, 50:200]).all()
    assert bool(part[:200].any()) is has_picture


def test_rendering_is_the_callers_own(tmp_path, open_file):
    document = open_file(written(tmp_path / "x.pdf"))

    document.render(1, 72)[:] = 0

    assert document.render(1, 72).min() == 255


@pytest.mark.parametrize("page_no", [0, 2])
def test_page_that_is_not_there_is_an_error(tmp_path, open_file, page_no):
    document = open_file(written(tmp_path / "x.pdf"))

    with pytest.raises(InputError):
        document.geometry(page_no, 72)


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_pictures_are_where_they_are_seen_largest_first(tmp_path, open_file, rotation):
    def draw(document):
        page = document.new_page(width=400, height=300)
        page.insert_image((20, 20, 60, 40), pixmap=noise(40, 20))
        page.insert_image((100, 100, 300, 200), pixmap=noise(200, 100))
        page.insert_image((380, 20, 440, 40), pixmap=noise(60, 20), keep_proportion=False)
        page.set_rotation(rotation)

    document = open_file(written(tmp_path / "x.pdf", draw))

    large, small, cut = document.pictures(1)
    assert (large.width_px, large.height_px) == (200, 100)
    assert (small.width_px, small.height_px) == (40, 20)
    assert cut.quad.box.x1 == 400
    geometry, image = document.geometry(1, 72), document.render(1, 72)
    box = geometry.to_pixels(large.quad.box)
    inside = image[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
    assert inside.max() == 0


def test_pictures_in_forms_are_found(tmp_path, open_file):
    def draw(document):
        with pymupdf.open() as part:
            part.new_page(width=100, height=100).insert_image((10, 10, 90, 90), pixmap=noise(8, 8))
            page = document.new_page(width=400, height=300)
            page.show_pdf_page(pymupdf.Rect(100, 100, 200, 200), part, 0)

    (picture,) = open_file(written(tmp_path / "x.pdf", draw)).pictures(1)

    assert picture.quad.box.x0 == pytest.approx(110, abs=0.5)
    assert picture.quad.box.width == pytest.approx(80, abs=0.5)


def test_message_of_a_damaged_file_quotes_nothing(tmp_path, work_dir):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Title(15990119850412000X)\n")

    error = refused(path, work_dir)

    assert "1599" not in str(error)
    assert error.__cause__ is None


def test_little_content_is_not_unpacked_to_measure_it(tmp_path, work_dir, monkeypatch):
    path = tmp_path / "page.pdf"
    with pymupdf.open() as document:
        document.new_page().insert_text((60, 60), "A title")
        document.save(path, deflate=True)
    monkeypatch.setattr(pymupdf.Document, "xref_stream", lambda *_: pytest.fail("unpacked"))
    with load(path, work_dir, Limits()) as loaded:
        assert loaded.page_count == 1


@pytest.mark.parametrize("packed", [True, False])
def test_content_that_unpacks_without_measure_is_refused(tmp_path, work_dir, packed):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        page["/Contents"] = pdf.make_stream(b"q Q " * 10_000_000)
        pdf.save(tmp_path / "x.pdf", compress_streams=packed)

    assert isinstance(refused(tmp_path / "x.pdf", work_dir), InputTooLargeError)


def test_content_packed_twice_over_is_refused(tmp_path, work_dir):
    """MuPDF holds no more than so much of it at once, but would draw all, bit by bit."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        data = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
        page["/Contents"] = pikepdf.Stream(pdf, data)
        page["/Contents"]["/Filter"] = pikepdf.Array([pikepdf.Name.FlateDecode] * 2)
        pdf.save(tmp_path / "x.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)

    assert isinstance(refused(tmp_path / "x.pdf", work_dir), InputTooLargeError)


def _patterned(path, step):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(600, 800)).obj
        tile = pdf.make_stream(b"0 0 1 1 re f")
        tile["/PatternType"], tile["/PaintType"], tile["/TilingType"] = 1, 1, 1
        tile["/BBox"] = pikepdf.Array([0, 0, step, step])
        tile["/XStep"] = tile["/YStep"] = step * 100
        tile["/Matrix"] = pikepdf.Array([0.01, 0, 0, 0.01, 0, 0])
        tile["/Resources"] = pikepdf.Dictionary()
        page["/Resources"] = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(P=tile))
        page["/Contents"] = pdf.make_stream(b"/Pattern cs /P scn 0 0 600 800 re f")
        pdf.save(path)
    return path


def test_a_pattern_of_endless_tiles_is_refused_and_a_fine_one_is_not(tmp_path, work_dir, open_file):
    assert isinstance(refused(_patterned(tmp_path / "a.pdf", 0.001), work_dir), InputTooLargeError)
    assert open_file(_patterned(tmp_path / "b.pdf", 0.5)).page_count == 1


def test_a_page_of_endless_annotations_is_refused(tmp_path, work_dir):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Square, Rect=pikepdf.Array([0, 0, 9, 9]))
        page["/Annots"] = pikepdf.Array([pdf.make_indirect(note) for _ in range(20_001)])
        pdf.save(tmp_path / "x.pdf")

    assert isinstance(refused(tmp_path / "x.pdf", work_dir), InputTooLargeError)


def test_an_attachment_may_be_packed_well(tmp_path, open_file):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.attachments["log.txt"] = b"nothing happened\n" * 1_000_000
        pdf.save(tmp_path / "x.pdf")

    assert open_file(tmp_path / "x.pdf").page_count == 1
