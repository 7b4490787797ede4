"""Planted leaks are found, planted damage is found, and a clean file passes."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pymupdf
import pytest

from redactor.datatypes import Action, Band, Char, Entity, Likeness, Mark, PageText, Spotted
from redactor.errors import InputError, MissingModelError, OutputError
from redactor.geometry import PtBox, PtQuad
from redactor.verify import document, reading
from redactor.verify.pixels import RENDER_DPI

CHINESE = {"fontname": "china-s", "fontsize": 12}
NAME = (100, 88, 124, 103)  # the box of 王伟 in ``form``


def form(doc: pymupdf.Document) -> None:
    """姓名：王伟, and text that must stay."""
    page = doc[0]
    page.insert_text((40, 100), "姓名", **CHINESE)
    page.insert_text((100, 100), "王伟", **CHINESE)
    page.insert_text((130, 100), "高级工程师", **CHINESE)
    page.insert_text((40, 140), "李娜 张强 Li Na, 2024", **CHINESE)


def wheres(verdict) -> set[str]:
    return {leak.where for leak in verdict.leaks}


def whats(verdict) -> set[str]:
    return {damage.what for damage in verdict.damage}


def test_clean_file_passes(bench) -> None:
    bench.write(form)
    bench.redact(NAME)
    verdict = bench.verify()
    assert verdict == verdict.__class__(checks=verdict.checks)
    assert verdict.passed
    assert verdict.checks["pages"] == 1
    assert verdict.checks["characters"] > 15
    assert verdict.checks["pixels"] > 100_000
    assert verdict.checks["marks"] == 1


def test_unmarked_page_passes(bench) -> None:
    bench.write(lambda doc: doc[0].insert_text((40, 100), "李娜", **CHINESE))
    bench.redact()
    assert bench.verify().passed


def test_pages_that_were_compared_are_handed_on_as_drawn(bench) -> None:
    def another_size(doc):
        doc[1].set_mediabox(pymupdf.Rect(0, 0, 380, 500))

    bench.write(form, pages=3)
    bench.redact(NAME, late=another_size)
    drawn = []
    bench.verify(on_drawn=lambda *page: drawn.append(page))
    assert [page_no for page_no, *_ in drawn] == [1, 3]
    _, geometry, before, after = drawn[0]
    assert geometry.dpi == RENDER_DPI
    assert before.shape == after.shape and (before != after).any()
    assert (drawn[1][2] == drawn[1][3]).all()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_clean_turned_and_cropped_page_passes(bench, rotation) -> None:
    def turned(doc):
        form(doc)
        doc[0].set_cropbox(pymupdf.Rect(20, 30, 390, 480))
        doc[0].set_rotation(rotation)

    bench.write(turned)
    bench.redact((80, 58, 104, 73))
    verdict = bench.verify()
    assert (verdict.leaks, verdict.damage) == ((), ())


class TestLeaks:
    def test_text_below_a_white_box(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME, remove=False)
        verdict = bench.verify()
        assert "text" in wheres(verdict)
        assert any(leak.entity is Entity.NAME and leak.quads for leak in verdict.leaks)

    def test_text_below_a_mark_that_is_no_own_value(self, bench) -> None:
        bench.write(lambda doc: doc[0].insert_text((100, 100), "玉伟", **CHINESE))
        bench.redact(NAME, remove=False)
        assert "text" in wheres(bench.verify())

    def test_name_that_was_missed(self, bench) -> None:
        bench.write(lambda d: (form(d), d[0].insert_text((60, 300), "王 伟", **CHINESE)))
        bench.redact(NAME)
        assert wheres(bench.verify()) >= {"text"}

    def test_name_over_two_lines(self, bench) -> None:
        def wrapped(doc):
            doc[0].insert_text((200, 300), "申报人王", **CHINESE)
            doc[0].insert_text((40, 316), "伟同志", **CHINESE)

        bench.write(wrapped)
        bench.redact()
        assert "text" in wheres(bench.verify())

    def test_name_in_a_narrow_cell(self, bench) -> None:
        def stacked(doc):
            for text, x, y in [("伟", 60, 320), ("性别", 100, 300), ("民族", 100, 320)]:
                doc[0].insert_text((x, y), text, **CHINESE)
            doc[0].insert_text((60, 300), "王", **CHINESE)

        bench.write(stacked)
        bench.redact()
        assert "text" in wheres(bench.verify())

    def test_characters_drawn_in_another_order(self, bench) -> None:
        def shuffled(doc):
            doc[0].insert_text((112, 300), "伟", **CHINESE)
            doc[0].insert_text((300, 400), "完", **CHINESE)
            doc[0].insert_text((100, 300), "王", **CHINESE)

        bench.write(shuffled)
        bench.redact()
        assert "text" in wheres(bench.verify())

    @pytest.mark.parametrize(
        "text",
        [
            "Wang Wei and Li Na",
            "WEI, WANG",
            "1599 0119 8504 1200 0X",
            "8615412345678",
            "wangwei@yunling-wd.example",
            "www.yunling-wd.example",
            "云岭设计院资料",
            "Yunling Water\u00a0Design Institute",
            "159901850412000",
            "154****5678",
        ],
    )
    def test_other_spellings(self, bench, text) -> None:
        bench.write(lambda d: d[0].insert_text((40, 200), text, **CHINESE))
        bench.redact()
        assert "text" in wheres(bench.verify())

    @pytest.mark.parametrize("text", ["Wang Weimin", "15412345679", "李娜 王韦", "包头市第四中学"])
    def test_other_peoples_values_are_no_leak(self, bench, text) -> None:
        bench.write(lambda d: d[0].insert_text((40, 200), text, **CHINESE))
        bench.redact()
        assert bench.verify().passed

    def test_hidden_text(self, bench) -> None:
        bench.write(form)
        bench.redact(
            NAME, late=lambda d: d[0].insert_text((60, 300), "王伟", render_mode=3, **CHINESE)
        )
        assert wheres(bench.verify()) >= {"text"}

    def test_white_text(self, bench) -> None:
        bench.write(form)
        bench.redact(
            NAME, late=lambda d: d[0].insert_text((60, 300), "王伟", color=(1, 1, 1), **CHINESE)
        )
        assert "text" in wheres(bench.verify())

    def test_text_off_the_page(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME, late=lambda d: d[0].insert_text((900, 300), "王伟", **CHINESE))
        assert "text" in wheres(bench.verify())

    def test_text_of_a_layer_that_is_off(self, bench) -> None:
        def layered(doc):
            layer = doc.add_ocg("notes", on=False)
            doc[0].insert_text((60, 300), "王伟", oc=layer, **CHINESE)

        bench.write(form)
        bench.redact(NAME, late=layered)
        assert "text" in wheres(bench.verify())

    @pytest.mark.parametrize(
        "plant, where",
        [
            (lambda d: d.set_metadata({"author": "王伟"}), {"object", "metadata"}),
            (lambda d: d.set_xml_metadata("<x:xmpmeta>王伟</x:xmpmeta>"), {"object", "metadata"}),
            (lambda d: d.set_xml_metadata("<x>&#29579;&#x4F1F;</x>"), {"object"}),
            (lambda d: d.embfile_add("a.txt", "王伟".encode()), {"object", "attachment"}),
            (lambda d: d.embfile_add("a.txt", "王伟".encode("gbk")), {"object", "attachment"}),
            (lambda d: d.embfile_add("王伟.txt", b"nothing"), {"object", "attachment"}),
            (lambda d: d.set_toc([[1, "王伟", 1]]), {"object", "bookmark"}),
            (lambda d: d[0].add_text_annot((9, 9), "王伟"), {"object", "annotation"}),
            (lambda d: d.add_ocg("王伟"), {"object"}),
            (
                lambda d: d.set_page_labels([{"startpage": 0, "prefix": "wangwei"}]),
                {"object", "page_label"},
            ),
        ],
        ids=[
            "info",
            "xmp",
            "xmp_references",
            "attachment",
            "attachment_gbk",
            "attachment_name",
            "bookmark",
            "annotation",
            "layer",
            "page_label",
        ],
    )
    def test_hidden_carriers(self, bench, plant, where) -> None:
        bench.write(form)
        bench.redact(NAME, late=plant)
        assert wheres(bench.verify()) >= where

    def test_form_field(self, bench) -> None:
        def field(doc):
            widget = pymupdf.Widget()
            widget.rect, widget.field_type = pymupdf.Rect(40, 300, 90, 320), 7
            widget.field_name, widget.field_value = "holder", "15412345678"
            doc[0].add_widget(widget)

        bench.write(form)
        bench.redact(NAME, late=field)
        assert wheres(bench.verify()) >= {"object", "form", "annotation"}

    def test_page_that_the_file_does_not_count(self, bench) -> None:
        bench.write(form, pages=2)
        bench.redact(NAME)
        data = bench.redacted.read_bytes()
        bench.redacted.write_bytes(data.replace(b"/Count 2", b"/Count 1"))
        assert "hidden_page" in wheres(bench.verify())

    def test_carrier_without_an_own_value(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME, late=lambda d: d.set_toc([[1, "Chapter", 1]]))
        assert wheres(bench.verify()) == {"bookmark"}

    def test_earlier_revision(self, bench) -> None:
        bench.write(form)
        doc = pymupdf.open(bench.original)
        doc.set_metadata({})
        doc.save(bench.redacted)
        doc.close()
        doc = pymupdf.open(bench.redacted)
        doc[0].add_redact_annot(NAME)
        doc[0].apply_redactions()
        doc.saveIncr()
        doc.close()
        assert wheres(bench.verify()) >= {"revision", "object"}

    def test_object_that_was_replaced(self, bench) -> None:
        bench.write(lambda d: d[0].insert_text((40, 100), "Wang Wei"))
        doc = pymupdf.open(bench.original)
        doc.set_metadata({})
        doc.save(bench.redacted, deflate=True)
        doc.close()
        doc = pymupdf.open(bench.redacted)
        doc.update_stream(doc[0].get_contents()[0], b"q Q")
        doc.saveIncr()
        doc.close()
        assert wheres(bench.verify()) == {"revision", "raw_bytes"}

    def test_bytes_after_the_end(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME)
        with bench.redacted.open("ab") as file:
            file.write("wang wei".encode("utf-16-le"))
        assert wheres(bench.verify()) == {"revision", "raw_bytes"}

    def test_comment_between_objects(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME)
        data = bench.redacted.read_bytes()
        at = data.index(b"\n", data.index(b"%PDF-")) + 1
        bench.redacted.write_bytes(data[:at] + b"% " + "王伟".encode("gbk") + b"\n" + data[at:])
        assert "raw_bytes" in wheres(bench.verify())

    def test_actual_text_in_page_content(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME)
        span = b"/Span <</ActualText <FEFF738B4F1F>>> BDC EMC\n"
        with pikepdf.open(bench.redacted, allow_overwriting_input=True) as pdf:
            page = pdf.pages[0]
            page.contents_coalesce()
            page.Contents = pdf.make_stream(span + page.Contents.read_bytes())
            pdf.save(bench.redacted)
        assert "object" in wheres(bench.verify())


class TestKept:
    def test_longer_name_is_kept(self, bench) -> None:
        bench.write(lambda d: (form(d), d[0].insert_text((60, 300), "王伟民", **CHINESE)))
        bench.redact(NAME)
        bench.keep((60, 288, 72, 303), (72, 288, 84, 303), (84, 288, 96, 303), value="王伟民")
        assert bench.verify().passed

    def test_own_name_beside_a_kept_longer_name_is_a_leak(self, bench) -> None:
        bench.write(lambda d: (form(d), d[0].insert_text((60, 300), "王伟民王伟", **CHINESE)))
        bench.redact(NAME)
        bench.keep((60, 288, 72, 303), (72, 288, 84, 303), (84, 288, 96, 303), value="王伟民")
        verdict = bench.verify()
        places = [leak.quads[0].tl[0] for leak in verdict.leaks if leak.where == "text"]
        assert places and all(x == pytest.approx(96, abs=1) for x in places)

    def test_kept_name_on_another_page_explains_nothing(self, bench) -> None:
        bench.write(lambda d: d[1].insert_text((60, 300), "王伟", **CHINESE), pages=2)
        bench.redact()
        bench.keep((60, 288, 72, 303), (72, 288, 84, 303), value="王伟")
        assert [leak.page_no for leak in bench.verify().leaks if leak.where == "text"]

    def test_own_name_taken_for_anothers_is_a_leak(self, bench) -> None:
        bench.write(lambda d: (form(d), d[0].insert_text((60, 300), "王伟", **CHINESE)))
        bench.redact(NAME)
        bench.keep((60, 288, 72, 303), (72, 288, 84, 303), value="王伟")
        (kept,) = bench.kept
        others = replace(kept.finding, likeness=Likeness.OTHER)
        bench.kept = [replace(kept, finding=others, action=Action.KEEP, reason="other_person")]
        assert "text" in wheres(bench.verify())
        bench.kept = [replace(bench.kept[0], reason="answered_keep")]
        assert bench.verify().passed

    def test_kept_organisation_does_not_explain_a_name(self, bench) -> None:
        bench.write(lambda d: d[0].insert_text((60, 300), "王伟律师事务所", **CHINESE))
        bench.redact()
        bench.keep((60, 288, 144, 303), value="王伟律师事务所", entity=Entity.EMPLOYER)
        assert "text" in wheres(bench.verify())

    def test_redact_decision_explains_nothing(self, bench) -> None:
        bench.write(lambda d: d[0].insert_text((60, 300), "王伟", **CHINESE))
        bench.redact()
        bench.keep((60, 288, 72, 303), (72, 288, 84, 303), value="王伟")
        bench.kept = [replace(bench.kept[0], action=Action.REDACT)]
        assert "text" in wheres(bench.verify())


class TestDamage:
    def change(self, bench, act, **options) -> set[str]:
        bench.write(form)
        bench.redact(NAME, late=act)
        return whats(bench.verify(**options))

    def test_removed_neighbour(self, bench) -> None:
        bench.write(form)
        bench.redact((100, 88, 128, 103))
        bench.marks[0] = replace(bench.marks[0], quad=PtQuad.from_box(PtBox(*NAME)))
        doc = pymupdf.open(bench.original)
        doc[0].add_redact_annot((100, 88, 141, 103), fill=False)
        doc[0].apply_redactions()
        bench.finish(doc)
        verdict = bench.verify()
        assert whats(verdict) == {"pixels", "text"}
        box = next(d.box for d in verdict.damage if d.what == "pixels")
        assert 129 < box.x0 < 133 and box.x1 < 143 and 85 < box.y0 < box.y1 < 105

    def test_moved_text(self, bench) -> None:
        bench.write(form)

        def moved(doc):
            doc[0].add_redact_annot((38, 128, 300, 143), fill=False)
            doc[0].apply_redactions()
            doc[0].insert_text((41, 140), "李娜 张强 Li Na, 2024", **CHINESE)

        bench.redact(NAME, late=moved)
        assert whats(bench.verify()) == {"pixels", "text"}

    def test_wrong_character_that_looks_the_same(self, bench) -> None:
        bench.write(lambda d: d[0].insert_text((40, 100), "Page 10", fontname="helv"))
        doc = pymupdf.open()
        doc.new_page(width=400, height=500).insert_text((40, 100), "Page 1O", fontname="helv")
        bench.finish(doc)
        assert "text" in whats(bench.verify())

    @pytest.mark.parametrize(
        "colour, damage", [((0.5, 0.2, 0.2), set()), ((0, 0, 0), {"text", "pixels"})]
    )
    def test_text_of_the_colour_of_its_ground_is_none(self, bench, colour, damage) -> None:
        def ground(doc):
            # The ground's border lies in the characters' boxes.
            doc[0].draw_rect((50, 320, 150, 332), color=None, fill=(0.5, 0.2, 0.2))

        def written(doc):
            ground(doc)
            doc[0].insert_text((60, 330), "name", color=colour)

        bench.write(written)
        doc = pymupdf.open()
        doc.new_page(width=400, height=500)
        ground(doc)
        bench.finish(doc)

        assert {found.what for found in bench.verify().damage} == damage

    def test_hidden_text_that_was_removed_is_none(self, bench) -> None:
        def hidden(doc):
            form(doc)
            doc[0].insert_text((60, 300), "hidden", render_mode=3)
            doc[0].insert_text((60, 330), "white", color=(1, 1, 1))
            doc[0].insert_text((900, 330), "off the page")

        bench.write(hidden)
        doc = pymupdf.open(bench.original)
        doc[0].add_redact_annot((50, 280, 390, 340), fill=False)
        doc[0].apply_redactions()
        clip = doc.tobytes(garbage=4)
        doc.close()
        bench.finish(pymupdf.open("pdf", clip))
        assert whats(bench.verify()) == set()

    def test_changed_pixel(self, bench) -> None:
        def dot(doc):
            doc[0].draw_rect((200, 200, 200.6, 200.6), color=None, fill=(0.7, 0.7, 0.7))

        assert self.change(bench, dot) == {"pixels"}

    def test_dropped_page(self, bench) -> None:
        bench.write(form, pages=2)
        bench.redact(NAME, late=lambda d: d.delete_page(1))
        assert whats(bench.verify()) == {"page_count"}

    def test_turned_page(self, bench) -> None:
        assert "page_size" in self.change(bench, lambda d: d[0].set_rotation(180))

    def test_cropped_page(self, bench) -> None:
        crop = pymupdf.Rect(10, 0, 400, 500)
        assert "page_size" in self.change(bench, lambda d: d[0].set_cropbox(crop))

    def test_changed_order(self, bench) -> None:
        bench.write(lambda d: (form(d), d[1].insert_text((40, 50), "other")), pages=2)
        bench.redact(NAME, late=lambda d: d.move_page(1, 0))
        verdict = bench.verify()
        assert {d.page_no for d in verdict.damage} == {1, 2}

    def test_missing_mark(self, bench) -> None:
        bench.write(form)
        bench.redact(NAME)
        quad = PtQuad.from_box(PtBox(200, 300, 240, 314))
        bench.marks.append(Mark(1, Entity.NAME, quad, "[姓名]"))
        assert "mark" in whats(bench.verify())

    def test_foreign_ink_in_a_mark(self, bench) -> None:
        bench.write(form)
        bench.redact(
            NAME, late=lambda d: d[0].draw_line((104, 95), (120, 95), color=(0.9, 0.9, 0.9))
        )
        assert wheres(bench.verify()) == {"pixels"}


class TestReading:
    def scan(self, bench) -> None:
        bench.write(lambda d: d[0].draw_rect((40, 40, 100, 60), fill=(0, 0, 0)))
        bench.redact((40, 88, 64, 103))

    def test_ocr_page_is_read_whole_and_others_around_marks(self, bench, scripted) -> None:
        bench.write(form, pages=3)
        bench.redact(NAME)
        reader = scripted([("高级工程师", 40, 100)])
        assert bench.verify(reader, ocr_pages=[2]).passed
        assert set(reader.asked) == {(1, False), (2, True)}
        assert reader.told[0] and reader.told[-1] is None

    def test_lines_of_a_page_with_a_drawing_are_searched(self, bench, scripted) -> None:
        def drawn(document: pymupdf.Document) -> None:
            form(document)
            document[0].draw_circle((300, 300), 40)

        bench.write(drawn)
        bench.redact(NAME)
        reader = scripted([("高级工程师", 40, 100)])
        assert bench.verify(reader).passed
        assert reader.told == [None]

    @pytest.mark.parametrize(
        "line, entity",
        [
            ("申报人 王伟 同志", "name"),
            ("身份证1599O119850412OOOX", "id_number"),
            ("159901198504120O7X", "id_number"),
            ("手机1541234S678", "phone"),
            ("电话 154 1234 5679", "phone"),
        ],
    )
    def test_own_value_is_read(self, bench, scripted, line, entity) -> None:
        self.scan(bench)
        verdict = bench.verify(scripted([(line, 40, 200)]), ocr_pages=[1])
        assert [(leak.where, leak.entity) for leak in verdict.leaks] == [("ocr", entity)]

    def test_own_name_down_a_narrow_cell_is_read(self, bench, scripted) -> None:
        self.scan(bench)
        rows = [("王", 40), ("李", 90), ("质量", 200), ("伟", 40), ("娜", 90), ("合格", 200)]
        lines = [(text, x, 200 + 20 * (n // 3)) for n, (text, x) in enumerate(rows)]
        verdict = bench.verify(scripted(lines), ocr_pages=[1])
        assert [(leak.where, leak.entity) for leak in verdict.leaks] == [("ocr", "name")]

    @pytest.mark.parametrize(
        "line", ["[姓名] 高级工程师", "王韦", "15990219900215004X", "15498765432", "2024-05-01"]
    )
    def test_other_text_is_no_leak(self, bench, scripted, line) -> None:
        self.scan(bench)
        assert bench.verify(scripted([(line, 40, 200)]), ocr_pages=[1]).passed

    @pytest.mark.parametrize("turn", [0, 90])
    def test_own_value_in_a_small_picture_is_read(self, bench, scripted, turn) -> None:
        class Closely(scripted):
            def read(self, image, geometry, *given, **more):
                page = super().read(image, geometry, *given, **more)
                chars = page.text.chars if geometry.dpi > 1000 else ()
                return replace(page, text=PageText(1, tuple(map(fine, chars))))

        def fine(char: Char) -> Char:
            if char.quad is None:
                return char
            corners = char.quad.corners
            return replace(char, quad=PtQuad(*((x / 4, y / 4) for x, y in corners)))

        def drawn(document: pymupdf.Document) -> None:
            sheet = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1000, 600))
            sheet.clear_with(200)
            sheet.set_rect(pymupdf.IRect(100, 100, 900, 300), (0,))
            document[0].insert_image((300, 400, 320, 412), pixmap=sheet)
            document[0].set_rotation(turn)

        bench.write(drawn)
        bench.redact((40, 88, 64, 103))
        verdict = bench.verify(Closely([("申报人 王伟 同志", 1, 11)]), ocr_pages=[1])
        assert [(leak.where, leak.entity) for leak in verdict.leaks] == [("ocr", "name")]
        assert all(q.box.x0 >= 300 and q.box.y0 >= 400 for q in verdict.leaks[0].quads)

    def test_kept_place_explains_the_reading(self, bench, scripted) -> None:
        self.scan(bench)
        bench.keep((61, 191, 98, 203), value="王伟民")
        reader = scripted([("王伟民", 60, 200)])
        assert bench.verify(reader, ocr_pages=[1]).passed

    def test_sure_spotting_is_a_leak_and_a_doubtful_one_is_none(self, bench, scripted) -> None:
        self.scan(bench)
        quad = PtQuad.from_box(PtBox(40, 300, 64, 314))
        for band, leaks in ((Band.SURE, {"ocr"}), (Band.ASK, set())):
            spotted = Spotted(0, 1, -1.0, band, (quad, quad))
            reader = scripted([("玉佛同志", 40, 310)], [spotted])
            assert wheres(bench.verify(reader, ocr_pages=[1])) == leaks

    def test_failed_reading_leaves_the_page_unread(self, bench, scripted) -> None:
        self.scan(bench)
        verdict = bench.verify(scripted(error=InputError("too dark")), ocr_pages=[1])
        assert verdict.unread_pages == (1,)

    def test_more_small_pictures_than_are_looked_at_leave_the_page_unread(
        self, bench, scripted, monkeypatch
    ) -> None:
        self.scan(bench)
        reader = scripted([("高级", 40, 100)])
        assert bench.verify(reader, ocr_pages=[1]).passed
        monkeypatch.setattr(reading, "closer_looks", lambda *_: ([], False))
        assert bench.verify(reader, ocr_pages=[1]).unread_pages == (1,)

    def test_missing_weights_stop_the_verification(self, bench, scripted) -> None:
        self.scan(bench)
        with pytest.raises(MissingModelError):
            bench.verify(scripted(error=MissingModelError("gone")), ocr_pages=[1])

    def test_reading_without_our_own_token_leaves_the_page_unread(self, bench, scripted) -> None:
        self.scan(bench)
        assert bench.verify(scripted(), ocr_pages=[1]).unread_pages == (1,)

    def test_much_less_text_than_before_leaves_the_page_unread(self, bench, scripted) -> None:
        self.scan(bench)
        reader = scripted([("高级", 40, 100)])
        verdict = bench.verify(reader, ocr_pages=[1], first_chars={1: 400})
        assert verdict.unread_pages == (1,)


class TestRobustness:
    def test_file_that_is_no_pdf(self, bench) -> None:
        bench.write(form)
        bench.redacted.write_bytes(b"%PDF-1.4\n%%EOF\n")
        with pytest.raises(OutputError) as caught:
            bench.verify()
        assert caught.value.code == "verify_failed"

    def test_errors_quote_nothing_of_the_file(self, bench) -> None:
        bench.write(form)
        bench.redacted.write_bytes("王伟".encode() * 50)
        with pytest.raises(OutputError) as caught:
            bench.verify()
        assert "王伟" not in str(caught.value) and caught.value.__cause__ is None


def test_all_marks_are_drawn_anew_before_the_first_page_is_compared(bench, monkeypatch) -> None:
    """Each time MuPDF forgets what the glyphs of all pages look like."""
    done = []

    def noted(name, step):
        return lambda *given, **more: (done.append(name), step(*given, **more))[1]

    for name in ("leave_marks", "check_pixels"):
        monkeypatch.setattr(document, name, noted(name, getattr(document, name)))
    bench.write(form, pages=2)
    bench.redact(NAME)

    assert bench.verify().passed
    assert done == ["leave_marks", "check_pixels", "check_pixels"]
