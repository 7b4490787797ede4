"""Text, pixels and everything else a PDF carries, removed for good; marks drawn in its place."""

from redactor.erase.document import erase_document
from redactor.erase.faults import EraseError
from redactor.erase.marks import draw_marks, token_size

__all__ = ["EraseError", "draw_marks", "erase_document", "token_size"]
