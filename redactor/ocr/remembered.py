"""An engine that reads nothing twice: what it read is kept by what it was shown."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

import cv2
import numpy as np
import onnxruntime

from redactor.config import spotting
from redactor.datatypes import Candidate, OcrPage, PageText
from redactor.geometry import PageGeometry, PxBox
from redactor.ports import (
    Image,
    KnownLine,
    OcrEngine,
    ReadingCache,
    StripReader,
    StripText,
    TextReader,
)

T = TypeVar("T")
_ANY_PAGE = 1


class Engine(OcrEngine, TextReader, StripReader, Protocol):
    """What reads pages, and strips as well."""


class RememberingEngine:
    """Answers from a ``ReadingCache`` where the same was read before; else asks ``engine``.

    The same means: the very pixels, their place on the page, and the values to spot, by the same
    weights, settings and code. So two engines never answer for each other: ``identity`` tells
    them apart, and the second reading of verification stays a reading of its own.
    """

    def __init__(self, engine: Engine, cache: ReadingCache, identity: str) -> None:
        self.name = engine.name
        self._engine = engine
        self._cache = cache
        self._identity = f"{identity} {engine.name} {_code()}"

    def read(
        self,
        image: Image,
        geometry: PageGeometry,
        page_no: int,
        candidates: Sequence[Candidate] = (),
        regions: Sequence[PxBox] | None = None,
        lines: Sequence[KnownLine] | None = None,
    ) -> OcrPage:
        """See ``ports.OcrEngine``. An identical page under another number is not read again."""
        wanted = [(c.candidate_id, c.entity.value, c.text) for c in candidates]
        known = None if lines is None else [(line.box, line.said) for line in lines]
        page = self._once(
            lambda: self._engine.read(image, geometry, _ANY_PAGE, candidates, regions, lines),
            image,
            f"page {geometry!r} {regions!r} {known!r} {wanted!r}",
        )
        return replace(
            page,
            text=PageText(page_no, page.text.chars),
            spotted=tuple(replace(s, page_no=page_no) for s in page.spotted),
        )

    def read_strip(self, image: Image) -> tuple[str, float]:
        """See ``ports.TextReader``."""
        return self._once(lambda: self._engine.read_strip(image), image, "strip")

    def spot_strip(self, image: Image, candidates: Sequence[Candidate]) -> StripText:
        """See ``ports.StripReader``."""
        wanted = [(c.candidate_id, c.entity.value, c.text) for c in candidates]
        return self._once(
            lambda: self._engine.spot_strip(image, candidates), image, f"spot {wanted!r}"
        )

    def fits_round(self, image: Image, texts: Sequence[str]) -> tuple[float, ...]:
        """See ``ports.StripReader``."""
        return self._once(lambda: self._engine.fits_round(image, texts), image, f"round {texts!r}")

    def _once(self, read: Callable[[], T], image: Image, more: str) -> T:
        digest = hashlib.sha256(f"{self._identity} {image.shape} {more}".encode())
        digest.update(np.ascontiguousarray(image).data)
        if (kept := self._cache.get(digest.digest())) is not None:
            found: T = pickle.loads(kept)  # sealed with the batch's key: it is what we wrote
            return found
        result = read()
        self._cache.put(digest.digest(), pickle.dumps(result))
        return result


@cache
def _code() -> str:
    """A hash of what reads: a changed reader must not be answered for by an older one."""
    own = Path(__file__).parent
    digest = hashlib.sha256(f"{onnxruntime.__version__} {cv2.__version__}".encode())
    records = (own.parent / name for name in ("datatypes.py", "geometry.py", "pagetext.py"))
    for path in (*sorted(own.glob("*.py")), *records, spotting.DEFAULT):
        digest.update(path.read_bytes())
    return digest.hexdigest()
