"""The contract of ``erase_document``: one new file, whole or absent; the input as it was."""

from __future__ import annotations

import hashlib
import re

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Name

from redactor.erase import EraseError, document, erase_document
from redactor.erase.content import parse
from redactor.errors import OutputError
from tests.erase.conftest import erasure
from tests.erase.drawn import HAN, code, raw_pdf
from tests.erase.look import assert_only_gone, changed_outside, letters

LINE = f"BT /F0 12 Tf 60 200 Td {code('李娜、王伟、赵强')} Tj ET"


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def test_input_file_is_not_altered(bench):
    bench.write(raw_pdf(LINE))
    before = fingerprint(bench.working)

    bench.erase_value("王伟")

    assert fingerprint(bench.working) == before


def test_same_input_gives_the_same_bytes(bench):
    bench.write(raw_pdf(LINE, LINE))
    gone = [bench.say("王伟"), bench.say("赵强", page_no=2)]

    first = bench.erase(*gone)
    data, marks = first.data, first.marks
    second = bench.erase(*gone)

    assert second.data == data
    assert second.marks == marks


def test_file_is_one_revision_and_ends_at_its_end(bench):
    with pymupdf.open("pdf", raw_pdf(LINE)) as document:
        document.save(bench.source)
    with pymupdf.open(bench.source) as document:
        document[0].insert_text((60, 150), "王伟", **HAN)
        document.saveIncr()
    bench.source.write_bytes(bench.source.read_bytes() + b"\n% tail 15412345678\n")
    bench.write(bench.source.read_bytes())

    data = bench.erase_value("王伟").data

    assert data.count(b"%%EOF") == data.count(b"startxref") == 1
    assert data.endswith(b"%%EOF\n")
    assert b"/Prev" not in data
    assert b"15412345678" not in data


def test_text_of_an_earlier_revision_is_gone(bench):
    bench.write(raw_pdf("BT /helv 12 Tf 60 200 Td (Wangwei wrote this) Tj ET"))
    with pymupdf.open(bench.working) as document:
        document.update_stream(document[0].get_contents()[0], b"BT /helv 12 Tf (x) Tj ET")
        document.saveIncr()

    assert not bench.erase().holds("Wangwei")


def test_encrypted_file_comes_out_plain_and_erased(bench):
    with pymupdf.open("pdf", raw_pdf(LINE)) as document:
        options = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "o", "user_pw": ""}
        bench.write(document.tobytes(**options))

    erased = bench.erase_value("王伟")

    with pikepdf.open(erased.path) as pdf:
        assert not pdf.is_encrypted
    assert_only_gone(erased, "王伟")


def test_pages_keep_number_size_turn_and_order(bench):
    def draw(document):
        for i, (width, height) in enumerate([(400, 300), (595, 842), (842, 595)]):
            page = document.new_page(width=width, height=height)
            page.insert_text((60, 100), f"第{'一二三'[i]}页", **HAN)
            page.set_rotation(90 * i)

    bench.draw(draw)

    erased = bench.erase_value("一")

    with pymupdf.open(erased.working) as before, pymupdf.open(erased.path) as after:
        assert [(p.rect, p.rotation) for p in before] == [(p.rect, p.rotation) for p in after]
    assert [erased.text(n) for n in (1, 2, 3)] == ["第页" + erased.tokens(), "第二页", "第三页"]


def test_page_without_erasures_is_the_same(bench):
    bench.write(raw_pdf(LINE, LINE))

    erased = bench.erase_value("王伟", page_no=2)

    assert letters(erased.path, 1) == letters(erased.working, 1)
    assert changed_outside(erased, 1, levels=0) == 0


def test_marks_are_told_by_page(bench):
    bench.write(raw_pdf(LINE, "", LINE))

    erased = bench.erase(bench.say("李娜", page_no=3), bench.say("赵强"), bench.say("王伟"))

    assert [m.page_no for m in erased.marks] == [1, 1, 3]


