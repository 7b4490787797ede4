"""Content streams written anew: drawing operators only, resources renamed and pruned.

What this takes away: comments, marked content with its properties (ActualText, Alt, MCID),
unknown operators and their operands, resources nobody draws (fonts, earlier pictures), and the
names of resources, which may be anything.

Where MuPDF's filter wrote the content, places of text are told as they were before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from redactor.erase.bare_pictures import carries_more
from redactor.erase.content import (
    MAX_DEPTH,
    Op,
    is_form,
    keep,
    key_of,
    lookup,
    parse,
    with_matrices,
)
from redactor.erase.faults import EraseError
from redactor.erase.frames import Affine
from redactor.erase.inline import inline_as_xobject, says_more
from redactor.erase.places import Told, told_as_before
from redactor.erase.plain_numbers import unparse_plain

_DRAWING = frozenset(
    "b B b* B* BI BT c cm CS cs d d0 d1 Do ET f F f* G g gs h i j J K k l m M n q Q re RG rg ri "
    "s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
_NAMED = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
_LETTER = {
    "/XObject": "X",
    "/Font": "F",
    "/ExtGState": "G",
    "/Shading": "H",
    "/ColorSpace": "C",
    "/Pattern": "P",
}
_BUILT_IN = ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern", "/G", "/RGB", "/CMYK")
# Colour spaces a page may redefine without naming them in its content.
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
_ALLOWED = {
    "/ExtGState": frozenset(
        "/Type /LW /LC /LJ /ML /D /RI /OP /op /OPM /Font /BG /BG2 /UCR /UCR2 /TR /TR2 /FL /SM "
        "/SA /BM /SMask /CA /ca /AIS /TK".split()
    ),
    "/Shading": frozenset(
        "/ShadingType /ColorSpace /Background /BBox /AntiAlias /Function /Domain /Matrix /Coords "
        "/Extend".split()
    ),
    "/Pattern": frozenset("/Type /PatternType /Shading /Matrix /ExtGState".split()),
}
_OF_A_SIZE = frozenset(("Do", "BI"))
_PATH = frozenset("m l c v y re h".split())
_PAINTS = frozenset("b b* B B* f F f* s S sh Do BI Tj TJ ' \"".split())
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))


@dataclass(slots=True)
class ContentCleaner:
    """Cleans each container of a document once; forms used by many pages stay one."""

    pdf: Pdf
    _done: dict[object, Object] = field(default_factory=dict)
    _kept: list[Object] = field(default_factory=list)  # keeps identities of direct objects
    _before: Told | None = None

    def page(self, page: Object, resources: Object, before: Told | None) -> None:
        """Rewrite ``page``'s content and give it resources of its own.

        ``before``: the places of its text, where MuPDF's filter wrote the content.
        """
        self._before = before
        ops, fresh = self._clean(parse(page), resources, 0)
        page["/Contents"] = self.pdf.make_stream(unparse_plain(ops))
        page["/Resources"] = fresh

    def _clean(
        self, ops: Iterable[Op], resources: Object, depth: int
    ) -> tuple[list[Op], Dictionary]:
        if depth > MAX_DEPTH:
            raise EraseError("forms are nested too deeply")
        names = _Names(resources)
        ops = ops if self._before is None else told_as_before(ops, self._before)
        out = _without_idle(self._operations(ops, names))
        return out, self._resources(names, depth)

    def _operations(self, ops: Iterable[Op], names: _Names) -> Iterator[Op]:
        for op, matrix in with_matrices(ops, Affine()):
            if op.name not in _DRAWING or (op.name in _OF_A_SIZE and _is_point(matrix)):
                continue
            if op.name == "BI" and (says_more(op) or carries_more(op.operands[0])):
                image = inline_as_xobject(self.pdf, op, names.resources)
                yield Op("Do", [names.add("/XObject", image)])
            elif op.name in _NAMED:
                renamed = self._renamed(op, names)
                if renamed is not None:
                    yield renamed
            elif op.name == "BI":
                yield op
            else:
                yield Op(op.name, _plain(op))

    def _renamed(self, op: Op, names: _Names) -> Op | None:
        kind = _NAMED[op.name]
        if kind == "/Font":
            if len(op.operands) != 2 or not isinstance(op.operands[0], Name):
                return None
            return Op("Tf", [names.of(kind, op.operands[0]) or Name.F0, op.operands[1]])
        if not op.operands or not isinstance(op.operands[-1], Name):
            return Op(op.name, _numbers(op.operands)) if kind == "/Pattern" else None
        last = op.operands[-1]
        built_in = kind == "/ColorSpace" and str(last) in _BUILT_IN
        fresh = last if built_in else names.of(kind, last)
        return None if fresh is None else Op(op.name, [*_numbers(op.operands), fresh])

    def _resources(self, names: _Names, depth: int) -> Dictionary:
        fresh, old = Dictionary(), names.resources
        for kind, table in names.used.items():
            fresh[kind] = Dictionary()
            for name, value in table.items():
                fresh[kind][name] = self._resource(kind, value, old, depth)
        defaults = old.get("/ColorSpace")
        if isinstance(defaults, Dictionary):
            for name in _DEFAULTS:
                if name in defaults:
                    if "/ColorSpace" not in fresh:
                        fresh["/ColorSpace"] = Dictionary()
                    fresh["/ColorSpace"][name] = defaults[name]
        return fresh

    def _resource(self, kind: str, value: Object, outer: Object, depth: int) -> Object:
        if kind == "/XObject" and is_form(value):
            return self._container(value, outer, depth)
        if kind == "/Pattern" and isinstance(value, Stream):
            return self._container(value, outer, depth)
        if kind == "/Font" and value.get("/Subtype") == Name.Type3:
            self._type3(value, outer, depth)
        if kind in _ALLOWED and isinstance(value, Dictionary):
            keep(value, _ALLOWED[kind])
        if kind == "/ExtGState" and isinstance(value, Dictionary):
            self._soft_mask(value, outer, depth)
        return value

    def _container(self, stream: Object, outer: Object, depth: int) -> Object:
        own = stream.get("/Resources")
        # Without resources of its own a form draws with those of what calls it: one copy each.
        key = key_of(stream) if own is not None else (key_of(stream), id(outer))
        if key in self._done:
            return self._done[key]
        self._kept.append(outer)
        resources = own if isinstance(own, Dictionary) else outer
        target = stream if own is not None else self.pdf.make_stream(stream.read_bytes())
        if target is not stream:
            for name, value in stream.stream_dict.items():
                if name not in ("/Length", "/Filter", "/DecodeParms"):
                    target[name] = value
        self._done[key] = target
        ops, fresh = self._clean(parse(stream), resources, depth + 1)
        target.write(unparse_plain(ops))
        target["/Resources"] = fresh
        return target

    def _type3(self, font: Object, outer: Object, depth: int) -> None:
        """Glyph procedures share their font's resources, so they share the new names."""
        key = ("type3", key_of(font))
        if key in self._done:
            return
        self._done[key] = font
        self._kept.append(font)
        own = font.get("/Resources")
        names = _Names(own if isinstance(own, Dictionary) else outer)
        procedures = font.get("/CharProcs")
        if isinstance(procedures, Dictionary):
            for procedure in procedures.values():
                if isinstance(procedure, Stream):
                    ops = list(self._operations(parse(procedure), names))
                    procedure.write(unparse_plain(ops))
        font["/Resources"] = self._resources(names, depth + 1)

    def _soft_mask(self, state: Object, outer: Object, depth: int) -> None:
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary) and is_form(mask.get("/G")):
            mask["/G"] = self._container(mask["/G"], outer, depth)


