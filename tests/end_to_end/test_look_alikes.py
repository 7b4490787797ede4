"""What is kept because it only looks like the applicant must not say so.

Every dossier is worked through twice: with look-alikes (王伟民, 乌兰牧骑 …) and with other words
of the same length in their places. Whoever has the release and the public reports of one must
not be able to tell which of the two it is, but by reading those words.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from tests.end_to_end.batches import Run
from tests.end_to_end.conftest import Batch
from tests.end_to_end.drawn import Sheet, plain, write_pdf, write_scan
from tests.end_to_end.looks import Glyph, glyphs, outside, pixels
from tests.end_to_end.people import WANG, WULAN, Applicant
from tests.end_to_end.search import files_below, pictures_of

REPORT_DPI = 110.0
# (look-alike, what stands there in the other dossier): of one length, so that nothing moves.
TRAPS = {
    WANG.key: [("王伟民", "孙建民"), ("王伟华", "李春华"), ("国王伟大的", "先辈伟大的")],
    WULAN.key: [
        ("乌兰其其格", "斯琴其其格"),
        ("乌兰牧骑", "文艺小队"),
        ("乌兰察布市", "巴彦淖尔市"),
    ],
}
LINES = {
    WANG.key: ["同组人员：<{}>，<{}>", "评语：学习<{}>事业，工作扎实。"],
    WULAN.key: ["同组人员：<{}>，李娜", "评语：<{}>在<{}>演出，工作扎实。"],
}
PEOPLE = {a.key: a for a in (WANG, WULAN)}
SIZE = (480, 380)  # points: a small sheet is read in a third of the time


@dataclass(frozen=True, slots=True)
class Pair:
    """The two dossiers worked through, and the boxes in which their words differ."""

    applicant: Applicant
    with_them: Run
    without: Run
    absent: Run
    boxes: list[tuple[float, float, float, float]]

    def released(self) -> list[tuple[Path, Path]]:
        key = self.applicant.key
        pairs = zip(self.with_them.released(key), self.without.released(key), strict=True)
        return list(pairs)


def own_sheet(a: Applicant) -> Sheet:
    """Own values only."""
    return (
        Sheet(*SIZE)
        .say(140, 50, "专业技术人员年度考核表", 18)
        .say(50, 95, f"姓名：{{{a.name}}}", 14)
        .say(50, 125, f"身份证号：{{{a.id_number}}}", 14)
        .say(50, 155, f"工作单位：{{{a.employer}}}", 14)
        .say(50, 185, f"手机号码：{{{a.phone}}}", 14)
        .say(50, 215, "考核等次：优秀", 14)
    )


def with_words(page: Sheet, a: Applicant, words: Sequence[str]) -> Sheet:
    """The page with the words in question; without any, the lines are not there at all."""
    page.say(50, 265, "考核小组意见：完成了全部任务，各项指标达到要求。", 14)
    rest = list(words)
    for y, line in zip((305, 345), LINES[a.key], strict=True):
        if words:
            chosen, rest = rest[: line.count("{}")], rest[line.count("{}") :]
            page.say(50, y, line.format(*chosen), 14)
    return page


def bare(page: Sheet) -> Sheet:
    """The sheet without the marks round the words in question."""
    lines = [(x, y, re.sub("[<>]", "", text), size) for x, y, text, size in page.lines]
    return Sheet(page.width, page.height, lines)


def slots(page: Sheet) -> list[tuple[float, float, float, float]]:
    """The boxes of the words in question, all in characters one em wide."""
    found = []
    for x, y, marked, size in page.lines:
        for match in re.finditer("<(.*?)>", plain(marked)):
            before = re.sub("[<>]", "", plain(marked)[: match.start()])
            left = x + len(before) * size
            found.append((left, y - size, left + len(match[1]) * size, y + 0.3 * size))
    return found


@pytest.fixture(scope="module", params=list(TRAPS))
def pair(
    request: pytest.FixtureRequest, run_batch: Batch, tmp_path_factory: pytest.TempPathFactory
) -> Pair:
    a, traps = PEOPLE[request.param], TRAPS[request.param]
    words = {
        "with": [trap for trap, _ in traps],
        "without": [word for _, word in traps],
        "absent": [],
    }
    # One set of glyphs for all, so that fonts do not differ between the uploads.
    every_glyph = "".join(map("".join, words.values()))
    runs = {}
    for name, chosen in words.items():
        folder = tmp_path_factory.mktemp(name) / "in"
        (folder / a.key).mkdir(parents=True)
        page = bare(with_words(own_sheet(a), a, chosen))
        write_pdf(folder / a.key / "5_考核表.pdf", [page], glyphs=every_glyph)
        # In the scan they have a page of their own: what OCR makes of a line depends a little
        # on everything else that stands on its page.
        scanned = [own_sheet(a), bare(with_words(Sheet(*SIZE), a, chosen))]
        write_scan(folder / a.key / "6_扫描件.pdf", scanned, skew=0.0)
        runs[name] = run_batch(folder, [a], folder.parent / "out")
    boxes = slots(with_words(Sheet(*SIZE), a, words["with"]))
    return Pair(a, runs["with"], runs["without"], runs["absent"], boxes)


def test_look_alikes_are_kept_and_known_as_such(pair: Pair) -> None:
    """What these tests stand on: they were found, and the dossiers are released."""
    for run in (pair.with_them, pair.without, pair.absent):
        assert run.audit(pair.applicant.key)["status"] == "released"
    kept = {
        d["reason"]
        for document in pair.with_them.audit(pair.applicant.key)["documents"]
        for d in document["decisions"]
        if d["action"] == "keep" and d["likeness"] == "exact"
    }
    assert kept >= {"inside_longer_name", "inside_word"}
    for path in pair.with_them.released(pair.applicant.key)[:1]:
        read = "".join(g.char for g in glyphs(path))
        assert all(trap in read for trap, _ in TRAPS[pair.applicant.key])


def told(run: Run, key: str) -> bytes:
    """The public report as JSON, but for times and hashes of the files."""
    audit = run.public(key)
    audit["finished_at"] = ""
    for document in audit["documents"]:
        assert re.fullmatch("[0-9a-f]{64}", document["output_sha256"])
        document["output_sha256"] = ""
    return json.dumps(audit, ensure_ascii=False).encode()


def shown(path: Path) -> str:
    """A public page as HTML, but for times, hashes and the content of pictures."""
    text = path.read_text(encoding="utf-8")
    text = re.sub("data:image/jpeg;base64,[A-Za-z0-9+/=]+", "picture", text)
    text = re.sub(r"\b[0-9a-f]{64}\b", "hash", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[0-9:+]+", "time", text)
    return re.sub(r"<dd>(?:\d+\.\d+[^<]{0,6}|\d+ (?:s|MB))</dd>", "<dd>measured</dd>", text)


@pytest.mark.parametrize("other", ["without", "absent"])
def test_public_reports_are_the_same_to_the_byte(pair: Pair, other: str) -> None:
    key, run = pair.applicant.key, getattr(pair, other)
    assert told(pair.with_them, key) == told(run, key)
    for name in (f"{key}.html", "summary.html"):
        assert shown(pair.with_them.out / "public" / name) == shown(run.out / "public" / name)


def test_no_other_file_is_handed_on(pair: Pair) -> None:
    for part in ("public", "release"):
        names = [
            [p.relative_to(run.out).as_posix() for p in files_below(run.out / part)]
            for run in (pair.with_them, pair.without, pair.absent)
        ]
        assert names[0] == names[1] == names[2]


def test_pictures_in_the_report_differ_in_those_words_only(pair: Pair) -> None:
    key = pair.applicant.key
    pages = [
        pictures_of((run.out / "public" / f"{key}.html").read_text(encoding="utf-8"))
        for run in (pair.with_them, pair.without)
    ]
    assert len(pages[0]) == len(pages[1]) == 3
    for one, other in zip(*pages, strict=True):
        a, b = (
            np.asarray(Image.open(io.BytesIO(data)).convert("L"), np.int16) for data in (one, other)
        )
        rest = outside(a, pair.boxes, 17 * 72 / REPORT_DPI, REPORT_DPI)  # JPEG blocks of 16
        assert np.array_equal(a[rest], b[rest])


def test_released_glyphs_differ_in_those_words_only(pair: Pair) -> None:
    """Same places, sizes, colours, boxes and order of drawing; only the characters differ."""
    (one, other), _ = pair.released()
    a, b = glyphs(one), glyphs(other)
    assert [without_char(g) for g in a] == [without_char(g) for g in b]
    differing = [g for g, h in zip(a, b, strict=True) if g.char != h.char]
    assert differing
    for glyph in differing:
        x, y = glyph.origin
        assert any(x0 - 0.1 <= x < x1 and y0 < y < y1 for x0, y0, x1, y1 in pair.boxes)


def without_char(glyph: Glyph) -> tuple[object, ...]:
    return glyph.page_no, glyph.origin, glyph.box, glyph.size, glyph.colour, glyph.flags


def test_released_files_are_built_alike(pair: Pair) -> None:
    """Object by object: operators and resources are equal, and only strings of glyphs differ, in
    length not even those; fonts differ in the glyphs of those strings. A look-alike leaves no
    seam where it was spared.
    """
    (one, other), _ = pair.released()
    with pikepdf.open(one) as a, pikepdf.open(other) as b:
        assert len(a.objects) == len(b.objects)
        assert set(a.trailer) == set(b.trailer)
        apart, fonts = {page.Contents.objgen for page in a.pages}, glyphs_of_fonts(a)
        for x, y in zip(a.objects, b.objects, strict=True):
            if getattr(x, "objgen", None) in fonts:
                continue
            if isinstance(x, pikepdf.Stream):
                if x.get("/Type") in ("/XRef", "/ObjStm"):  # where the others stand in the file
                    continue
                assert x.objgen in apart or x.read_bytes() == y.read_bytes()
            assert skeleton(x) == skeleton(y)
        for x, y in zip(a.pages, b.pages, strict=True):
            assert operators(x) == operators(y)


def glyphs_of_fonts(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Font programs and what names their glyphs: they hold what the pages show."""
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
    keys = ("/ToUnicode", "/FontFile", "/FontFile2", "/FontFile3", "/W")
    return {o[key].objgen for o in fonts for key in keys if key in o}


