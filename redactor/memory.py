"""Memory given back to the system, and what the garbage collector leaves alone."""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pymupdf

# Bytes. What a page of text frees the next one takes again, and the system would clear it anew.
_WORTH = 128 << 20
_WORTH_BEFORE_PEAK = 16 << 20
_PAGES_OF_PRINT = 16
_OFTEN_S = 0.25  # the allocator counts what is free piece by piece: half a millisecond
_SELDOM = 20_000  # objects made and not let go; CPython's own is 700

_looked_s = -_OFTEN_S


class _Info(ctypes.Structure):
    """glibc's ``struct mallinfo2``; ``fordblks`` are the bytes that are free and kept."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def give_back(*, before_peak: bool = False) -> None:
    """Return what the allocator keeps of freed memory; does nothing where there is no glibc.

    Networks free hundreds of MB in pieces. What comes next mostly asks for larger ones, which
    are mapped anew beside them, so that both would count. What is little stays; less of it
    ``before_peak``, when a whole page is to be read by OCR. Otherwise it is looked at some times a
    second only.
    """
    global _looked_s
    if not before_peak and time.monotonic() < _looked_s + _OFTEN_S:
        return
    _looked_s = time.monotonic()
    trim, info = _glibc()
    least = _WORTH_BEFORE_PEAK if before_peak else _WORTH
    if trim is not None and (info is None or info().fordblks >= least):
        trim(0)


@contextmanager
def loading() -> Iterator[None]:
    """Have the garbage collector rest while modules and models are loaded.

    All of it stays, and would be walked again and again: a fifth of the time that it takes. Where
    modules came the collector leaves them alone from then on; where none did, that would only keep
    what is garbage already.
    """
    was_on, modules = gc.isenabled(), len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > modules:
            gc.freeze()
        if was_on:
            gc.enable()


def forget_drawn(page: pymupdf.Page) -> None:
    """Have MuPDF drop what it keeps of pages up to this one: it would keep 256 MB.

    Pictures are what takes the room, and nobody asks for them once their page is done. Fonts, which
    take as long to load as a small page to draw, are kept for a few pages of print.
    """
    from pymupdf import TOOLS  # a worker has this module before it lets the collector rest

    if page.number % _PAGES_OF_PRINT == _PAGES_OF_PRINT - 1 or page.get_images():
        TOOLS.store_shrink(100)


@cache
def keep_models() -> None:
    """Have the garbage collector leave alone what lives until now; once a process.

    Models and their libraries are half a million objects, all of them walked over again and again
    while the pages of a document are made of as many. Called when all models were in use.
    """
    gc.collect()
    gc.freeze()


@cache
def keep_program() -> None:
    """The same of what was loaded just now; once a process.

    Hardly any of it is garbage: nobody walks over it to find that out. What is made later is walked
    over seldom: a page is tens of thousands of small objects, and hardly any two refer to each
    other.
    """
    gc.freeze()
    gc.set_threshold(_SELDOM)


@cache
def _glibc() -> tuple[Any, Any]:
    """``malloc_trim`` and ``mallinfo2``, None where they are not."""
    if sys.platform != "linux":
        return None, None
    library = ctypes.CDLL(None)
    info = getattr(library, "mallinfo2", None)
    if info is not None:
        info.restype = _Info
    return getattr(library, "malloc_trim", None), info
