"""Strings of composite fonts as codes and CIDs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pymupdf import mupdf

from redactor.erase.cmaps import Space

# How strings of the predefined maps fall into codes (ISO 32000-1, 9.7.5.2), by part of the name.
# ``00-80 8140-FEFE``: bytes below 81 stand alone, others come in pairs.
_PREDEFINED = (
    ("Identity", "0000-FFFF"),
    ("UCS2", "0000-FFFF"),
    ("UTF16", "0000-D7FF D800DC00-DBFFDFFF E000-FFFF"),
    ("GBK2K", "00-7F 81308130-FE39FE39 8140-FEFE"),
    ("GBpc-EUC", "00-80 A1A1-FCFE FD-FF"),
    ("GBKp-EUC", "00-80 8140-FEFE"),
    ("GBK-EUC", "00-80 8140-FEFE"),
    ("GBT-EUC", "00-80 A1A1-FEFE"),
    ("GB-EUC", "00-80 A1A1-FEFE"),
    ("B5pc", "00-80 A140-FCFE FD-FF"),
    ("ETen", "00-80 A140-FEFE"),
    ("HKscs-B5", "00-80 8740-FEFE"),
    ("KSC-EUC", "00-80 A1A1-FEFE"),
    ("KSCms-UHC", "00-80 8141-FEFE"),
    ("RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC"),
    ("CNS-EUC", "00-80 8EA1A1A1-8EA7FEFE A1A1-FEFE"),
    ("EUC-", "00-80 8EA0-8EDF A1A1-FEFE"),
)
_SEVEN_BIT = ("H", "V", "GB-H", "GB-V", "GBT-H", "GBT-V", "CNS1-H", "CNS1-V", "CNS2-H", "CNS2-V")


@dataclass(frozen=True, slots=True)
class CodeReader:
    """Strings of a composite font as codes."""

    spaces: tuple[Space, ...]
    cids: Callable[[int], set[int]]

    def codes(self, strings: Iterable[bytes]) -> set[int]:
        """Every code in ``strings``; bytes that fit nowhere count as codes of their own."""
        found: set[int] = set()
        for string in strings:
            at = 0
            while at < len(string):
                size = self._size(string[at : at + 4])
                found.add(int.from_bytes(string[at : at + size]))
                at += size
        return found

    def _size(self, head: bytes) -> int:
        for size in range(1, len(head) + 1):
            for low, high in self.spaces:
                if len(low) == size and all(
                    a <= b <= c for a, b, c in zip(low, head, high, strict=False)
                ):
                    return size
        return 1


def any_codes(strings: Iterable[bytes]) -> set[int]:
    """Every code that ``strings`` may hold, however they fall into codes."""
    return {
        int.from_bytes(string[at : at + size])
        for string in strings
        for size in range(1, 5)
        for at in range(len(string) - size + 1)
    }


def reader_of(name: str) -> CodeReader | None:
    """The reader of a predefined map; None when it is not known here."""
    spaces = predefined_spaces(name)
    if not spaces:
        return None
    if name.startswith("Identity"):
        return CodeReader(spaces, lambda code: {code})
    try:
        system = mupdf.pdf_load_system_cmap(name)
    except (mupdf.FzErrorBase, RuntimeError):
        return None
    return CodeReader(spaces, lambda code: {max(0, mupdf.pdf_lookup_cmap(system, code))})


def predefined_spaces(name: str) -> tuple[Space, ...]:
    """The codespace of a predefined map; none when it is not known here."""
    if name in _SEVEN_BIT:
        return ((b"\x21\x21", b"\x7e\x7e"),)
    for part, ranges in _PREDEFINED:
        if part in name:
            pairs = [r.split("-") for r in ranges.split()]
            return tuple((bytes.fromhex(a), bytes.fromhex(b)) for a, b in pairs)
    return ()
