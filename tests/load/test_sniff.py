import zipfile

import pytest

from redactor.errors import InputError
from redactor.load import SourceKind, sniff


def zipped(path, *names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return path


@pytest.mark.parametrize(
    "data, kind",
    [
        (b"%PDF-1.7\n", SourceKind.PDF),
        (b"\x00junk before\n" * 20 + b"%PDF-1.4\n", SourceKind.PDF),
        (b"\xff\xd8\xff\xe0", SourceKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", SourceKind.PNG),
        (b"MM\x00*\x00\x00", SourceKind.TIFF),
        (b"BM" + bytes(12) + b"\x28\x00\x00\x00", SourceKind.BMP),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", SourceKind.WEBP),
    ],
)
def test_format_is_told_from_content_whatever_the_name(tmp_path, data, kind):
    path = tmp_path / "论文.docx"
    path.write_bytes(data)

    assert sniff(path) is kind


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "office"),
        (b"{\\rtf1", "word"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
        (b"GIF89a", "gif"),
        (b"BMW is a car", "unknown"),
        (b"plain text", "unknown"),
        (b"PK\x03\x04 cut off", "archive"),
    ],
)
def test_other_formats_are_refused_by_name(tmp_path, data, code):
    path = tmp_path / "scan.pdf"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        sniff(path)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "names, code",
    [
        (["[Content_Types].xml", "word/document.xml"], "word"),
        (["[Content_Types].xml", "xl/workbook.xml"], "office"),
        (["OFD.xml", "Doc_0/Document.xml"], "ofd"),
        (["论文.pdf"], "archive"),
    ],
)
def test_zips_are_told_by_their_members(tmp_path, names, code):
    with pytest.raises(InputError) as caught:
        sniff(zipped(tmp_path / "x.pdf", *names))
    assert caught.value.code == code


def test_zip_that_stores_a_pdf_is_no_pdf(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.7\n")

    with pytest.raises(InputError, match="archive"):
        sniff(path)
