"""Fonts without the glyphs that no page shows any more, and without what names those.

A font that still holds 罗, 志 and 恒 when the pages show none of them tells the name that was
taken out. So each font is cut down to what the finished pages show in it, whoever took the rest
out: glyph programs, ``/ToUnicode``, widths, ``/Differences``, code-to-CID and CID-to-glyph maps.
"""

from __future__ import annotations

import logging

from pikepdf import Name, Pdf, PdfError

from redactor.erase.composite_fonts import CidFont, cut_cid_font, cut_composite, leave
from redactor.erase.cut import UncutError
from redactor.erase.font_files import FontFile, cut_file
from redactor.erase.shown import shown_in
from redactor.erase.simple_fonts import cut_simple

_LOG = logging.getLogger(__name__)
_DAMAGED = (PdfError, TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError)


def drop_unused_glyphs(pdf: Pdf) -> None:
    """Cut every font of ``pdf`` down to what its pages show; what is drawn does not change.

    The content has been cleaned before (``ContentCleaner``). A program that cannot be cut stays
    whole, with a warning, but what names its glyphs in the PDF goes all the same. Raises
    EraseError when a content stream cannot be read.
    """
    files: dict[object, FontFile] = {}
    children: dict[object, CidFont] = {}
    for shown in shown_in(pdf):
        try:
            if shown.font.get("/Subtype") == Name.Type0:
                cut_composite(pdf, shown, files, children)
            else:
                cut_simple(pdf, shown, files)
        except _DAMAGED:
            _LOG.warning("font_not_cut: its description is damaged")
            leave(shown.font, files, children)
    for child in children.values():
        try:
            if child.known:
                cut_cid_font(pdf, child.font, child.cids)
        except _DAMAGED:
            _LOG.warning("font_not_cut: its widths are damaged")
    for file in files.values():
        try:
            cut_file(file)
        except _DAMAGED as error:
            # Also fonts in a form nobody reads; the page looks as it did.
            _LOG.warning("font_not_cut: %s", error if isinstance(error, UncutError) else "damaged")
