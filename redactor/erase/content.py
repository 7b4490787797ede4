"""Content streams as lists of operations: parse, number their resources anew, write back.

Terms: a *container* is what holds a content stream: a page, a form, a tiling pattern or the
procedure of a Type 3 glyph.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from redactor.erase.faults import DAMAGE, EraseError
from redactor.erase.frames import Affine
from redactor.erase.inline_data import bare_size, with_digits
from redactor.frozen import frozen

_FONTS = frozenset("/CIDFontType0 /CIDFontType2 /MMType1 /TrueType /Type0 /Type1 /Type3".split())
# What ends a path, with paint or without.
PATH_ENDS = frozenset(("n", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
MAX_DEPTH = 24  # of forms inside forms; deeper ones are hostile
MOST_OPS = 2_000_000  # of a document, each form counted as often as it is drawn
Circle = tuple[tuple[int, int] | int, ...]  # forms that are being drawn, the outermost first


@frozen
class Op:
    """One operation: operator and operands. An inline picture has the operator ``BI``."""

    name: str
    operands: Sequence[Any]

    @property
    def numbers(self) -> tuple[float, ...]:
        """The operands as floats. Raises ValueError when one is no number."""
        try:
            return tuple(float(o) for o in self.operands)
        except TypeError as error:
            raise ValueError("an operand is no number") from error


def parse(container: Object) -> list[Op]:
    """The operations of a page or a stream. Raises EraseError when they cannot be read."""
    try:
        if container.get("/Type") == Name.Page and "/Contents" not in container:
            return []
        try:
            return _operations(container)
        except (EraseError, pikepdf.PdfError):
            with Pdf.new() as scratch:
                return _operations(scratch.make_stream(with_digits(bytes_of(container))))
    except DAMAGE as error:
        raise EraseError("a content stream cannot be read") from error


def _operations(container: Object) -> list[Op]:
    ops = []
    for item in pikepdf.parse_content_stream(container):
        if isinstance(item, pikepdf.ContentStreamInlineImage):
            # An EI inside the data ends the picture too early for the parser, not for readers.
            size = bare_size(item.iimage.obj, unknown=1)
            if size is not None and len(item.iimage.read_raw_bytes()) < size:
                raise EraseError("an inline picture cannot be read")
            ops.append(Op("BI", (item.iimage,)))
        else:
            ops.append(Op(str(item.operator), list(item.operands)))
    return ops


def bytes_of(container: Object) -> bytes:
    """The content as it is written, decoded; the parts of a page's one below the other."""
    content = container if isinstance(container, Stream) else container["/Contents"]
    streams = content if isinstance(content, Array) else [content]
    return b"\n".join(part.read_bytes() for part in streams)


def unparse(ops: Iterable[Op]) -> bytes:
    """The operations as bytes, one a line, without comments."""
    items: list[tuple[Sequence[Any], pikepdf.Operator]] = []
    for op in ops:
        name = "INLINE IMAGE" if op.name == "BI" else op.name
        items.append((op.operands, pikepdf.Operator(name)))
    return pikepdf.unparse_content_stream(items)


def keep_streams_alone(pdf: Pdf) -> None:
    """Take out of every page's content what is no stream: readers pass over it, parsers do not."""
    for page in pdf.pages:
        parts = page.obj.get("/Contents")
        if isinstance(parts, Array) and not all(isinstance(part, Stream) for part in parts):
            page.obj["/Contents"] = Array([part for part in parts if isinstance(part, Stream)])


def write_page(pdf: Pdf, page: Object, ops: Iterable[Op]) -> None:
    """Replace the content of ``page``; whatever else used its old streams is unharmed."""
    page["/Contents"] = pdf.make_stream(unparse(ops))