@dataclass(slots=True)
class _Names:
    """New names for the resources that are used, by kind."""

    resources: Object
    used: dict[str, dict[str, Object]] = field(default_factory=dict)
    _given: dict[tuple[str, str], Name] = field(default_factory=dict)

    def of(self, kind: str, name: Name) -> Name | None:
        """The new name of a resource; None when there is no such resource."""
        key = (kind, str(name))
        if key not in self._given:
            value = lookup(self.resources, kind, name)
            if value is None:
                return None
            self._given[key] = self.add(kind, value)
        return self._given[key]

    def add(self, kind: str, value: Object) -> Name:
        table = self.used.setdefault(kind, {})
        name = f"/{_LETTER[kind]}{len(table) + 1}"
        table[name] = value
        return Name(name)


def _without_idle(ops: Iterable[Op]) -> list[Op]:
    """The operations without paths that nothing is done with, and without groups (``q … Q``) in
    which nothing is painted: outlines of a name may stand there.
    """
    out: list[Op] = []
    groups: list[int] = []  # where each open one begins
    painted, path = -1, 0  # the last place with paint; operations at the end that are of one path
    for op in ops:
        if op.name == "n" and path:
            del out[-path:]
            path = 0
            continue
        path = path + 1 if op.name in _PATH else 0
        if op.name == "q":
            groups.append(len(out))
        elif op.name in _PAINTS:
            painted = len(out)
        elif op.name == "Q" and groups and (start := groups.pop()) > painted:
            del out[start:]
            continue
        out.append(op)
    return out


def _is_point(matrix: Affine) -> bool:
    """Whether all that is drawn falls on one point: nobody sees a picture there."""
    return not any((matrix.a, matrix.b, matrix.c, matrix.d))


def _plain(op: Op) -> list[Any]:
    """The operands that the operator takes. Of several strings readers show the last."""
    if op.name not in _SHOWS_TEXT:
        arrays = [v for v in op.operands if isinstance(v, Array)] if op.name == "d" else []
        return [*(Array(_numbers(v)) for v in arrays), *_numbers(op.operands)]
    kind = Array if op.name == "TJ" else String
    shown = [v for v in op.operands if isinstance(v, kind)][-1:]
    if op.name == "TJ":
        shown = [Array([v for v in a if isinstance(v, String) or _is_number(v)]) for a in shown]
    return [*(_numbers(op.operands) if op.name == '"' else ()), *shown]


def _numbers(operands: Iterable[object]) -> list[object]:
    return [v for v in operands if _is_number(v)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
