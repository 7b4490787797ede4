"""The scorer against redactions whose faults are known."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from benchmarks import score
from benchmarks.scoring.judge import Judgement
from benchmarks.scoring.tables import Rate, totals, wilson

TEXT, PHOTO_FORM, AWARD, SCAN, NOTICE, TIFF = "02", "01", "03", "04", "05", "06"


def words(judgement: Judgement, kind: str) -> set[str]:
    return {f.what for f in judgement.faults if f.kind == kind}


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06"])
def test_perfect_redaction_has_no_fault(judged, number):
    result = judged(number)
    assert result.redact > 0 and result.keep > 0
    assert result.faults == ()
    assert result.collateral_pt2 == 0


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06"])
def test_one_item_left_is_one_leak(judged, number):
    result = judged(number, leave=1)
    assert result.redact_leaked == 1
    assert result.keep_damaged == 0


def test_half_a_glyph_left_is_a_leak(judged, items, sources, pick):
    first = next(i for i in pick(items, sources[SCAN]) if i.category == "name")
    (tl, tr, br, bl), *rest = first.quads
    upper = (tl, tr, (br[0], (tr[1] + br[1]) / 2), (bl[0], (tl[1] + bl[1]) / 2))
    half = replace(first, quads=(upper, *rest))
    others = [i for i in pick(items, sources[SCAN]) if i is not first]
    result = judged(SCAN, leave=99, extra=[half, *others])
    assert result.redact_leaked == 1


@pytest.mark.parametrize("number", [TEXT, SCAN, TIFF, AWARD])
def test_blanked_keep_is_damage(judged, items, sources, number):
    victim = next(i for i in items if i.doc == sources[number].name and i.expected == "keep")
    result = judged(number, extra=[victim])
    assert result.keep_damaged == 1
    assert result.redact_leaked == 0


def test_erased_unlabelled_text_is_collateral(judged, items, sources):
    some = next(i for i in items if i.doc == sources[SCAN].name)
    page_title = replace(
        some,
        quads=(((200.0, 70.0), (330.0, 70.0), (330.0, 90.0), (200.0, 90.0)),),
        text="x",
        expected="redact",
    )
    result = judged(SCAN, extra=[page_title])
    assert "collateral" in words(result, "damage")


def _bars(items, path, pick, *, annotation=False, reach=0.3):
    """Black bars drawn over everything that had to go, nothing removed."""

    def draw(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            for item in pick(items, path):
                for quad in item.quads:
                    box = pymupdf.Rect(*quad[0], *quad[2]) + (-reach, -reach, reach, reach)
                    page = document[item.page - 1]
                    if annotation:
                        note = page.add_rect_annot(box)
                        note.set_border(width=0)
                        note.set_colors(stroke=(0, 0, 0), fill=(0, 0, 0))
                        note.update()
                    else:
                        page.draw_rect(box, color=None, fill=(0, 0, 0))
            document.set_metadata({})
            drawn: bytes = document.tobytes()
            return drawn

    return draw


@pytest.mark.parametrize("annotation", [False, True])
def test_bar_over_live_text_is_a_leak(judged, items, sources, pick, annotation):
    result = judged(TEXT, leave=99, spoil=_bars(items, sources[TEXT], pick, annotation=annotation))
    assert result.redact_leaked == result.redact
    assert "text" in words(result, "leak")
    assert result.keep_damaged == 0


def test_bar_over_half_of_a_neighbour_is_damage(judged, items, sources, pick):
    result = judged(TEXT, leave=99, spoil=_bars(items, sources[TEXT], pick, reach=1.5))
    assert "pixels" in words(result, "damage")


def test_bar_over_a_scan_leaves_the_picture_below(judged, items, sources, pick):
    result = judged(SCAN, leave=99, spoil=_bars(items, sources[SCAN], pick))
    assert result.redact_leaked == result.redact
    assert "picture_below" in words(result, "leak")


# -- what else a file carries --------------------------------------------------------------
def _with_metadata(data: bytes) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        document.set_metadata({"author": "王伟"})
        out: bytes = document.tobytes()
    return out


def _with_attachment(data: bytes) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        document.embfile_add("note.txt", "联系 15412345678".encode())
        out: bytes = document.tobytes()
    return out


def _with_hidden_text(data: bytes) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        document[0].insert_text((60, 700), "15990119850412000X", render_mode=3)
        out: bytes = document.tobytes()
    return out


def _with_earlier_revision(data: bytes) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        document[0].insert_text((60, 700), "15990119850412000X")
        early: bytes = document.tobytes()
    with pymupdf.open(stream=early, filetype="pdf") as document:
        last = document[0].get_contents()[-1]
        document.update_stream(last, b" ")
        out = io.BytesIO()
        out.write(early)
        out.write(document.tobytes(garbage=0, no_new_id=True))
    return early + _update(early, last)


def _update(early: bytes, xref: int) -> bytes:
    """An incremental section that empties one stream."""
    body = f"\n{xref} 0 obj\n<</Length 1>>\nstream\n \nendstream\nendobj\n".encode()
    at = len(early) + 1
    table = len(early) + len(body)
    start = early.rindex(b"startxref")
    previous = int(early[start:].split()[1])
    trailer = early[early.rindex(b"trailer") : start].decode("latin-1")
    trailer = trailer.replace("<<", f"<</Prev {previous}", 1)
    rows = f"xref\n{xref} 1\n{at:010d} 00000 n \n{trailer}\nstartxref\n{table}\n%%EOF\n"
    return body + rows.encode("latin-1")


@pytest.mark.parametrize(
    "spoil, word",
    [
        (_with_metadata, "metadata"),
        (_with_attachment, "attachment"),
        (_with_hidden_text, "text_elsewhere"),
        (_with_earlier_revision, "earlier_revision"),
    ],
)
def test_value_elsewhere_in_the_file_is_a_leak(judged, spoil, word):
    assert word in words(judged(TEXT, spoil=spoil), "leak")


def test_own_name_in_the_file_name_is_a_leak(judged):
    assert "file_name" in words(judged(TEXT, name="王伟_论文.pdf"), "leak")


def test_moved_text_is_damage(judged):
    def move(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as old, pymupdf.open() as new:
            page = new.new_page(width=old[0].rect.width, height=old[0].rect.height)
            page.show_pdf_page(page.rect + (3, 0, 3, 0), old, 0)
            out: bytes = new.tobytes()
        return out

    result = judged(TEXT, spoil=move)
    assert result.keep_damaged > result.keep / 2


def test_flattened_text_layer_is_damage(judged):
    def flatten(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as old, pymupdf.open() as new:
            page = new.new_page(width=old[0].rect.width, height=old[0].rect.height)
            page.insert_image(page.rect, stream=old[0].get_pixmap(dpi=200).tobytes("png"))
            out: bytes = new.tobytes()
        return out

    result = judged(TEXT, spoil=flatten)
    assert "text" in words(result, "damage")


def test_missing_page_is_damage(judged):
    def drop(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            document.delete_page(1)
            out: bytes = document.tobytes()
        return out

    result = judged(TIFF, spoil=drop)
    assert "page_count" in words(result, "damage")
    assert result.keep_damaged > 0


def test_swapped_pages_are_damage(judged):
    def swap(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            document.move_page(1, 0)
            out: bytes = document.tobytes()
        return out

    result = judged(PHOTO_FORM, spoil=swap)
    assert result.keep_damaged > result.keep / 2


def test_recoded_scan_is_no_damage(judged):
    def recode(data: bytes) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as old, pymupdf.open() as new:
            for page in old:
                picture = old.extract_image(page.get_images()[0][0])["image"]
                out = io.BytesIO()
                Image.open(io.BytesIO(picture)).convert("L").save(out, "JPEG", quality=70)
                target = new.new_page(width=page.rect.width, height=page.rect.height)
                target.insert_image(target.rect, stream=out.getvalue())
            done: bytes = new.tobytes()
        return done

    assert judged(SCAN, spoil=recode).faults == ()


# -- the command ------------------------------------------------------------------------
def _run(monkeypatch, capsys, out: Path, samples: Path, *more: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["score", str(out), "--samples", str(samples), *more])
    code = score.main()
    return code, capsys.readouterr().out


def test_clean_batch_exits_0(
    monkeypatch, capsys, samples, put_out, sources, items, redact_perfectly, pick
):
    finished = {n: redact_perfectly(p, pick(items, p)) for n, p in sources.items()}
    code, text = _run(monkeypatch, capsys, put_out(finished), samples)
    assert code == 0
    assert "false_release" in text and "0/6" in text


def test_report_names_nobody(monkeypatch, capsys, samples, put_out, sources, items):
    leaky = {TEXT: sources[TEXT].read_bytes()}
    for more in ((), ("--json",)):
        _, text = _run(monkeypatch, capsys, put_out(leaky), samples, *more)
        assert not any(i.text in text for i in items if i.category == "name" and i.text)


def test_released_leak_exits_1(monkeypatch, capsys, samples, put_out, sources):
    out = put_out({TEXT: sources[TEXT].read_bytes()})
    code, text = _run(monkeypatch, capsys, out, samples, "--json")
    report = json.loads(text)
    assert code == 1
    assert report["totals"]["false_release"]["hits"] == 1


def test_held_leak_is_reported_apart(monkeypatch, capsys, samples, put_out, sources):
    out = put_out({TEXT: sources[TEXT].read_bytes()}, held=True, status="needs_review")
    code, text = _run(monkeypatch, capsys, out, samples, "--json")
    sums = json.loads(text)["totals"]
    assert code == 0
    assert sums["held_leaks"]["hits"] == sums["held_leaks"]["of"] > 0
    assert sums["automatic_release"]["hits"] == 0


def test_nothing_to_judge_exits_1(monkeypatch, capsys, samples, tmp_path):
    code, text = _run(monkeypatch, capsys, tmp_path, samples)
    assert code == 1
    assert "missing" in text


def test_question_asked_is_counted(samples, put_out, sources):
    rows = score.score_samples(put_out({NOTICE: sources[NOTICE].read_bytes()}), samples)
    assert totals(rows)["asked_where_due"] == Rate(0, 1)  # the notice's homonym was not asked about


def test_output_outside_the_folder_is_refused(samples, put_out, sources):
    out = put_out({TEXT: sources[TEXT].read_bytes()})
    audit = next((out / "private" / "audit").iterdir())
    audit.write_text(audit.read_text().replace("release/", "../elsewhere/"))
    with pytest.raises(ValueError, match="outside"):
        score.score_samples(out, samples)


@pytest.mark.parametrize(
    "hits, total, low, high", [(0, 0, 0.0, 1.0), (0, 18, 0.0, 0.176), (9, 18, 0.29, 0.71)]
)
def test_wilson_interval(hits, total, low, high):
    assert wilson(hits, total) == pytest.approx((low, high), abs=0.001)