def test_pictures_are_looked_for_only_where_a_page_may_have_some(bench, monkeypatch):
    looked = []
    look = document.blank_on_page
    monkeypatch.setattr(document, "blank_on_page", lambda *a: looked.append(1) or look(*a))
    image = "q 50 0 0 50 300 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q "
    bench.write(raw_pdf(LINE, image + LINE, LINE))

    assert_only_gone(bench.erase_value("王伟"), "王伟")
    assert looked == [1]


def test_nothing_to_erase_gives_a_clean_copy(bench):
    bench.write(raw_pdf(LINE))

    erased = bench.erase()

    assert erased.marks == ()
    assert erased.text() == "李娜、王伟、赵强"


@pytest.mark.parametrize("page_no", [0, 2, -1])
def test_erasure_on_a_page_that_is_not_there_is_refused(bench, page_no):
    bench.write(raw_pdf(LINE))

    with pytest.raises(EraseError):
        bench.erase(erasure((60, 90, 80, 110), page_no=page_no))

    assert not (bench.folder / "erased.pdf").exists()


def test_damaged_file_is_refused_without_a_word_of_its_content(bench):
    bench.working = bench.folder / "damaged.pdf"
    bench.working.write_bytes(b"%PDF-1.7\n1 0 obj <</Type/Catalog/Title(Wangwei)>> endobj\n")

    with pytest.raises(EraseError) as caught:
        bench.erase()

    chain, error = [], caught.value
    while error is not None:
        chain.append(f"{error!r}")
        error = error.__cause__
    assert not re.search("Wangwei", " ".join(chain))
    assert not (bench.folder / "erased.pdf").exists()


def test_a_page_drawn_by_what_is_coded_as_a_picture_is_no_unforeseen_error():
    with pikepdf.new() as pdf:
        pdf.add_blank_page().obj["/Contents"] = pdf.make_stream(b"q Q", Filter=Name.JBIG2Decode)
        with pytest.raises(EraseError):
            parse(pdf.pages[0].obj)


def test_failed_writing_leaves_no_file_behind(bench):
    bench.write(raw_pdf(LINE))
    target = bench.folder / "taken"
    target.mkdir()
    before = sorted(bench.folder.iterdir())

    with pytest.raises(OutputError):
        erase_document(bench.working, target, (), ())

    assert sorted(bench.folder.iterdir()) == before
    assert list(target.iterdir()) == []


def test_older_result_is_replaced(bench):
    bench.write(raw_pdf(LINE))
    (bench.folder / "erased.pdf").write_bytes(b"old")

    assert bench.erase().data.startswith(b"%PDF")


@pytest.mark.parametrize("where", ["field", "note"])
def test_baked_field_or_note_loses_the_name(bench, where):
    def draw(document):
        page = document.new_page(width=400, height=300)
        page.insert_text((60, 50), "李娜、赵强", **HAN)
        if where == "field":
            widget = pymupdf.Widget()
            widget.field_type, widget.field_name = pymupdf.PDF_WIDGET_TYPE_TEXT, "Wangwei"
            widget.rect, widget.field_value = pymupdf.Rect(60, 100, 200, 120), "by Wangwei"
            widget.text_font, widget.text_fontsize = "helv", 12
            page.add_widget(widget)
        else:
            page.add_freetext_annot((60, 100, 200, 120), "by Wangwei", fontname="helv")

    bench.draw(draw)

    erased = bench.erase_value("Wangwei", token="[X]")

    assert not erased.holds("Wangwei")
    assert erased.text() == "李娜、赵强by" + erased.tokens()
    assert changed_outside(erased) == 0
    with pymupdf.open(erased.path) as document:
        assert not document.is_form_pdf
        assert not list(document[0].annots()) and not list(document[0].widgets())


def test_nothing_among_the_contents_is_passed_over(bench):
    """Readers skip a null between content streams; so must what rewrites them."""

    def break_up(pdf):
        page = pdf.pages[0].obj
        page["/Contents"] = pdf.make_indirect(Array([None, page["/Contents"]]))

    content = f"BT /F0 12 Tf 60 200 Td 14 TL {code('李娜')} ' {code('王伟')} ' ET"
    bench.write(raw_pdf(content, change=break_up))

    assert_only_gone(bench.erase_value("王伟"), "王伟")
