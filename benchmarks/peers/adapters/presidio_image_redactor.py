"""presidio-image-redactor: pictures in, pictures with black boxes out.

Mode: own values as ad-hoc pattern recognisers (its deny list, with white space allowed between
characters, since Tesseract puts spaces between Chinese words), Tesseract with ``chi_sim+eng``,
an empty Chinese spaCy pipeline as NLP engine: no model is to be had offline, and its recognisers
of people know no Chinese. No other recogniser, so that nobody else's number is taken for own.

It takes pictures only: pages of a PDF are drawn at 200 dpi first, so that a text layer is lost
by design; image files go in as they are. Tesseract is a Debian package, no Python one: without
it and its Chinese data the peer does not start.
"""

from __future__ import annotations

import importlib
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from .pages import RENDER_DPI, pictures_as_pdf, tesseract_languages
from .protocol import Jobs, Redact, Stop, serve


def _recognisers(values: tuple[str, ...]) -> list[Any]:
    analyzer: Any = importlib.import_module("presidio_analyzer")
    patterns = [
        analyzer.Pattern(f"own_{number}", r"\s*".join(map(re.escape, "".join(v.split()))), 1.0)
        for number, v in enumerate(values)
    ]
    return [
        analyzer.PatternRecognizer(
            supported_entity="OWN", patterns=patterns, supported_language="zh"
        )
    ]


def _text_engine(folder: Path) -> Any:
    """Presidio's analyser with an empty Chinese pipeline and no recogniser of its own."""
    analyzer: Any = importlib.import_module("presidio_analyzer")
    nlp: Any = importlib.import_module("presidio_analyzer.nlp_engine")
    importlib.import_module("spacy").blank("zh").to_disk(folder)
    model = {"lang_code": "zh", "model_name": str(folder)}
    provider = nlp.NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}
    )
    registry = analyzer.RecognizerRegistry(supported_languages=["zh"])
    return analyzer.AnalyzerEngine(
        registry=registry, nlp_engine=provider.create_engine(), supported_languages=["zh"]
    )


def _pictures(source: Path) -> list[tuple[Any, tuple[float, float]]]:
    """Each page as a Pillow image with its size in points."""
    image_module: Any = importlib.import_module("PIL.Image")
    if source.suffix.lower() != ".pdf":
        sequence: Any = importlib.import_module("PIL.ImageSequence")
        with image_module.open(source) as image:
            dpi = [float(d) for d in image.info.get("dpi", (96, 96))]
            return [
                (frame.convert("RGB"), (frame.width * 72 / dpi[0], frame.height * 72 / dpi[1]))
                for frame in sequence.Iterator(image)
            ]
    pymupdf: Any = importlib.import_module("pymupdf")
    with pymupdf.open(source) as document:
        drawn = [(p.get_pixmap(dpi=RENDER_DPI), p.rect) for p in document]
    return [
        (image_module.frombytes("RGB", (m.width, m.height), m.samples), (r.width, r.height))
        for m, r in drawn
    ]


def _png(image: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _start(jobs: Jobs) -> Redact:
    languages = tesseract_languages()
    if not languages:
        raise Stop("needs_tesseract_chi_sim")
    peer: Any = importlib.import_module("presidio_image_redactor")
    with tempfile.TemporaryDirectory(prefix="peer-") as folder:
        text_engine = _text_engine(Path(folder) / "zh_empty")
    engine = peer.ImageRedactorEngine(peer.ImageAnalyzerEngine(analyzer_engine=text_engine))
    recognisers = _recognisers(jobs.profile.values)

    def treat(image: Any) -> Any:
        return engine.redact(
            image,
            fill=(0, 0, 0),
            ocr_kwargs={"lang": languages},
            ad_hoc_recognizers=recognisers,
            language="zh",
        )

    def redact(source: Path, output: Path) -> None:
        pages = _pictures(source)
        pictures = [_png(treat(image)) for image, _ in pages]
        output.write_bytes(pictures_as_pdf(pictures, [size for _, size in pages]))

    return redact


if __name__ == "__main__":
    sys.exit(serve("presidio-image-redactor", "presidio-image-redactor", _start))
