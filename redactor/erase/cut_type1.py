"""Type 1 programs (Adobe Type 1 Font Format) without the glyphs nobody shows.

The program is text with a part that is encrypted; each glyph is an entry of ``/CharStrings`` and
each subroutine one of ``/Subrs``. Entries are cut out; of the rest comments, texts and the name go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from redactor.erase.cut import Keep, UncutError, named_glyphs, standard_name

_EEXEC, _GLYPH = 55665, 4330  # keys of the two encryptions
_C1, _C2 = 52845, 22719
_CODE = re.compile(rb"dup\s+(\d{1,3}|8#[0-7]{1,3})\s*/([^\s/]+)\s+put")
_SUBR = re.compile(rb"dup\s+(\d{1,5})\s+(\d{1,5})\s+(RD|-\||\S{1,8})[ ]")
_GLYPH_ENTRY = re.compile(rb"/([^\s/{}()<>\[\]%]{1,63})\s+(\d{1,5})\s+(RD|-\||\S{1,8})[ ]")
_LEN_IV = re.compile(rb"/lenIV\s+(-?\d{1,2})")
_COUNT = re.compile(rb"/CharStrings\s+(\d{1,5})")
_TAIL = re.compile(rb"[\s0]*(?:cleartomark\s*)?(?:\{\s*restore\s*\}\s*if\s*)?")
_ZEROS = re.compile(rb"\s*(?:0\s*){256,}(?:cleartomark\s*)?(?:\{\s*restore\s*\}\s*if\s*)?$")
_COMMENT_OR_TEXT = re.compile(rb"%[^\r\n]*|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)", re.S)
_FONT_NAME = re.compile(rb"(/FontName\s*)/[^\s/{}()<>\[\]%]+")
_LONG_NUMBER = re.compile(rb"\d{10,}")
_LAST_WORD = b"closefile"
_FIRST_LINE = b"%!PS-AdobeFont-1.0"
_ZEROS_BEHIND = b"\n".join([b"0" * 64] * 8) + b"\ncleartomark\n"
_MAX_DEPTH = 16
_FIXED_SUBRS = 5  # flex and hint replacement: called by way of the interpreter
_CALL, _ESCAPE, _RETURN = 10, 12, b"\x0b"
_SEAC, _CALL_OTHER, _POP = 6, 16, 17


@dataclass(frozen=True, slots=True)
class _Part:
    """An entry of the private part: what it is called, its program, and where both stand."""

    name: str
    code: bytes  # encrypted
    start: int  # of the entry
    code_start: int
    end: int  # of the program; what closes the entry follows


def cut_type1(data: bytes, lengths: tuple[int, int], keep: Keep) -> tuple[bytes, int, int]:
    """The program with the glyphs ``keep`` means, and its new ``/Length1`` and ``/Length2``.

    ``lengths`` are the old ones, 0 when unknown. Raises UncutError when it cannot be done.
    """
    try:
        clear, private, tail, is_hex = _split(data, lengths)
        private, kept = _cut_private(private, _codes(clear), keep)
        clear = _named_neutrally(_wordless(_cut_codes(clear, kept)))
    except (IndexError, ValueError) as error:
        raise UncutError("a Type 1 program is damaged") from error
    secret = _encrypted(private, _EEXEC)
    if is_hex:
        secret = secret.hex().encode() + b"\n"
    tail = _ZEROS_BEHIND if tail.strip() else b""
    return clear + secret + tail, len(clear), len(secret)


def _split(data: bytes, lengths: tuple[int, int]) -> tuple[bytes, bytes, bytes, bool]:
    """The clear part, the private one decrypted (its first four bytes too), the rest, and
    whether the private part is written in hexadecimal digits.
    """
    data = _without_segments(data)
    at = data.find(b"eexec")
    if at < 0:
        raise UncutError("a Type 1 program without a private part")
    start = at + 5
    while data[start : start + 1] in (b" ", b"\t", b"\r", b"\n"):
        start += 1
    rest = data[start:]
    # White space may be a part of what is encrypted: the length given is better, if it is one.
    end = lengths[0] + lengths[1] - start
    if not 0 < end <= len(rest) or not _TAIL.fullmatch(rest[end:]):
        zeros = _ZEROS.search(rest)
        end = zeros.start() if zeros else len(rest)
    secret, tail = rest[:end], rest[end:]
    is_hex = re.fullmatch(rb"[0-9A-Fa-f\s]{8}", secret[:8]) is not None
    if is_hex:
        digits = b"".join(secret.split()).decode()
        secret = bytes.fromhex(digits[: len(digits) // 2 * 2])
    return data[:start], _decrypted(secret, _EEXEC), tail, is_hex


def _without_segments(data: bytes) -> bytes:
    """Without the headers of a PFB file."""
    if data[:1] != b"\x80":
        return data
    parts, at = [], 0
    while data[at : at + 1] == b"\x80" and data[at + 1] in (1, 2):
        size = int.from_bytes(data[at + 2 : at + 6], "little")
        parts.append(data[at + 6 : at + 6 + size])
        at += 6 + size
    return b"".join(parts)


def _codes(clear: bytes) -> dict[int, str]:
    """The built-in encoding: code to name."""
    found = {}
    for match in _CODE.finditer(clear):
        number = match.group(1)
        code = int(number[2:], 8) if number.startswith(b"8#") else int(number)
        found[code] = match.group(2).decode("latin-1")
    return found


def _cut_codes(clear: bytes, names: set[str]) -> bytes:
    return _CODE.sub(lambda m: m.group() if m.group(2).decode("latin-1") in names else b"", clear)


def _wordless(code: bytes) -> bytes:
    """PostScript without what it says to people."""
    return _COMMENT_OR_TEXT.sub(lambda m: b"()" if m.group()[:1] == b"(" else b"", code)


def _named_neutrally(clear: bytes) -> bytes:
    """The clear part, its texts gone, under a name that says nothing."""
    bare = _LONG_NUMBER.sub(b"0", _FONT_NAME.sub(rb"\1/F", clear))
    return _FIRST_LINE + b"\n" + bare.lstrip()


def _cut_private(private: bytes, codes: dict[int, str], keep: Keep) -> tuple[bytes, set[str]]:
    """The private part without entries nobody uses, and the names of the glyphs it has."""
    iv = int(found.group(1)) if (found := _LEN_IV.search(private)) else 4
    where = private.find(b"/CharStrings")
    if where < 0:
        raise UncutError("a Type 1 program without glyphs")
    subrs_at = private.find(b"/Subrs", 0, where)
    subrs = _parts(private, _SUBR, subrs_at, where) if subrs_at >= 0 else []
    glyphs = _parts(private, _GLYPH_ENTRY, where + 12, len(private))
    if not glyphs or len({s.name for s in subrs}) < len(subrs):
        raise UncutError("a Type 1 program of another form")
    names = [g.name for g in glyphs]
    built_in = {c: {i for i, n in enumerate(names) if n == name} for c, name in codes.items()}
    wanted = named_glyphs(keep.wishes, names, built_in)
    wanted |= {i for i, name in enumerate(names) if name == ".notdef"}
    uses = _Uses({g.name: g for g in glyphs}, {int(s.name): s for s in subrs}, iv)
    kept = uses.closure({names[i] for i in wanted})
    out, at = [], 0
    for part in subrs:
        if int(part.name) not in uses.subrs:
            code = _encrypted(bytes(iv) + _RETURN, _GLYPH) if iv >= 0 else _RETURN
            out += [private[at : part.start], b"dup %d %d " % (int(part.name), len(code))]
            out += [_word_before(private, part), b" ", code]
            at = part.end
    for part in glyphs:
        if part.name not in kept:
            out.append(private[at : part.start])
            at = _after(private, part.end)
    end = private.find(_LAST_WORD, max(at, glyphs[-1].end))
    out.append(private[at : end + len(_LAST_WORD)] + b"\n" if end >= 0 else private[at:])
    cut = b"".join(out)
    start = min(i for i in (cut.find(b"/Subrs"), cut.find(b"/CharStrings")) if i >= 0)
    cut = cut[:4] + _wordless(cut[4:start]) + cut[start:]
    return _COUNT.sub(b"/CharStrings %d" % len(kept), cut, count=1), kept


def _parts(data: bytes, pattern: re.Pattern[bytes], start: int, end: int) -> list[_Part]:
    """The entries in a row; what closes one may be any word, so the next is looked for near."""
    found: list[_Part] = []
    at, reach = start, 200
    while (match := pattern.search(data, at, min(end, at + reach))) is not None:
        size = int(match.group(2))
        stop = match.end() + size
        if stop > end:
            raise UncutError("a Type 1 program is damaged")
        name = match.group(1).decode("latin-1")
        found.append(_Part(name, data[match.end() : stop], match.start(), match.end(), stop))
        at, reach = stop, 40
    return found


def _word_before(data: bytes, part: _Part) -> bytes:
    """The word that reads the program: ``RD`` or ``-|``."""
    return data[part.start : part.code_start].split()[-1]


def _after(data: bytes, at: int) -> int:
    """Behind the word that closes an entry (``ND``, ``|-``, ``noaccess def``) and its line."""
    match = re.compile(rb"\s*(?:noaccess\s+def|readonly\s+def|\S{1,8})[ \t]*(?:\r\n|\r|\n)?").match(
        data, at
    )
    if match is None:
        raise UncutError("a Type 1 program is damaged")
    return match.end()


class _Uses:
    """Which subroutines and accented glyphs' parts are in use."""

    def __init__(self, glyphs: dict[str, _Part], subrs: dict[int, _Part], iv: int) -> None:
        self.glyphs, self.all_subrs, self.iv = glyphs, subrs, iv
        self.parts: list[str] = []
        self.subrs = {number for number in subrs if number < _FIXED_SUBRS}

    def closure(self, names: set[str]) -> set[str]:
        """``names`` and the parts of accented glyphs; the subroutines they call are noted."""
        kept: set[str] = set()
        waiting = sorted(names)
        while waiting:
            name = waiting.pop()
            if name in self.glyphs and name not in kept:
                kept.add(name)
                self.parts = []
                self._follow(self._plain(self.glyphs[name]), [], 0)
                waiting += self.parts
        return kept

    def _plain(self, part: _Part) -> bytes:
        return _decrypted(part.code, _GLYPH)[self.iv :] if self.iv >= 0 else part.code

    def _follow(self, code: bytes, stack: list[int], depth: int) -> None:
        """Note what a program calls, subroutines on the same stack."""
        at = 0
        while at < len(code):
            first = code[at]
            if first >= 32:
                number, at = _number(code, at)
                stack.append(number)
                continue
            at += 1
            if first == _CALL:
                self._call(stack, depth)
            elif first == _ESCAPE:
                self._escape(code[at], stack)
                at += 1
            elif first != _RETURN[0]:
                stack.clear()

    def _escape(self, second: int, stack: list[int]) -> None:
        if second == _CALL_OTHER and len(stack) >= 2:
            count, number = stack[-2:]
            # Hint replacement gives its argument back to ``pop``, to be called.
            del stack[-2 if number == 3 else -2 - max(0, count) :]
        elif second == _SEAC:
            self.parts += [standard_name(v & 0xFF) for v in stack[-2:]]
            stack.clear()
        elif second != _POP:
            stack.clear()

    def _call(self, stack: list[int], depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise UncutError("subroutines run in a circle")
        if not stack or stack[-1] not in self.all_subrs:
            # Computed, or by way of an interpreter's procedure: any may be meant.
            self.subrs |= set(self.all_subrs)
            return
        number = stack.pop()
        self.subrs.add(number)
        self._follow(self._plain(self.all_subrs[number]), stack, depth + 1)


def _number(code: bytes, at: int) -> tuple[int, int]:
    first = code[at]
    if first <= 246:
        return first - 139, at + 1
    if first <= 250:
        return (first - 247) * 256 + code[at + 1] + 108, at + 2
    if first <= 254:
        return -(first - 251) * 256 - code[at + 1] - 108, at + 2
    return int.from_bytes(code[at + 1 : at + 5], signed=True), at + 5


def _decrypted(data: bytes, key: int) -> bytes:
    out = bytearray(len(data))
    for i, byte in enumerate(data):
        out[i] = byte ^ key >> 8
        key = ((byte + key) * _C1 + _C2) & 0xFFFF
    return bytes(out)


def _encrypted(data: bytes, key: int) -> bytes:
    out = bytearray(len(data))
    for i, byte in enumerate(data):
        out[i] = byte ^ key >> 8
        key = ((out[i] + key) * _C1 + _C2) & 0xFFFF
    return bytes(out)
