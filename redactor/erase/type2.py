"""Glyph programs of Type 2 (Adobe Technical Note 5177): which subroutines they call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from redactor.erase.cut import UncutError, standard_name

_MAX_DEPTH = 32
_STEMS, _MASKS = (1, 3, 18, 23), (19, 20)
_CALL, _RETURN, _END, _CALL_GLOBAL = 10, 11, 14, 29
_FLEXES = (34, 35, 36, 37)


@dataclass(slots=True)
class Calls:
    """Subroutines that glyphs of one Font DICT call, and the glyphs they are put together of."""

    local_subrs: set[int] = field(default_factory=set)
    global_subrs: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)


def trace(
    glyph: bytes, local_subrs: Sequence[bytes], global_subrs: Sequence[bytes], calls: Calls
) -> list[float] | None:
    """Note what ``glyph`` calls. Returns the four operands of an accented one's ``endchar``.

    Raises UncutError for a program that computes what it calls.
    """
    run = _Run(local_subrs, global_subrs, calls)
    run.execute(glyph, 0)
    return run.ends


def seac_parts(operands: list[float]) -> tuple[str, str]:
    """Names of the base and the accent."""
    base, accent = (int(v) & 0xFF for v in operands[-2:])
    return standard_name(base), standard_name(accent)


@dataclass(slots=True)
class _Run:
    local_subrs: Sequence[bytes]
    global_subrs: Sequence[bytes]
    calls: Calls
    stack: list[float] = field(default_factory=list)
    hints: int = 0
    ends: list[float] | None = None

    def execute(self, code: bytes, depth: int) -> bool:
        """Follow a program; True when the glyph has ended."""
        if depth > _MAX_DEPTH:
            raise UncutError("subroutines run in a circle")
        at, stack = 0, self.stack
        while at < len(code):
            first = code[at]
            at += 1
            # Numbers first: nearly all of a program.
            if first >= 32:
                if first <= 246:
                    stack.append(first - 139)
                elif first <= 250:
                    stack.append((first - 247) * 256 + code[at] + 108)
                    at += 1
                elif first <= 254:
                    stack.append(-(first - 251) * 256 - code[at] - 108)
                    at += 1
                else:
                    stack.append(int.from_bytes(code[at : at + 4], signed=True) / 65536)
                    at += 4
                continue
            if first == 28:
                stack.append(int.from_bytes(code[at : at + 2], signed=True))
                at += 2
                continue
            if first == _RETURN:
                return False
            if first == _END:
                if len(stack) >= 4:
                    self.ends = stack[-4:]
                return True
            if first in (_CALL, _CALL_GLOBAL):
                if self._call(first == _CALL_GLOBAL, depth):
                    return True
                continue
            if first in _STEMS or first in _MASKS:
                self.hints += len(stack) // 2
                at += (self.hints + 7) // 8 if first in _MASKS else 0
            elif first == 12:
                if code[at] not in _FLEXES:
                    raise UncutError("a glyph program that computes")
                at += 1
            stack.clear()
        return False

    def _call(self, is_global: bool, depth: int) -> bool:
        subrs = self.global_subrs if is_global else self.local_subrs
        noted = self.calls.global_subrs if is_global else self.calls.local_subrs
        bias = 107 if len(subrs) < 1240 else 1131 if len(subrs) < 33900 else 32768
        number = int(self.stack.pop()) + bias
        if not 0 <= number < len(subrs):
            raise UncutError("a subroutine is missing")
        noted.add(number)
        return self.execute(subrs[number], depth + 1)
