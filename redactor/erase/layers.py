"""Layers (optional content) flattened to what is seen: hidden content goes, layers end.

A hidden layer is a place to leave data, and layer names are another. What is on stays as plain
content, so the page looks the same and needs no layers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pikepdf
import pymupdf
from pikepdf import Dictionary, Name, Object, Pdf
from pymupdf import mupdf

from redactor.erase.content import (
    Circle,
    Op,
    copy_form,
    is_form,
    key_of,
    lookup,
    page_resources,
    parse,
    resources_of,
    with_xobjects,
    within,
    write_page,
)

_FILLS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"))
_SHOWS = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "BI"))

IsHidden = Callable[[Object | None], bool]


def flatten_layers(pdf: Pdf, document: pymupdf.Document) -> None:
    """Take the layers out of ``pdf``; ``document`` is MuPDF's view of the same file."""
    if "/OCProperties" not in pdf.Root:
        return
    hidden = _hidden_test(document)
    for page in pdf.pages:
        _flatten_page(pdf, page.obj, hidden)
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream) and "/OC" in obj:
            del obj["/OC"]
    del pdf.Root["/OCProperties"]


def _hidden_test(document: pymupdf.Document) -> IsHidden:
    """Whether a group, or a membership dictionary over groups, is hidden.

    ``document`` is opened from the file that the asked objects come from. MuPDF is asked, as
    it drew what was read: its reading of ``/AllOn``, ``/AnyOff`` and ``/VE`` is not that of
    ISO 32000-1, 8.11, and what was read is what must stay, what was not read what must go.
    """
    pdf = pymupdf._as_pdf_document(document)

    def hidden(obj: Object | None) -> bool:
        if not isinstance(obj, Dictionary):
            return False
        if obj.is_indirect:
            asked = mupdf.pdf_new_indirect(pdf, *obj.objgen)
        else:
            asked = pymupdf.JM_pdf_obj_from_str(pdf, obj.unparse().decode("latin-1"))
        return bool(mupdf.ll_pdf_is_ocg_hidden(pdf.m_internal, None, "View", asked.m_internal))

    return hidden


def _flatten_page(pdf: Pdf, page: Object, hidden: IsHidden) -> None:
    resources = page_resources(page)
    done = _flat(pdf, page, resources, hidden, ())
    if done is None:
        return
    ops, added = done
    write_page(pdf, page, ops)
    page["/Resources"] = with_xobjects(resources, added)


def _flat(
    pdf: Pdf, container: Object, resources: Object, hidden: IsHidden, above: Circle
) -> tuple[list[Op], dict[str, Object]] | None:
    """The container's operations without hidden ones, and new forms; None: nothing to do.

    ``above``: the forms that are being drawn. One that draws itself is not drawn again.
    """
    before = parse(container)
    added: dict[str, Object] = {}
    after = []
    for op in _visible(before, resources, hidden):
        if op.name != "Do":
            after.append(op)
            continue
        target = lookup(resources, "/XObject", op.operands[0]) if op.operands else None
        if target is not None and hidden(target.get("/OC")):
            continue
        if target is not None and is_form(target):
            if key_of(target) in above:
                continue
            inner_resources = resources_of(target, resources)
            inner = _flat(pdf, target, inner_resources, hidden, within(target, above))
            if inner is not None:
                name = f"/RdL{len(added)}"
                own = with_xobjects(inner_resources, inner[1])
                added[name] = copy_form(pdf, target, inner[0], own)
                after.append(Op("Do", [Name(name)]))
                continue
        after.append(op)
    if len(after) == len(before) and not added:
        return None
    return after, added


def _visible(ops: Iterable[Op], resources: Object, hidden: IsHidden) -> Iterator[Op]:
    """The operations with layer marks taken out and nothing painted by hidden layers."""
    marks: list[str] = []  # what each open BMC or BDC is: "", "on" or "off"
    for op in ops:
        if op.name in ("BMC", "BDC"):
            marks.append(_mark(op, resources, hidden))
            if not marks[-1]:
                yield op
        elif op.name == "EMC":
            if not marks or not marks.pop():
                yield op
        elif "off" not in marks:
            yield op
        elif op.name in _FILLS:
            yield Op("n", [])  # the path may still be a clip path
        elif op.name not in _SHOWS:
            yield op


def _mark(op: Op, resources: Object, hidden: IsHidden) -> str:
    if op.name != "BDC" or len(op.operands) != 2 or op.operands[0] != Name.OC:
        return ""
    value = op.operands[1]
    group = lookup(resources, "/Properties", value) if isinstance(value, Name) else value
    return "off" if hidden(group) else "on"
