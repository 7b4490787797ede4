"""The three PaddleOCR models, loaded from local folders onto ONNX Runtime, one thread each.

Everything of PaddleOCR and PaddleX stays in this file. Images come in as RGB and go to the
models as BGR, which is what their configuration asks for.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np
import yaml
from numpy.typing import NDArray

from redactor.config import weights
from redactor.errors import ConfigError
from redactor.lean import without
from redactor.ocr.device import CPU, providers, usable
from redactor.ocr.joined import apart
from redactor.ports import Image

Floats = NDArray[np.float32]

INPUT_HEIGHT = 48  # of the recogniser, px
MAX_INPUT_WIDTH = 3200  # PaddleX squeezes whatever is longer: never hand it over
USUAL_LEAST_WIDTH = 320  # PaddleX pads shorter lines to this; so the weights were trained
_WIDTH_STEP = 32  # few different shapes keep ONNX Runtime's arena small
# Width times lines of one run: more lines at once are slower (8 of 1024 by a quarter), and each
# takes memory. The output is width/8 x 18,710 float32: 19 MB at 2048.
_BATCH_WIDTH = 2048

# Tables, a client for a service, downloads, time series, whole pipelines: of the 0.9 s and 70 MB
# that the import takes they are 0.7 s and 54 MB.
_NOT_USED = (
    *("pandas", "openpyxl", "aiohttp", "modelscope"),
    *("paddleocr._pipelines", "paddleocr._api_client"),
    *("paddlex.inference.pipelines", "paddlex.inference.models.common.ts"),
)


def _cache_home() -> Path:
    """A folder for the directories PaddleX makes at import; nothing of ours goes there."""
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"redactor-paddlex-{owner}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != owner:  # somebody else laid it there
        return Path(tempfile.mkdtemp(prefix="redactor-paddlex-"))
    return folder


@cache
def _paddleocr() -> Any:
    # Both must be set before the first import: PaddleX looks for model hubs and makes ~/.paddlex.
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    if "PADDLE_PDX_CACHE_HOME" not in os.environ:
        os.environ["PADDLE_PDX_CACHE_HOME"] = str(_cache_home())
    # PaddleX imports matplotlib where it is installed, and that lists its fonts under $HOME.
    os.environ.setdefault("MPLCONFIGDIR", os.environ["PADDLE_PDX_CACHE_HOME"])
    with without(*_NOT_USED):
        import paddleocr
    from paddlex.inference.utils.io.readers import YAMLReaderBackend

    YAMLReaderBackend.read_file = _description
    cv2.setNumThreads(1)
    return paddleocr


def _description(_backend: object, path: str) -> Any:
    """What PaddleX asks of a model's folder. Its own loader is the same in Python, and takes two
    thirds of a second for a dictionary of 18,000 characters.
    """
    with Path(path).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CFullLoader)


def _load(kind: str, name: str, device: str, **options: object) -> Any:
    """A PaddleOCR model whose files were checked against the manifest.

    Raises ConfigError when it does not run on ``device``.
    """
    folder = weights.check(name)
    # Name and folder, always both: with the name alone PaddleX downloads.
    model = getattr(_paddleocr(), kind)(
        model_name=name,
        model_dir=str(folder),
        engine="onnxruntime",
        engine_config={
            "intra_op_num_threads": 1,  # two processes beat two threads
            "inter_op_num_threads": 1,
            "enable_cpu_mem_arena": False,
            "providers": providers(device),
        },
        device="cpu",  # PaddleX would ask Paddle for a GPU: the providers say where it runs
        **options,
    )
    if not usable(device, lambda _: model.paddlex_predictor.runner.session):
        raise ConfigError(f"{name} does not run on the {device}")
    return model


def _bgr(image: Image) -> Image:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2BGR), np.uint8)


class Detector:
    """Finds lines of text."""

    def __init__(self, name: str, max_side_px: int, device: str = CPU) -> None:
        self._model = _load(
            "TextDetection", name, device, limit_side_len=max_side_px, limit_type="max"
        )
        predictor = self._model.paddlex_predictor
        predictor.post_op = _Rectangles(predictor.post_op)

    def detect(self, image: Image) -> list[Floats]:
        """Rectangles of lines, each 4 x 2 in pixels: the corner nearest top-left first,
        then clockwise.
        """
        (result,) = self._model.predict(_bgr(image))
        return [np.asarray(poly, np.float32).reshape(4, 2) for poly in result["dt_polys"]]


class _Rectangles:
    """PaddleX's rectangles of a map, joined lines taken apart first."""

    def __init__(self, usual: Any) -> None:
        self._usual = usual

    def __call__(
        self, outputs: Any, shapes: Sequence[Any], **limits: float | None
    ) -> tuple[list[Any], list[list[float]]]:
        polygons, scores = [], []
        for (output,), shape in zip(outputs[0], shapes, strict=True):
            maps = apart(output, self._usual.thresh, self._usual.box_thresh)
            found = [self._usual([one[None, None]], [shape], **limits) for one in maps]
            polygons.append([polygon for (some,), _ in found for polygon in some])
            scores.append([score for _, (some,) in found for score in some])
        return polygons, scores


