"""One applicant's dossier, and redactions of it made from the truth alone."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageSequence

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.dossiers import write_dossiers
from benchmarks.generator.people import WANG_WEI
from benchmarks.samples import LOOKS, sample_dossiers
from benchmarks.scoring import judge as judge_module
from benchmarks.scoring.carriers import own_values
from benchmarks.scoring.compare import Fault
from benchmarks.scoring.judge import ItemResult, Judgement, judge
from benchmarks.scoring.pages import read_output, read_source
from benchmarks.scoring.pixels import Comparison
from benchmarks.scoring.rows import RELEASED, Row
from benchmarks.truth import REDACT, Facts, Item, read_items

Redactor = Callable[[Path, Sequence[Item]], bytes]
Paint = Callable[[ImageDraw.ImageDraw, Item, float], None]  # the last: pixels a point


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_dossiers(folder, sample_dossiers([(WANG_WEI, LOOKS[0])], seed=5))
    return folder


@pytest.fixture(scope="session")
def items(samples: Path) -> tuple[Item, ...]:
    return read_items(samples / "truth" / f"{WANG_WEI.number}.jsonl")


@pytest.fixture(scope="session")
def sources(samples: Path) -> dict[str, Path]:
    """The six files by their number: ``01`` … ``06``."""
    folder = samples / "dossiers" / WANG_WEI.number
    return {path.name[:2]: path for path in sorted(folder.iterdir())}


@pytest.fixture(scope="session", autouse=True)
def originals_read_once() -> Iterator[None]:
    """The same few originals are judged dozens of times: render each of them once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge_module, "read_source", cache(read_source))
        yield


@pytest.fixture(scope="session")
def redact_perfectly() -> Redactor:
    """Removes exactly the given items: real PDF redaction, or white pixels in the picture."""
    return lambda path, items: _pdf(path, items) if _has_text(path) else _scan(path, items)


def _has_text(path: Path) -> bool:
    if path.suffix != ".pdf":
        return False
    with pymupdf.open(path) as document:
        return bool(document[0].get_text().strip())


def _pdf(path: Path, items: Sequence[Item]) -> bytes:
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            pictures = [pymupdf.Rect(i["bbox"]) for i in page.get_image_info()]
            for item in items:
                if item.page == number:
                    for quad in item.quads:
                        xs, ys = zip(*quad, strict=True)  # characters of a seal's ring are turned
                        box = pymupdf.Rect(min(xs), min(ys), max(xs), max(ys))
                        if any(p.contains(box) for p in pictures):
                            box += (-0.8, -0.8, 0.8, 0.8)  # MuPDF leaves a seam of pixels
                        page.add_redact_annot(box, fill=(1, 1, 1))
            page.apply_redactions(images=2, graphics=0)
        document.set_metadata({})
        data: bytes = document.tobytes(garbage=4, deflate=True)
    return data


def _scan(path: Path, items: Sequence[Item]) -> bytes:
    """White boxes in the picture itself."""
    return _repaint(path, items, _blank)


def _blank(draw: ImageDraw.ImageDraw, item: Item, scale: float) -> None:
    for quad in item.quads:
        xs, ys = [x * scale for x, _ in quad], [y * scale for _, y in quad]
        draw.rectangle((min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1), fill="white")


@pytest.fixture(scope="session")
def repaint() -> Callable[[Path, Sequence[Item], Paint], bytes]:
    return _repaint


def _repaint(path: Path, items: Sequence[Item], paint: Paint) -> bytes:
    """A PDF of one lossless picture a page, each item painted over in it by ``paint``."""
    with pymupdf.open() as document:
        for number, (frame, dpi) in enumerate(_frames(path), 1):
            draw = ImageDraw.Draw(frame, "RGBA")
            for item in items:
                if item.page == number:
                    paint(draw, item, dpi / 72)
            page = document.new_page(width=frame.width * 72 / dpi, height=frame.height * 72 / dpi)
            out = io.BytesIO()
            frame.save(out, "PNG", compress_level=1)
            page.insert_image(page.rect, stream=out.getvalue())
        data: bytes = document.tobytes()
    return data