def skeleton(item: object) -> bytes:
    """An object as written, without the lengths of streams and the widths of glyphs."""
    if isinstance(item, pikepdf.Dictionary) and "/W" in item:
        item = pikepdf.Dictionary({key: value for key, value in item.items() if key != "/W"})
    text = item.unparse(resolved=False) if isinstance(item, pikepdf.Object) else repr(item).encode()
    return re.sub(rb"/Length \d+", b"", text)


def operators(page: pikepdf.Page) -> list[tuple[str, list[object]]]:
    """Every instruction; of a string its length only."""
    found = []
    for operands, operator in pikepdf.parse_content_stream(page):
        found.append((str(operator), [_shape(operand) for operand in operands]))
    return found


def _shape(operand: object) -> object:
    if isinstance(operand, pikepdf.String):
        return len(bytes(operand))
    if isinstance(operand, pikepdf.Array):
        return [_shape(part) for part in operand]
    return str(operand)


def test_released_scans_differ_in_those_words_only(pair: Pair) -> None:
    _, (one, other) = pair.released()
    for page_no in (1, 2):
        a, b = pixels(one, page_no, 200), pixels(other, page_no, 200)
        rest = outside(a, pair.boxes if page_no == 2 else (), 17 * 72 / 200, 200)
        assert (a[rest] < 128).sum() > 1000
        assert np.array_equal(a[rest], b[rest])
    with pikepdf.open(one) as p, pikepdf.open(other) as q:
        assert [skeleton(x.obj) for x in p.pages] == [skeleton(y.obj) for y in q.pages]
        assert [operators(x) for x in p.pages] == [operators(y) for y in q.pages]
