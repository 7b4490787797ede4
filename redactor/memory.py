"""Memory given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return what the allocator keeps of freed memory; does nothing where there is no glibc.

    Networks free hundreds of MB in pieces. What comes next mostly asks for larger ones, which
    are mapped anew beside them, so that both would count.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
