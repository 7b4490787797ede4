"""CFF programs (Adobe Technical Note 5176) without the glyphs nobody shows.

The tables are laid out anew around the old bytes: a kept glyph's program is the same to the
byte. Subroutines keep their numbers, and those that no kept glyph calls become empty: in Han
fonts they hold whole components of characters.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fontTools import cffLib

from redactor.erase.cff_tables import (
    Dict,
    card16,
    charset_bytes,
    dict_bytes,
    index_bytes,
    read_dict,
    read_index,
    without,
)
from redactor.erase.cut import Keep, UncutError, named_glyphs
from redactor.erase.type2 import Calls, seac_parts, trace

_EMPTY_GLYPH, _EMPTY_SUBR = b"\x0e", b"\x0b"  # endchar, return
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 16, 17, 18, 19
_ROS, _FDARRAY, _FDSELECT, _CHARSTRING_TYPE, _CID_COUNT = 1230, 1236, 1237, 1206, 1234
_SIDS = frozenset((0, 1, 2, 3, 4, 1200, 1221, 1222, 1230, 1238))  # operators with strings
_STANDARD = len(cffLib.cffStandardStrings)
_CHARSETS = (
    cffLib.cffISOAdobeStrings,
    cffLib.cffIExpertStrings,
    cffLib.cffExpertSubsetStrings,
)


def cut_cff(data: bytes, keep: Keep, kinds: Collection[bool], *, retain: bool) -> bytes:
    """The program ``data`` with the glyphs that ``keep`` means.

    ``kinds`` says whether the fonts that use it are simple ones (True), composite ones, or both:
    simple ones ask by name or code, others by CID (by glyph id where the program has no CIDs).
    ``retain``: glyph ids must not change, for what refers to them; nobody can tell then which of
    the empty ones were ever drawn. Raises UncutError when it cannot be done.
    """
    try:
        return _Program(data).cut(keep, kinds, retain=retain)
    except (IndexError, KeyError, OverflowError, RecursionError) as error:
        raise UncutError("a CFF program is damaged") from error


@dataclass(slots=True)
class _Private:
    """A Private DICT with its local subroutines."""

    raw: Dict
    subrs: list[bytes]


class _Program:
    def __init__(self, data: bytes) -> None:
        if len(data) < 4 or data[0] != 1:
            raise UncutError("not a CFF program of version 1")
        self.data = data
        self.names, at = read_index(data, data[2])
        tops, at = read_index(data, at)
        self.strings, at = read_index(data, at)
        self.global_subrs, _ = read_index(data, at)
        if len(tops) != 1:
            raise UncutError("a CFF set of several fonts")
        self.top = read_dict(tops[0])
        if int(self._number(self.top, _CHARSTRING_TYPE, 2)) != 2:
            raise UncutError("CFF with Type 1 glyph programs")
        self.glyphs, _ = read_index(data, int(self._number(self.top, _CHARSTRINGS, 0)))
        if not self.glyphs:
            raise UncutError("a CFF program without glyphs")
        self.is_cid = _ROS in self.top
        self.sids = self._charset()
        self.fds, self.fd_of = self._font_dicts()

    # What is there ------------------------------------------------------------------------

    @staticmethod
    def _number(table: Dict, operator: int, default: float) -> float:
        operands = table.get(operator)
        return operands[-1][0] if operands else default

    def _charset(self) -> list[int]:
        """SID (in a CID-keyed program: CID) of every glyph."""
        count, at = len(self.glyphs), int(self._number(self.top, _CHARSET, 0))
        if at <= 2:
            if self.is_cid:
                return list(range(count))
            ids = {s: i for i, s in enumerate(cffLib.cffStandardStrings)}
            return [ids[s] for s in _CHARSETS[at][:count]]
        form, at = self.data[at], at + 1
        sids = [0]
        while len(sids) < count:
            first = card16(self.data, at)
            at += 2
            left = 0
            if form in (1, 2):
                left = self.data[at] if form == 1 else card16(self.data, at)
                at += form
            elif form != 0:
                raise UncutError("a CFF charset of an unknown format")
            sids += range(first, first + left + 1)
        return sids[:count]

    def _font_dicts(self) -> tuple[list[tuple[Dict, _Private]], list[int]]:
        """Font DICTs with their Private ones, and which each glyph has."""
        if not self.is_cid:
            return [({}, self._private(self.top))], [0] * len(self.glyphs)
        items, _ = read_index(self.data, int(self._number(self.top, _FDARRAY, 0)))
        tables = [read_dict(item) for item in items]
        return [(t, self._private(t)) for t in tables], self._fd_select()

    def _private(self, table: Dict) -> _Private:
        operands = table.get(_PRIVATE)
        if not operands or len(operands) != 2:
            return _Private({}, [])
        size, at = (int(value) for value, _ in operands)
        raw = read_dict(self.data[at : at + size])
        below = int(self._number(raw, _SUBRS, 0))
        return _Private(raw, read_index(self.data, at + below)[0] if below else [])

    def _fd_select(self) -> list[int]:
        count, at = len(self.glyphs), int(self._number(self.top, _FDSELECT, 0))
        if self.data[at] == 0:
            return list(self.data[at + 1 : at + 1 + count])
        if self.data[at] != 3:
            raise UncutError("a CFF FDSelect of an unknown format")
        ranges, at = card16(self.data, at + 1), at + 3
        chosen: list[int] = []
        for _ in range(ranges):
            after = card16(self.data, at + 3)
            chosen += [self.data[at + 2]] * (after - card16(self.data, at))
            at += 3
        if len(chosen) < count:
            raise UncutError("a CFF FDSelect that is too short")
        return chosen[:count]

    def _encoding(self) -> dict[int, set[int]]:
        """Glyphs of the built-in encoding by code; empty for a predefined one."""
        at = int(self._number(self.top, _ENCODING, 0))
        found: dict[int, set[int]] = {}
        if at <= 1 or self.is_cid:
            return found
        form, count, at = self.data[at], self.data[at + 1], at + 2
        gid = 1
        for _ in range(count):
            left = self.data[at + 1] if form & 0x7F else 0
            for code in range(self.data[at], self.data[at] + left + 1):
                found.setdefault(code, set()).add(gid)
                gid += 1
            at += 2 if form & 0x7F else 1
        if form & 0x80:
            for i in range(self.data[at]):
                code, sid = self.data[at + 1 + 3 * i], card16(self.data, at + 2 + 3 * i)
                if sid in self.sids:
                    found.setdefault(code, set()).add(self.sids.index(sid))
        return found

    def _name(self, sid: int) -> str:
        if sid < _STANDARD:
            return str(cffLib.cffStandardStrings[sid])
        if sid - _STANDARD < len(self.strings):
            return self.strings[sid - _STANDARD].decode("latin-1")
        return ""

    # What stays ---------------------------------------------------------------------------

    def cut(self, keep: Keep, kinds: Collection[bool], *, retain: bool) -> bytes:
        encoding = self._encoding()
        gids = {0} | {g for g in keep.gids if g < len(self.glyphs)}
        if True in kinds:
            if self.is_cid:
                raise UncutError("a CID-keyed program in a simple font")
            names = [self._name(sid) for sid in self.sids]
            gids |= named_glyphs(keep.wishes, names, encoding)
        if self.is_cid:
            gids |= {g for g, cid in enumerate(self.sids) if cid in keep.cids}
        elif False in kinds:
            # Without CIDs of its own the program is asked for glyph ids.
            gids |= {g for g in keep.cids if g < len(self.glyphs)}
            retain = True
        calls = self._calls(gids)
        for glyphs in calls.values():
            gids |= glyphs.parts
        if retain:
            order = list(range(len(self.glyphs)))
        else:
            coded = {g for glyphs in encoding.values() for g in glyphs} & gids
            order = [0, *sorted(coded - {0}), *sorted(gids - coded - {0})]
        codes = {w.code for w in keep.wishes}
        return self._written(order, gids, calls, {c: encoding[c] for c in encoding if c in codes})

    def _calls(self, gids: set[int]) -> dict[int, Calls]:
        """Subroutines that are called, by Font DICT; parts of accented glyphs join ``gids``."""
        calls = {fd: Calls() for fd in range(len(self.fds))}
        waiting, done = sorted(gids), set[int]()
        while waiting:
            gid = waiting.pop()
            if gid in done:
                continue
            done.add(gid)
            fd = self.fd_of[gid]
            subrs = self.fds[fd][1].subrs
            try:
                ends = trace(self.glyphs[gid], subrs, self.global_subrs, calls[fd])
            except (UncutError, IndexError):
                # Readers forgive more than can be followed here: nothing is taken from it.
                calls[fd].local_subrs |= set(range(len(subrs)))
                calls[fd].global_subrs |= set(range(len(self.global_subrs)))
                continue
            if ends is not None and not self.is_cid:
                names = [self._name(sid) for sid in self.sids]
                parts = {names.index(n) for n in seac_parts(ends) if n in names}
                calls[fd].parts |= parts
                waiting += parts
        return calls

    # Written anew -------------------------------------------------------------------------

    def _written(
        self,
        order: Sequence[int],
        gids: set[int],
        calls: dict[int, Calls],
        encoding: dict[int, set[int]],
    ) -> bytes:
        sids = self._neutral_ids(order, gids)
        called = set[int]().union(*(c.global_subrs for c in calls.values()))
        parts = {
            _CHARSET: charset_bytes(sids),
            _CHARSTRINGS: index_bytes(
                [self.glyphs[g] if g in gids else _EMPTY_GLYPH for g in order]
            ),
        }
        if not self.is_cid and int(self._number(self.top, _ENCODING, 0)) > 1:
            parts[_ENCODING] = self._encoding_bytes(order, gids, encoding)
        if self.is_cid:
            parts[_FDSELECT] = bytes([0, *(self.fd_of[g] for g in order)])
            if len(order) > 64:
                parts[_FDSELECT] = min(parts[_FDSELECT], self._fd_ranges(order), key=len)
        strings = index_bytes(self._strings(sids, encoding))
        subrs = index_bytes(_emptied(self.global_subrs, called))
        head = b"\x01\x00\x04\x04" + index_bytes(self.names)
        privates = [
            self._private_bytes(private, calls[fd].local_subrs)
            for fd, (_, private) in enumerate(self.fds)
        ]
        # Every offset takes five bytes, so sizes are known before positions are.
        places = dict.fromkeys((*parts, *((_FDARRAY,) if self.is_cid else ())), 0)
        top = self._top_bytes(places, (0, 0))
        at = len(head) + len(index_bytes([top])) + len(strings) + len(subrs)
        for key, part in parts.items():
            places[key], at = at, at + len(part)
        spots = []
        for body, size in privates:
            spots.append((size, at))
            at += len(body)
        tail = b""
        if self.is_cid:
            places[_FDARRAY] = at
            tail = index_bytes(
                [
                    dict_bytes(without(table, _PRIVATE), {_PRIVATE: spot})
                    for (table, _), spot in zip(self.fds, spots, strict=True)
                ]
            )
        top = self._top_bytes(places, spots[0])
        body = b"".join([*parts.values(), *(body for body, _ in privates), tail])
        return head + index_bytes([top]) + strings + subrs + body

    def _neutral_ids(self, order: Sequence[int], gids: set[int]) -> list[int]:
        """What the charset says of each glyph. A CID of a registered collection tells which
        character it is, so empty glyphs get ones that nobody asks for.
        """
        if not self.is_cid:
            return [self.sids[g] if g in gids else 0 for g in order]
        taken = {self.sids[g] for g in gids}
        spare = iter([c for c in range(len(order) + len(taken), 0, -1) if c not in taken])
        return [self.sids[g] if g in gids else next(spare) for g in order]

    def _strings(self, sids: Sequence[int], encoding: dict[int, set[int]]) -> list[bytes]:
        """The strings, those of glyphs that went emptied: numbers must not change."""
        used = set() if self.is_cid else set(sids)
        for table in (self.top, *(t for t, _ in self.fds)):
            for operator in _SIDS & table.keys():
                values = table[operator][:2] if operator == _ROS else table[operator]
                used |= {int(value) for value, _ in values}
        strings = [s if i + _STANDARD in used else b"" for i, s in enumerate(self.strings)]
        while strings and not strings[-1]:
            strings.pop()
        return strings

    def _encoding_bytes(
        self, order: Sequence[int], gids: set[int], encoding: dict[int, set[int]]
    ) -> bytes:
        """The codes of the first glyphs in a row; supplements say the others by glyph."""
        pairs = [(code, self.sids[g]) for code in sorted(encoding) for g in sorted(encoding[code])]
        pairs = [(code, sid) for code, sid in pairs if sid]
        first: list[int] = []
        by_gid = {g: code for code in sorted(encoding) for g in encoding[code]}
        for gid in order[1:]:
            if gid not in by_gid or gid not in gids:
                break
            first.append(by_gid[gid])
        placed = {(code, self.sids[g]) for g, code in zip(order[1:], first, strict=False)}
        rest = [pair for pair in pairs if pair not in placed][:255]
        out = bytes([0x80 if rest else 0, len(first), *first])
        if rest:
            out += bytes([len(rest)])
            out += b"".join(bytes([code]) + sid.to_bytes(2) for code, sid in rest)
        return out

    def _fd_ranges(self, order: Sequence[int]) -> bytes:
        starts = [
            i for i, g in enumerate(order) if i == 0 or self.fd_of[g] != self.fd_of[order[i - 1]]
        ]
        rows = [i.to_bytes(2) + bytes([self.fd_of[order[i]]]) for i in starts]
        return b"\x03" + len(rows).to_bytes(2) + b"".join(rows) + len(order).to_bytes(2)

    def _private_bytes(self, private: _Private, called: set[int]) -> tuple[bytes, int]:
        """A Private DICT with its subroutines behind it, and the size of the DICT alone."""
        if not private.subrs:
            raw = dict_bytes(without(private.raw, _SUBRS), {})
            return raw, len(raw)
        plain = without(private.raw, _SUBRS)
        size = len(dict_bytes(plain, {_SUBRS: (0,)}))
        raw = dict_bytes(plain, {_SUBRS: (size,)})
        return raw + index_bytes(_emptied(private.subrs, called)), size

    def _top_bytes(self, places: dict[int, int], private: tuple[int, int]) -> bytes:
        added: dict[int, tuple[int, ...]] = {key: (at,) for key, at in places.items()}
        if not self.is_cid:
            added[_PRIVATE] = private
        if _CID_COUNT in self.top:
            added[_CID_COUNT] = (0xFFFF,)  # may be the highest CID there was, and one
        return dict_bytes(without(self.top, _PRIVATE, *added), added)


def _emptied(subrs: Sequence[bytes], called: set[int]) -> list[bytes]:
    return [s if i in called else _EMPTY_SUBR for i, s in enumerate(subrs)]