def _frames(path: Path) -> list[tuple[Image.Image, float]]:
    if path.suffix != ".pdf":
        with Image.open(path) as image:
            dpi = float(image.info["dpi"][0])
            return [(frame.copy().convert("RGB"), dpi) for frame in ImageSequence.Iterator(image)]
    frames = []
    with pymupdf.open(path) as document:
        for page in document:
            picture = document.extract_image(page.get_images()[0][0])["image"]
            frame = Image.open(io.BytesIO(picture)).convert("RGB")
            frames.append((frame, frame.width * 72 / page.rect.width))
    return frames


@pytest.fixture
def put_out(sources: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    """Lays an output folder out as a batch does: finished files and the audit that names them."""

    def lay(finished: dict[str, bytes], *, held: bool = False, status: str = "clean") -> Path:
        place = "private/held" if held else "release"
        records = []
        for number, data in finished.items():
            relative = f"{place}/{WANG_WEI.number}/{WANG_WEI.number}_{number}.pdf"
            (tmp_path / relative).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / relative).write_bytes(data)
            digest = hashlib.sha256(sources[number].read_bytes()).hexdigest()
            records.append({"source_sha256": digest, "output": relative, "status": status})
        audit = tmp_path / "private" / "audit"
        audit.mkdir(parents=True, exist_ok=True)
        (audit / f"{WANG_WEI.number}.json").write_text(json.dumps({"documents": records}))
        return tmp_path

    return lay


def to_go(items: Sequence[Item], path: Path) -> list[Item]:
    """The items of one document that must be removed."""
    return [i for i in items if i.doc == path.name and i.expected == REDACT]


@pytest.fixture(scope="session")
def pick() -> Callable[[Sequence[Item], Path], list[Item]]:
    return to_go


@pytest.fixture
def judged(sources, items, redact_perfectly, pick):
    """Judge one document redacted from the truth, after ``spoil`` changed the item list or file."""

    def run(number, *, leave=0, extra=(), spoil=None, name="x.pdf") -> Judgement:
        path = sources[number]
        data = redact_perfectly(path, [*pick(items, path)[leave:], *extra])
        data = spoil(data) if spoil else data
        mine = [i for i in items if i.doc == path.name]
        return judge(path, data, mine, name, own_values(items))

    return run


@pytest.fixture
def judged_view(sources):
    """Whether an item can be seen in a finished file: by the pixels alone."""

    def run(number, data, spoil=None):
        before = read_source(sources[number])
        after = read_output(spoil(data) if spoil else data, before)
        views = [Comparison(old, new) for old, new in zip(before, after, strict=True)]
        return lambda item: views[item.page - 1].text_leaks(item.quads)

    return run


@pytest.fixture
def make_result() -> Callable[..., ItemResult]:
    """One item's result; by default an own name on page 1 that is gone."""

    def make(
        number: int = 0,
        how: str = "",
        expected: str = REDACT,
        category: str = "name",
        page: int = 1,
    ) -> ItemResult:
        return ItemResult(number, page, category, "self", expected, "", how)

    return make


@pytest.fixture
def make_row() -> Callable[..., Row]:
    """One document's row; by default released and clean."""

    def make(
        *results: ItemResult,
        status: str = "clean",
        place: str = RELEASED,
        flagged: Sequence[int] = (),
        facts: Facts | None = None,
        other: Sequence[Fault] = (),
    ) -> Row:
        return Row(
            applicant="A",
            document="01",
            kind="pdf",
            status=status,
            place=place,
            clean=status == "clean",
            questions=0,
            needless=0,
            bytes_in=100,
            bytes_out=120,
            flagged=frozenset(flagged),
            judgement=Judgement(results, tuple(other)),
            facts=facts,
        )

    return make


@pytest.fixture(scope="session")
def readable() -> Callable[[Canvas], None]:
    """Asserts that no labelled glyph lies on another and none over the margin."""

    def check(canvas: Canvas) -> None:
        items = [i for i in canvas.items if not i.is_picture]
        boxes = np.array([[*q[0], *q[2]] for i in items for q in i.quads])
        assert boxes[:, :2].min() > 8
        assert boxes[:, 2].max() < canvas.width - 8
        assert boxes[:, 3].max() < canvas.height - 8
        shared = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:]) - np.maximum(
            boxes[:, None, :2], boxes[None, :, :2]
        )
        both = (shared > 0.8).all(axis=2)
        owner = np.array([n for n, i in enumerate(items) for _ in i.quads])
        place = np.arange(len(owner))
        neighbours = (owner[:, None] == owner) & (abs(place[:, None] - place) <= 1)
        assert not (both & ~neighbours).any()  # a j hangs below the y before it

    return check
