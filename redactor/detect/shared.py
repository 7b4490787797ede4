"""What several detectors ask about one page: worked out once, and let go with the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import TextSource
from redactor.ports import PageView
from redactor.textnorm import is_han

T = TypeVar("T")


def once_a_page(look: Callable[[PageView], T]) -> Callable[[PageView], T]:
    """``look`` with its last result for each page: none may hold the page itself."""
    known: WeakKeyDictionary[PageView, T] = WeakKeyDictionary()

    @wraps(look)
    def looked(view: PageView) -> T:
        if view not in known:
            known[view] = look(view)
        return known[view]

    return looked


@dataclass(frozen=True, slots=True)
class Print:
    """The page's characters that stand somewhere, in columns."""

    corners: NDArray[np.float64]  # n x 4 x 2, pixels of the page
    scores: NDArray[np.float64]
    lines: NDArray[np.int64]
    from_picture: NDArray[np.bool_]  # and not from a text layer
    han: NDArray[np.bool_]


@once_a_page
def print_of(view: PageView) -> Print:
    """What was read on the page."""
    chars = [c for c in view.text.chars if c.quad is not None]
    return Print(
        view.geometry.quads_to_px([c.quad for c in chars if c.quad is not None]),
        np.array([c.score for c in chars], float),
        np.array([c.line for c in chars], np.int64),
        np.array([c.source is TextSource.OCR for c in chars], bool),
        np.array([is_han(c.text) for c in chars], bool),
    )


@once_a_page
def grey_of(view: PageView) -> NDArray[np.uint8]:
    """The page in grey, for reading only."""
    return np.asarray(cv2.cvtColor(view.image, cv2.COLOR_RGB2GRAY), np.uint8)
