"""Pages to text: the text layer where it tells the truth, OCR for everything else."""

from redactor.read.fonts import FontTrust
from redactor.read.page import read_page

__all__ = ["FontTrust", "read_page"]