class Orientation:
    """Says how a page was turned."""

    def __init__(self, name: str, device: str = CPU) -> None:
        self._model = _load("DocImgOrientationClassification", name, device)

    def turn(self, image: Image) -> tuple[int, float]:
        """Clockwise turn in degrees that makes ``image`` upright, and how sure that is."""
        (result,) = self._model.predict(_bgr(image))
        # The label is how far the page lies turned clockwise: turn it on to the full circle.
        return -int(result["label_names"][0]) % 360, float(result["scores"][0])


class Probabilities:
    """What the recogniser says about one strip: ``frames`` x classes, class 0 blank.

    ``scale`` is pixels of the strip a frame is wide.
    """

    __slots__ = ("frames", "scale")

    def __init__(self, frames: Floats, scale: float) -> None:
        self.frames = frames
        self.scale = scale


class Recogniser:
    """Reads straightened lines into class probabilities.

    Lines shorter than ``least_width_px`` are padded to it.
    """

    def __init__(self, name: str, device: str = CPU) -> None:
        # PaddleOCR's own predict() gives text alone: of the predictor only the runner is used.
        predictor = _load("TextRecognition", name, device).paddlex_predictor
        self._run = predictor.runner
        self.characters: tuple[str, ...] = tuple(predictor.post_op.character)
        if self.characters[0] != "blank" or self.characters[-1] != " ":
            raise ConfigError(f"recogniser {name}: its dictionary is not as expected")
        self.classes = {char: i for i, char in enumerate(self.characters) if i}
        self._least_width_px = USUAL_LEAST_WIDTH

    def padding_to(self, least_width_px: int) -> Self:
        """The same recogniser, its weights shared, with another ``least_width_px``."""
        other = copy(self)
        other._least_width_px = least_width_px
        return other

    def batches(self, strips: Sequence[Image]) -> list[list[int]]:
        """Indices into ``strips``, grouped by the width that they are padded to: a line takes its
        width in time, alone or with others.
        """
        widths = [_padded(max(input_width(strip), self._least_width_px)) for strip in strips]
        groups: list[list[int]] = []
        for i in sorted(range(len(strips)), key=lambda i: -widths[i]):
            is_alike = bool(groups) and widths[i] == widths[groups[-1][0]]
            if is_alike and (len(groups[-1]) + 1) * widths[i] <= _BATCH_WIDTH:
                groups[-1].append(i)
            else:
                groups.append([i])
        return groups

    def probabilities(self, strips: Sequence[Image]) -> list[Probabilities]:
        """Class probabilities of each strip (RGB, one horizontal line), run as one batch."""
        if any(input_width(strip) > MAX_INPUT_WIDTH for strip in strips):
            raise ValueError("strip too long for the recogniser: split it")
        batch = self._batch(strips)
        (output,) = self._run(x=[batch])
        frame_px = batch.shape[3] / output.shape[1]
        found = []
        for strip, frames in zip(strips, output, strict=True):
            width = input_width(strip)
            # Frames beyond the strip see padding only.
            used = min(len(frames), int(np.ceil(width / frame_px)) + 1)
            found.append(Probabilities(frames[:used], frame_px * strip.shape[1] / width))
        return found

    def _batch(self, strips: Sequence[Image]) -> Floats:
        """The network's input, as PaddleX makes it: samples from -1 to 1, padding 0.

        PaddleX goes over all samples six times on the way, and pads to its own least width.
        """
        width = max(self._least_width_px, *(input_width(strip) for strip in strips))
        batch = np.zeros((len(strips), 3, INPUT_HEIGHT, _padded(width)), np.float32)
        for room, strip in zip(batch, strips, strict=True):
            height, length = strip.shape[:2]
            # Shorter lines are rounded up and longer ones down: so the weights were trained.
            most = max(USUAL_LEAST_WIDTH, int(INPUT_HEIGHT * (length / height)))
            size = min(input_width(strip), most), INPUT_HEIGHT
            filled = room[:, :, : size[0]]
            filled[:] = cv2.resize(_bgr(strip), size).transpose(2, 0, 1)
            filled /= 127.5
            filled -= 1.0
        return batch


def _padded(width: int) -> int:
    return min(MAX_INPUT_WIDTH, -(-width // _WIDTH_STEP) * _WIDTH_STEP)


def input_width(strip: Image) -> int:
    """Width of ``strip`` once it is resized to the recogniser's height, px."""
    height, width = strip.shape[:2]
    return int(np.ceil(INPUT_HEIGHT * width / height))
