r"""Pieces of printed lines put into reading order: rows, columns of prose, separators.

A *piece* is a run of characters printed in one go: a span of a text layer, a line of OCR.
Both readers cut a page into pieces their own way; this folder makes one ``PageText`` of them.
"""

from redactor.rows.order import Origin, in_reading_order, split_at_gaps, to_page_text
from redactor.rows.stacks import Stacks

__all__ = ["Origin", "Stacks", "in_reading_order", "split_at_gaps", "to_page_text"]
