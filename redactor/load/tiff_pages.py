"""The pages of a TIFF counted by its chain of directories (TIFF 6.0, section 2)."""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from pathlib import Path

_BIG = (b"+\0", b"\0+")  # 43: offsets of eight bytes


def has_more_pages(path: Path, most: int) -> bool:
    """Whether a TIFF has more than ``most`` pages. The library that reads it walks over them time
    and again: 100,000 take it minutes. False where the chain ends early or goes round.
    """
    seen: set[int] = set()
    with path.open("rb") as file, suppress(struct.error, OSError, OverflowError, ValueError):
        head = file.read(16)
        order, is_big = "<" if head[:2] == b"II" else ">", head[2:4] in _BIG
        count, offset, entry = ("Q", "Q", 20) if is_big else ("H", "I", 12)
        (at,) = struct.unpack_from(order + offset, head, 8 if is_big else 4)
        while at and at not in seen:
            file.seek(at)
            (entries,) = struct.unpack(order + count, file.read(struct.calcsize(count)))
            seen.add(at)
            if len(seen) > most:
                return True
            file.seek(entries * entry, os.SEEK_CUR)
            (at,) = struct.unpack(order + offset, file.read(struct.calcsize(offset)))
    return False
