"""Own values in strings, streams and raw bytes, however they are written."""

from __future__ import annotations

import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.verify.encoded import byte_needles, unhexed
from redactor.verify.kept import Kept
from redactor.verify.needles import needles_of
from redactor.verify.objects import byte_hits, check_objects, jpeg_extras
from redactor.verify.raw import check_raw


@pytest.fixture
def looked(profile):
    def look(pdf, kept=()):
        leaks, count = check_objects(pdf, needles_of(profile), byte_needles(profile), Kept.of(kept))
        assert count
        return [leak.where for leak in leaks]

    return look


def blank() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    return pdf


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-16-le", "gb18030", "utf-16"])
@pytest.mark.parametrize("value", ["王伟", "Wang Wei", "(王)\\伟"[1:2] + "伟", "15412345678"])
def test_string_in_any_encoding(looked, encoding, value) -> None:
    pdf = blank()
    data = ("by " + value + " 等").encode(encoding)
    pdf.pages[0].obj["/Note"] = pikepdf.Dictionary(A=pikepdf.Array([pikepdf.String(data)]))
    assert looked(pdf) == ["object"]


def test_name_object(looked) -> None:
    pdf = blank()
    pdf.pages[0].obj["/王伟"] = 1
    assert looked(pdf) == ["object"]


def test_unused_indirect_string(looked) -> None:
    pdf = blank()
    pdf.make_indirect(pikepdf.String("云岭设计院"))
    assert looked(pdf) == ["object"]


def test_text_stream_that_nothing_uses(looked) -> None:
    pdf = blank()
    pdf.make_stream("写给 王伟 的信".encode("gbk"))
    assert looked(pdf) == ["object"]


@pytest.mark.parametrize("kind", ["font", "jpeg"])
def test_piece_of_a_pdf_in_binary_bytes(looked, kind) -> None:
    pdf = blank()
    jpeg = {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Filter": pikepdf.Name.DCTDecode,
    }
    noise = b"OTTO" + bytes(range(32)) * 20
    pdf.make_stream(noise + b"/Contents<FEFF738B4F1F>" + noise, **(jpeg if kind == "jpeg" else {}))
    assert looked(pdf) == ["object"]


def test_other_peoples_strings(looked) -> None:
    pdf = blank()
    pdf.pages[0].obj["/Note"] = pikepdf.String("Wang Weimin 154123456789")
    pdf.make_stream(b"Wang Weimin")
    assert looked(pdf) == ["object"]  # the number holds the own one, without bounds
    pdf.pages[0].obj["/Note"] = pikepdf.String("Wang Weimin 15412345679")
    assert looked(pdf) == []


@pytest.mark.parametrize("seed", range(3))
def test_noise_holds_nothing(profile, seed) -> None:
    import random

    noise = random.Random(seed).randbytes(4_000_000)
    assert list(byte_hits(noise, byte_needles(profile), 6)) == []


def test_jpeg_extras_are_segments_and_tail() -> None:
    comment = b"\xff\xfe\x00\x07hello"
    data = b"\xff\xd8" + comment + b"\xff\xda\x00\x02scan\xff\xd9tail"
    assert jpeg_extras(data) == b"hello\ntail"


@given(st.binary(min_size=4, max_size=40))
def test_hexadecimal_strings_are_decoded(data) -> None:
    assert unhexed(b"[<" + data.hex().encode() + b">] TJ") == data


END = b"\nstartxref\n9\n%%EOF\n"


def raw(body: bytes, ids=frozenset({1})) -> bytes:
    return b"%PDF-1.7\n" + body + END


def test_sound_file(profile) -> None:
    data = raw(b"1 0 obj <<>> stream\nq Q\nendstream endobj")
    assert check_raw(data, {1}, byte_needles(profile)) == ([], len(data))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d + b"x",
        lambda d: d + d,
        lambda d: b"junk" + d,
        lambda d: d.replace(b"%%EOF", b""),
        lambda d: d.replace(b"startxref", b"startxref 1 startxref"),
    ],
)
def test_signs_of_other_revisions(profile, change) -> None:
    leaks, _ = check_raw(change(raw(b"")), {1}, byte_needles(profile))
    assert [leak.where for leak in leaks] == ["revision"]


def test_deflated_stream_that_no_table_names(profile) -> None:
    body = zlib.compress(b"BT (Wang Wei) Tj ET")
    data = raw(b"7 0 obj <<>> stream\r\n" + body + b"\nendstream endobj")
    leaks, _ = check_raw(data, {1}, byte_needles(profile))
    assert [leak.where for leak in leaks] == ["raw_bytes"]


def test_object_given_twice(profile) -> None:
    old = zlib.compress("王伟".encode("utf-16-be"))
    data = raw(
        b"1 0 obj <<>> stream\n" + old + b"\nendstream endobj\n"
        b"1 0 obj <<>> stream\nq Q\nendstream endobj"
    )
    leaks, _ = check_raw(data, {1}, byte_needles(profile))
    assert [leak.where for leak in leaks] == ["raw_bytes"]


@pytest.mark.parametrize(
    "text",
    [
        b"% 15412345678",
        "王伟".encode("gbk"),
        b"<" + "王伟".encode("utf-16-be").hex().encode() + b">",
    ],
)
def test_bytes_between_objects(profile, text) -> None:
    leaks, _ = check_raw(raw(text), {1}, byte_needles(profile))
    assert [leak.where for leak in leaks] == ["raw_bytes"]
