"""Memory given back to the system."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

_WORTH = 16 << 20  # bytes; a page of text frees less, and the system would clear them anew


class _Info(ctypes.Structure):
    """glibc's ``struct mallinfo2``; ``fordblks`` are the bytes that are free and kept."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def give_back() -> None:
    """Return what the allocator keeps of freed memory; does nothing where there is no glibc.

    Networks free hundreds of MB in pieces. What comes next mostly asks for larger ones, which
    are mapped anew beside them, so that both would count. What is little stays.
    """
    trim, info = _glibc()
    if trim is not None and (info is None or info().fordblks >= _WORTH):
        trim(0)


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
