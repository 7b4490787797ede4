"""What a document shows in each of its fonts: the strings of its pages, forms and patterns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from redactor.erase.content import (
    MAX_DEPTH,
    is_font,
    is_form,
    key_of,
    lookup,
    page_resources,
    resources_of,
)
from redactor.erase.faults import EraseError

_OPERATORS = "q Q Tf Tj TJ ' \" Do gs"


@dataclass(slots=True)
class Shown:
    """A font and every string that is shown in it, as the content has them."""

    font: Object
    strings: set[bytes] = field(default_factory=set)

    @property
    def codes(self) -> set[int]:
        """The codes shown, of a font whose codes are single bytes."""
        return set(b"".join(self.strings))


def shown_in(pdf: Pdf) -> list[Shown]:
    """Every font of ``pdf`` with what is shown in it, fonts that show nothing too.

    The content has been rewritten before: each container has resources of its own. Fonts that
    stand in the resources themselves become objects. Of Type 3 fonts only the procedures that
    are used count. Raises EraseError when a content stream cannot be read.
    """
    walk = _Walk(pdf)
    for page in pdf.pages:
        walk.container(page.obj, page_resources(page.obj), None, 0)
    walk.procedures()
    for obj in pdf.objects:
        if is_font(obj) and not str(obj["/Subtype"]).startswith("/CID"):
            walk.met(obj)
    return list(walk.found.values())


def names_shown(font: Object, codes: set[int]) -> dict[int, str]:
    """The names that ``/Differences`` gives to ``codes``, without their slash."""
    encoding = font.get("/Encoding")
    given = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    names: dict[int, str] = {}
    code = 0
    for item in given if isinstance(given, Array) else ():
        if isinstance(item, Name):
            if code in codes:
                names[code] = str(item)[1:]
            code += 1
        elif isinstance(item, int):
            code = item
    return names


@dataclass(slots=True)
class _Walk:
    pdf: Pdf
    found: dict[object, Shown] = field(default_factory=dict)
    _done: set[object] = field(default_factory=set)

    def met(self, font: Object) -> Shown:
        return self.found.setdefault(key_of(font), Shown(font))

    def container(
        self, container: Object, resources: Object, font: Shown | None, depth: int
    ) -> None:
        """``font`` is the one in force where the container is drawn: a form inherits it."""
        key = (key_of(container), key_of(font.font) if font else None)
        if key in self._done:
            return
        self._done.add(key)
        if depth > MAX_DEPTH:
            raise EraseError("forms are nested too deeply")
        self._operations(container, resources, font, depth)
        for pattern in _values(resources, "/Pattern"):
            if isinstance(pattern, Stream):
                self.container(pattern, resources_of(pattern, resources), None, depth + 1)
        for state in _values(resources, "/ExtGState"):
            mask = state.get("/SMask")
            group = mask.get("/G") if isinstance(mask, Dictionary) else None
            if group is not None and is_form(group):
                self.container(group, resources_of(group, resources), None, depth + 1)

    def _operations(
        self, container: Object, resources: Object, font: Shown | None, depth: int
    ) -> None:
        stack: list[Shown | None] = []
        for operands, operator in _parsed(container):
            match str(operator):
                case "q":
                    stack.append(font)
                case "Q":
                    font = stack.pop() if stack else font
                case "Tf" if operands:
                    font = self._font(resources.get("/Font"), str(operands[0]))
                case "gs" if operands:
                    state = lookup(resources, "/ExtGState", operands[0])
                    given = state.get("/Font") if isinstance(state, Dictionary) else None
                    if isinstance(given, Array) and len(given) and given[0].is_indirect:
                        font = self.met(given[0])
                case "Do" if operands:
                    form = lookup(resources, "/XObject", operands[0])
                    if form is not None and is_form(form):
                        self.container(form, resources_of(form, resources), font, depth + 1)
                case "Tj" | "TJ" | "'" | '"' if operands and font is not None:
                    last = operands[-1]
                    parts = last if isinstance(last, Array) else (last,)
                    font.strings.update(bytes(p) for p in parts if isinstance(p, String))

    def _font(self, table: Object | None, name: str) -> Shown | None:
        font = table.get(name) if isinstance(table, Dictionary) else None
        if not isinstance(font, Dictionary) or table is None:
            return None
        if not font.is_indirect:
            # A direct object has no identity that lasts.
            font = self.pdf.make_indirect(font)
            table[name] = font
        return self.met(font)

    def procedures(self) -> None:
        """The procedures of Type 3 fonts, which may show text in further ones."""
        more = True
        while more:
            more = False
            for shown in [s for s in self.found.values() if s.font.get("/Subtype") == Name.Type3]:
                procedures = shown.font.get("/CharProcs")
                for name in names_shown(shown.font, shown.codes).values():
                    glyph = lookup(shown.font, "/CharProcs", Name(f"/{name}"))
                    if not isinstance(procedures, Dictionary) or not isinstance(glyph, Stream):
                        continue
                    before = len(self._done)
                    self.container(glyph, resources_of(shown.font, None), None, 1)
                    more = more or len(self._done) > before


def _parsed(container: Object) -> list[Any]:
    if container.get("/Type") == Name.Page and "/Contents" not in container:
        return []
    try:
        return list(pikepdf.parse_content_stream(container, _OPERATORS))
    except (pikepdf.PdfError, TypeError, ValueError) as error:
        raise EraseError("a content stream cannot be read") from error


def _values(resources: Object, kind: str) -> list[Object]:
    table = resources.get(kind)
    return list(table.values()) if isinstance(table, Dictionary) else []
