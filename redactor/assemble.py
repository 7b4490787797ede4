"""Configuration → parts: one set a process, built at the first use."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from redactor import __version__
from redactor.config import weights
from redactor.config.records import RulePack, Settings

if TYPE_CHECKING:
    from redactor.pipeline import Parts

# Two processes of one thread each beat one with two: 38 % less CPU for the same pages.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class KeptReadings:
    """Where an output folder keeps what its pages were read as, and the key to it."""

    folder: Path
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What parts are to be built from; picklable, sent to each worker."""

    settings: Settings
    rules: RulePack
    readings: KeptReadings | None = None  # no page is read twice; None: nothing is kept


def weight_names(settings: Settings) -> tuple[str, ...]:
    """The weights a run needs, by their names in the manifest."""
    ocr = settings.ocr
    models = {
        ocr.detector,
        ocr.recogniser,
        ocr.careful_recogniser,
        ocr.second_detector,
        ocr.second_recogniser,
    }
    return (*sorted(models), "PP-LCNet_x1_0_doc_ori", "centerface", "lac", "spacy_names")


def versions(recipe: Recipe) -> dict[str, str]:
    """Versions of program, rules and weights, as every record names them."""
    return {
        "program": __version__,
        "rules": f"{recipe.rules.name}@{recipe.rules.version}",
        "weights": weights.weights_version(weight_names(recipe.settings)),
        "device": recipe.settings.ocr.device,
    }


def keeps_readings(recipe: Recipe) -> bool:
    """Whether what one worker has read is there for the next."""
    return recipe.readings is not None and recipe.settings.cache_mb > 0


def build_parts(recipe: Recipe) -> Parts:
    """Load every model. Raises MissingModelError naming the first that is absent or changed."""
    # Imported here: they take seconds, and whoever plans a batch needs none of them.
    import cv2

    from redactor.detect.codes import CodeDetector
    from redactor.detect.photo import PhotoDetector
    from redactor.detect.script import ScriptDetector
    from redactor.detect.seals import SealDetector
    from redactor.detect.signature import SignatureDetector
    from redactor.ocr.engine import PaddleOcrEngine
    from redactor.ocr.remembered import Engine, RememberingEngine
    from redactor.pipeline import Parts
    from redactor.read.kept import KeptPages
    from redactor.recognise.analyzer import build_analyzer
    from redactor.recognise.lac import Lac
    from redactor.recognise.people import People
    from redactor.store.readings import Readings

    for variable in _ONE_THREAD:
        os.environ.setdefault(variable, "1")
    cv2.setNumThreads(1)  # it heeds no variable, and takes a thread for each core
    ocr = recipe.settings.ocr
    lac = Lac(weights.check("lac"))
    people = People(weights.check("spacy_names"))
    first: Engine = PaddleOcrEngine.first(ocr)
    second: Engine = PaddleOcrEngine.second(ocr)
    kept_pages = None
    if recipe.readings and keeps_readings(recipe):
        kept = Readings(recipe.readings.folder, recipe.readings.secret, recipe.settings.cache_mb)
        same = f"{ocr!r} {weights.weights_version(weight_names(recipe.settings))}"
        first = RememberingEngine(first, kept, f"first {same}")
        second = RememberingEngine(second, kept, f"second {same}")
        read_by = f"{same} {recipe.settings.limits!r} {versions(recipe)!r} {_code()}"
        kept_pages = partial(KeptPages, kept, read_by)
    return Parts(
        ocr=first,
        second_ocr=second,
        # The small second recogniser is enough to see whether a font says what it shows.
        line_reader=second,
        analyzer=build_analyzer(people, lac),
        lac=lac,
        people=people,
        detectors=(
            CodeDetector(recipe.rules.public_domains),
            SealDetector(first),
            SignatureDetector(first),
            ScriptDetector(),
            PhotoDetector(weights.check("centerface") / "centerface.onnx"),
        ),
        rules=recipe.rules,
        settings=recipe.settings,
        versions=versions(recipe),
        kept_pages=kept_pages,
    )


@cache
def _code() -> str:
    """A hash of the program: no page that it read answers for another program."""
    digest = hashlib.sha256(version("pymupdf").encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
