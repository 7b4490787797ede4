"""The peers: what they are, and what their rows say beside the figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """One program that is run on the same pages."""

    name: str
    distribution: str  # its package in the registry
    licence: str
    what: str
    mode: str  # how it was run; the adapter's docstring says why
    barred: str = ""  # a fixed word: why it is not installed at all

    @property
    def module(self) -> str:
        """Its adapter, a module of ``benchmarks.peers.adapters``."""
        return self.name.replace("-", "_")


PEERS = (
    Peer(
        "plain-pymupdf",
        "pymupdf",
        "AGPL-3.0 or commercial",
        "PDF library; search and redact as in its recipes",
        "search_for each own value, apply_redactions",
    ),
    Peer(
        "plain-paddle",
        "paddleocr",
        "Apache-2.0",
        "OCR; exact match of what was read, word boxes blacked out",
        "v6 tiny detector + small recogniser, word boxes, 200 dpi",
    ),
    Peer(
        "presidio-image-redactor",
        "presidio-image-redactor",
        "MIT",
        "Presidio's redactor of pictures (Tesseract)",
        "own values as patterns, chi_sim+eng, PDF pages drawn at 200 dpi",
    ),
    Peer(
        "redactron",
        "redactron",
        "AGPL-3.0",
        "command line tool with a profile of one subject",
        "profile with every own value as custom pattern",
    ),
    Peer(
        "blankout",
        "blankout",
        "AGPL-3.0",
        "local web tool (RedactPDF) with rules and an audit of the output",
        "one search rule a value, whole words off, OCR proposals on",
    ),
    Peer(
        "doc-redaction",
        "doc-redaction",
        "AGPL-3.0",
        "web and command line tool on Presidio and Tesseract",
        "own values as deny list (regex), CUSTOM entity alone",
    ),
    Peer(
        "yindun-desensitize",
        "yindun-desensitize",
        "proprietary: no copying, changing or passing on without written leave",
        "Chinese tool for legal papers, rules and NER",
        "not run",
        barred="licence",
    ),
)


def peer(name: str) -> Peer:
    """The peer of this name. Raises KeyError for another."""
    return {p.name: p for p in PEERS}[name]
