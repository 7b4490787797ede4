"""Plain PaddleOCR: read each page, match own values exactly, black out the word boxes.

Mode: the models the project itself reads with (PP-OCRv6 tiny detector, small recogniser, page
orientation off), ``return_word_box=True``, its other settings as they come. Every page is read
as a picture of 200 dpi, or at its own resolution when it is one; a value counts where it stands
in one line, spaces left aside. On a page that is one picture, as image files become, the boxes of
the words it touches are drawn as black pixels; from another page PyMuPDF takes what is under
them, text and pixels (it leaves a seam of pixels at their edges, so pictures do not go that way).
Where a box holds more than the value (a run of
digits or letters is one word) the whole box goes: that is what the word boxes say.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from .pages import RENDER_DPI, as_pdf, black_out
from .protocol import Jobs, Redact, serve

Box = tuple[float, float, float, float]
_DETECTOR, _RECOGNISER = "PP-OCRv6_tiny_det", "PP-OCRv6_small_rec"


def hits(words: list[tuple[str, Box]], values: tuple[str, ...]) -> list[Box]:
    """Boxes of the words that hold a part of a value; a value is looked for across words."""
    text, owner = "", []
    for number, (word, _) in enumerate(words):
        squeezed = "".join(word.split()).lower()
        text += squeezed
        owner += [number] * len(squeezed)
    found: set[int] = set()
    for value in values:
        wanted = "".join(value.split()).lower()
        at = text.find(wanted)
        while at >= 0:
            found.update(owner[at : at + len(wanted)])
            at = text.find(wanted, at + 1)
    return [words[number][1] for number in sorted(found)]


def _engine(models: Path) -> Any:
    # Both before the import: PaddleX looks for model hubs and makes a folder at home.
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    os.environ.setdefault("PADDLE_PDX_CACHE_HOME", tempfile.mkdtemp(prefix="peer-paddlex-"))
    return importlib.import_module("paddleocr").PaddleOCR(
        text_detection_model_name=_DETECTOR,
        text_detection_model_dir=str(models / f"{_DETECTOR}_onnx"),
        text_recognition_model_name=_RECOGNISER,
        text_recognition_model_dir=str(models / f"{_RECOGNISER}_onnx"),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        return_word_box=True,
        device="cpu",
        engine="onnxruntime",
        engine_config={"intra_op_num_threads": 1, "inter_op_num_threads": 1},
    )


def _lines(result: Any) -> list[list[tuple[str, Box]]]:
    """The words of each line with their boxes in pixels."""
    lines = []
    for words, boxes in zip(result["text_word"], result["text_word_boxes"], strict=True):
        placed = []
        for word, box in zip(words, boxes, strict=True):
            x0, y0, x1, y1 = (float(side) for side in box)
            placed.append((str(word), (x0, y0, x1, y1)))
        lines.append(placed)
    return lines


def _own_dpi(page: Any) -> float:
    """The resolution of a page that is nothing but one upright picture; else 0."""
    infos = page.get_image_info()
    if len(infos) != 1 or page.rotation or page.get_text().strip() or page.get_drawings():
        return 0.0
    x0, _, x1, _ = infos[0]["bbox"]
    covers = abs(x1 - x0 - page.rect.width) < 1.0
    return 72.0 * float(infos[0]["width"]) / float(x1 - x0) if covers else 0.0


def _start(jobs: Jobs) -> Redact:
    pymupdf = importlib.import_module("pymupdf")
    numpy = importlib.import_module("numpy")
    engine = _engine(jobs.models)

    def treat(document: Any, number: int) -> None:
        page = document[number]
        own_dpi = _own_dpi(page)
        scale = (own_dpi or RENDER_DPI) / 72
        pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
        rgb = numpy.frombuffer(pixmap.samples, numpy.uint8)
        rgb = rgb.reshape(pixmap.height, pixmap.width, pixmap.n)
        (result,) = engine.predict(numpy.ascontiguousarray(rgb[:, :, ::-1]))
        boxes = [box for line in _lines(result) for box in hits(line, jobs.profile.values)]
        if not own_dpi:
            black_out(page, [(a / scale, b / scale, c / scale, d / scale) for a, b, c, d in boxes])
        elif boxes:
            for x0, y0, x1, y1 in boxes:
                pixmap.set_rect(pymupdf.IRect(int(x0), int(y0), int(x1) + 1, int(y1) + 1), (0,) * 3)
            picture, size = pixmap.tobytes("png"), page.rect
            document.delete_page(number)
            fresh = document.new_page(number, width=size.width, height=size.height)
            fresh.insert_image(fresh.rect, stream=picture)

    def redact(source: Path, output: Path) -> None:
        with pymupdf.open(stream=as_pdf(source), filetype="pdf") as document:
            for number in range(document.page_count):
                treat(document, number)
            document.save(output, garbage=4, deflate=True)

    return redact


if __name__ == "__main__":
    sys.exit(serve("plain-paddle", "paddleocr", _start))
