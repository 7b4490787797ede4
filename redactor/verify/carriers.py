"""Parts of a PDF that may carry personal data unseen, and that a finished file has not."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from redactor.datatypes import Entity, Leak
from redactor.verify.faults import could_not_look

# Key in the catalogue → fixed word for the report.
_CATALOGUE = {
    "/Metadata": "metadata",
    "/Outlines": "bookmark",
    "/AcroForm": "form",
    "/PageLabels": "page_label",
    "/StructTreeRoot": "structure",
    "/Threads": "structure",
    "/Collection": "attachment",
    "/AF": "attachment",
    "/OpenAction": "action",
    "/AA": "action",
    "/PieceInfo": "private_data",
    "/SpiderInfo": "private_data",
    "/Perms": "signature",
    "/DSS": "signature",
}
_NAME_TREES = {
    "/EmbeddedFiles": "attachment",
    "/JavaScript": "action",
    "/AlternatePresentations": "attachment",
}
_PAGE = {
    "/Annots": "annotation",
    "/Metadata": "metadata",
    "/PieceInfo": "private_data",
    "/Thumb": "thumbnail",
    "/AA": "action",
    "/B": "structure",
    "/AF": "attachment",
}
_STREAM = {"/Metadata": "metadata", "/PieceInfo": "private_data", "/AF": "attachment"}
_INFO_ALLOWED = frozenset({"/Producer"})


def check_carriers(pdf: pikepdf.Pdf) -> list[Leak]:
    """Parts that must be absent. The entity of such a leak is NAME: what they usually hold.

    Layers may stay (what is shown depends on them); their names are searched as strings.
    """
    with could_not_look("the structure"):
        return list(dict.fromkeys([*_in_catalogue(pdf), *_in_pages(pdf), *_in_objects(pdf)]))


def _in_catalogue(pdf: pikepdf.Pdf) -> Iterator[Leak]:
    yield from _present(pdf.Root, _CATALOGUE)
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _present(names, _NAME_TREES)
    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary) and not _INFO_ALLOWED.issuperset(info.keys()):
        yield Leak("metadata", Entity.NAME)


def _in_pages(pdf: pikepdf.Pdf) -> Iterator[Leak]:
    for page_no, page in enumerate(pdf.pages, start=1):
        yield from _present(page.obj, _PAGE, page_no)
    # Many readers go by the number that is told: neither PDFium nor MuPDF has seen the others.
    if pdf.Root.Pages.get("/Count") != len(pdf.pages):
        yield Leak("hidden_page", Entity.NAME)


def _in_objects(pdf: pikepdf.Pdf) -> Iterator[Leak]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            yield from _present(item, _STREAM)
            if item.get("/Type") in (pikepdf.Name.EmbeddedFile, pikepdf.Name.Metadata):
                word = "metadata" if item.Type == pikepdf.Name.Metadata else "attachment"
                yield Leak(word, Entity.NAME)


def _present(
    holder: pikepdf.Object, keys: dict[str, str], page_no: int | None = None
) -> Iterator[Leak]:
    for key, word in keys.items():
        if key in holder and not _is_empty(holder.get(key)):
            yield Leak(word, Entity.NAME, page_no)


def _is_empty(value: pikepdf.Object | None) -> bool:
    return value is None or (isinstance(value, pikepdf.Array) and len(value) == 0)
