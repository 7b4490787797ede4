"""Damaged files: what MuPDF leaves out without a word is told, and what is whole is not."""

import io
import re
import zlib

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from redactor.config.records import Limits
from redactor.errors import InputError
from redactor.load import load

PRINT = b"BT /F 20 Tf 20 100 Td (printed) Tj ET\n" * 9
NOISE = np.random.default_rng(1).integers(0, 255, (80, 120, 3), np.uint8)
JPEG = cv2.imencode(".jpg", NOISE)[1].tobytes()
JP2 = cv2.imencode(".jp2", NOISE)[1].tobytes()
FLATE = zlib.compress(NOISE.tobytes())
PACKED = zlib.compress(PRINT + NOISE.tobytes().hex().encode() + b" Tj")


def with_content(content, kind=None):
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200)).obj
    page.Contents = Stream(pdf, content)
    if kind:
        page.Contents.Filter = Name(kind)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    return pdf


def with_picture(data, kind):
    pdf = with_content(b"q 300 0 0 200 0 0 cm /I Do Q")
    picture = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80)
    picture.BitsPerComponent, picture.ColorSpace = 8, Name.DeviceRGB
    picture.Filter = Name(kind)
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=picture)
    return pdf


def written(pdf, **options):
    """The bytes of the file, its streams as they are."""
    target = io.BytesIO()
    as_is = pikepdf.StreamDecodeLevel.none
    pdf.save(target, compress_streams=False, stream_decode_level=as_is, **options)
    return target.getvalue()


def damaged(data, folder):
    """The damaged pages, once every page was drawn."""
    path = folder / "upload.pdf"
    path.write_bytes(data)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    with load(path, work, Limits()) as document:
        for page_no in range(1, document.page_count + 1):
            document.text_layer(page_no)
            document.render(page_no, 100)
        return document.damaged


@pytest.mark.parametrize(
    "pdf",
    [
        with_picture(JPEG[: len(JPEG) // 2], "/DCTDecode"),
        with_picture(b"nothing of a picture", "/DCTDecode"),
        with_picture(JP2[: len(JP2) // 2], "/JPXDecode"),
        with_picture(FLATE[: len(FLATE) // 2], "/FlateDecode"),
        with_picture(b"", "/FlateDecode"),
        with_picture(b"nothing of a picture", "/JBIG2Decode"),
        with_picture(JPEG, "/Unheard"),
        with_content(PACKED[: len(PACKED) // 2], "/FlateDecode"),
        with_content(b"nothing of a page", "/FlateDecode"),
        with_content(PRINT + b"BT (that never ends " + PRINT),
        with_content(PRINT + b"/Missing Do"),
        with_content(PRINT + b"BI /W 99 /H 99 /BPC 8 /CS /RGB ID cut"),
    ],
)
def test_page_with_content_that_cannot_be_drawn_is_damaged(pdf, tmp_path):
    assert damaged(written(pdf), tmp_path) == {1}


@pytest.mark.parametrize(
    "pdf",
    [
        with_picture(JPEG, "/DCTDecode"),
        with_picture(JPEG[:-2], "/DCTDecode"),  # some scanners forget the end mark
        with_picture(JP2, "/JPXDecode"),
        with_picture(FLATE, "/FlateDecode"),
        with_content(zlib.compress(PRINT), "/FlateDecode"),
        with_content(PRINT + b"unheard\n" + PRINT),
        with_content(b""),
    ],
)
def test_page_that_is_drawn_whole_is_not_damaged(pdf, tmp_path):
    assert damaged(written(pdf), tmp_path) == set()


def test_bad_table_of_objects_alone_is_no_damage(tmp_path):
    data = written(with_content(PRINT))

    assert damaged(re.sub(rb"startxref\s+\d+", b"startxref\n7", data), tmp_path) == set()
    assert damaged(data[: data.rindex(b"xref\n0")], tmp_path) == set()


@pytest.mark.parametrize("lost", [b"/F", b"/Contents", b"/Annots"])
def test_page_that_names_what_was_cut_off_is_damaged(lost, tmp_path):
    pdf = with_content(PRINT)
    page = pdf.pages[0].obj
    page.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text))])
    page.Annots[0].Rect = [0, 0, 9, 9]
    page.Resources.Font.F = pdf.make_indirect(page.Resources.Font.F)
    data = written(pdf)
    number = int(re.search(lost + rb" \[? ?(\d+) 0 R", data)[1])
    left = re.sub(rb"(?s)\n%d 0 obj.*?endobj" % number, b"", data)

    assert damaged(left, tmp_path) == {1}


def test_object_that_cannot_be_read_is_as_good_as_lost(tmp_path):
    pdf = with_content(PRINT)
    pdf.pages[0].obj.Resources.Font.F = pdf.make_indirect(Dictionary(Torn=1))
    data = re.sub(rb"/Torn 1", b"]", written(pdf))

    assert damaged(data, tmp_path) == {1}


def test_file_that_has_lost_a_page_is_refused(tmp_path):
    pdf = with_content(PRINT)
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.Contents = Stream(pdf, PRINT)
    data = written(pdf)
    second = int(re.search(rb"/Kids \[ \d+ 0 R (\d+) 0 R", data)[1])
    cut = re.sub(rb"(?s)\n%d 0 obj.*?endobj" % second, b"", data)

    with pytest.raises(InputError) as caught:
        damaged(cut, tmp_path)
    assert caught.value.code == "corrupt"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("objects", ["disable", "generate"])
def test_cut_file_is_never_read_as_whole(share, objects, tmp_path):
    pdf = with_content(PRINT)
    others = [with_picture(JPEG, "/DCTDecode") for _ in range(3)]
    for other in others:
        pdf.pages.append(other.pages[0])
    data = written(pdf, object_stream_mode=pikepdf.ObjectStreamMode[objects])

    try:
        found = damaged(data[: round(share * len(data))], tmp_path)
    except InputError as error:
        assert error.code == "corrupt"
    else:
        assert found