def copy_form(pdf: Pdf, form: Object, ops: Iterable[Op], resources: Object) -> Stream:
    """A new form like ``form`` with other operations and resources."""
    fresh = pdf.make_stream(unparse(ops))
    for key, value in form.stream_dict.items():
        if key not in ("/Length", "/Filter", "/DecodeParms", "/Resources"):
            fresh[key] = value
    fresh["/Resources"] = resources
    return fresh


def inherited(page: Object, key: str) -> Object | None:
    """A page's attribute, its own or that of the nearest node above it."""
    node: Object | None = page
    for _ in range(64):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def resources_of(container: Object, fallback: Object | None) -> Dictionary:
    """The container's resources; those of what calls it when it has none of its own."""
    own = container.get("/Resources")
    if isinstance(own, Dictionary):
        return own
    return fallback if isinstance(fallback, Dictionary) else Dictionary()


def page_resources(page: Object) -> Dictionary:
    """The resources of a page, inherited ones too."""
    found = inherited(page, "/Resources")
    return found if isinstance(found, Dictionary) else Dictionary()


def lookup(resources: Object, kind: str, name: Object) -> Object | None:
    """The resource called ``name`` among those of ``kind`` (such as ``/XObject``)."""
    table = resources.get(kind)
    if not isinstance(table, Dictionary):
        return None
    return table.get(str(name))


def with_xobjects(resources: Object, added: dict[str, Object]) -> Dictionary:
    """A copy of ``resources`` with further XObjects; the original is not touched."""
    fresh = Dictionary()
    for key, value in resources.items():
        fresh[key] = value
    table = Dictionary()
    old = resources.get("/XObject")
    if isinstance(old, Dictionary):
        for key, value in old.items():
            table[key] = value
    for key, value in added.items():
        table[key] = value
    fresh["/XObject"] = table
    return fresh


def is_image(obj: Object | None) -> bool:
    """Whether ``obj`` is a picture XObject."""
    return isinstance(obj, Stream) and obj.get("/Subtype") == Name.Image


def is_font(obj: Object | None) -> bool:
    """Whether it is a font, whatever its ``/Type`` says: readers do not ask that."""
    return isinstance(obj, Dictionary) and str(obj.get("/Subtype")) in _FONTS


def is_form(obj: Object | None) -> bool:
    """Whether ``obj`` is a form XObject."""
    return isinstance(obj, Stream) and obj.get("/Subtype") == Name.Form


def form_matrix(form: Object) -> Affine:
    """The map from a form's space to that of what calls it."""
    with contextlib.suppress(TypeError, ValueError, AttributeError):
        values = [float(v) for v in form.get("/Matrix", [])]
        if len(values) == 6:
            return Affine(*values)
    return Affine()


def with_matrices(ops: Iterable[Op], start: Affine) -> Iterator[tuple[Op, Affine]]:
    """Each operation with the matrix in force; ``start`` is that of the container."""
    matrix, stack = start, []
    for op in ops:
        if op.name == "q":
            stack.append(matrix)
        elif op.name == "Q" and stack:
            matrix = stack.pop()
        elif op.name == "cm" and len(op.operands) == 6:
            with contextlib.suppress(ValueError):
                matrix = Affine(*op.numbers).then(matrix)
        yield op, matrix


def key_of(obj: Object) -> tuple[int, int] | int:
    """What tells two objects apart: the object number, or identity for a direct object."""
    if obj.is_indirect:
        number, generation = obj.objgen
        return number, generation
    return id(obj)


def within(form: Object, above: Circle) -> Circle:
    """The forms that are being drawn inside ``form``. Raises EraseError when there are too many."""
    if len(above) >= MAX_DEPTH:
        raise EraseError("forms are nested too deeply")
    return (*above, key_of(form))


def keep(obj: Object, keys: Container[str]) -> None:
    """Delete every entry of a dictionary or stream that is not among ``keys``."""
    table = obj.stream_dict if isinstance(obj, Stream) else obj
    for key in list(table.keys()):
        if key not in keys:
            del obj[key]
