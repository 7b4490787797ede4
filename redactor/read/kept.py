"""What pages of long files were read as, handed on from one worker to another.

Only pages without a text layer: whether a font is believed is settled over a whole file, so a
page with one is read by who reads the file.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.datatypes import Candidate, DocClass, Finding, PageReading
from redactor.files import sha256_of
from redactor.ports import PageSource, ReadingCache


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was read, and what detectors found on it in a file of this class."""

    reading: PageReading = field(repr=False)
    doc_class: DocClass
    pictures: tuple[Finding, ...] = field(repr=False)


class KeptPages:
    """The pages of one file, read for one applicant. The cache may have forgotten any of them."""

    def __init__(
        self, cache: ReadingCache, identity: str, source: Path, candidates: Sequence[Candidate]
    ) -> None:
        """``identity``: all that has a say in a reading beside the file and the own values.

        Raises OSError where the file cannot be read.
        """
        self._cache = cache
        wanted = [(c.candidate_id, c.entity.value, c.text) for c in candidates]
        self._same = f"{identity} {sha256_of(source)} {wanted!r}"

    def get(self, page_no: int) -> KeptPage | None:
        """None: the page must be read."""
        data = self._cache.get(self._key(page_no))
        if data is None:
            return None
        found: KeptPage = pickle.loads(data)  # sealed with the batch's key: it is what we wrote
        return found

    def put(self, page: KeptPage) -> None:
        """Keep a page, for who reads the whole file."""
        self._cache.put(self._key(page.reading.page_no), pickle.dumps(page))

    def _key(self, page_no: int) -> bytes:
        return hashlib.sha256(f"{self._same} page {page_no}".encode()).digest()


def stands_alone(source: PageSource, page_no: int) -> bool:
    """Whether a page is read the same without the others of its file."""
    return all(char.quad is None for char in source.text_layer(page_no).chars)
