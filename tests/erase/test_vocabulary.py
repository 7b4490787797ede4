"""Which entries a finished file may have: names that a reader knows, and nobody else's."""

from __future__ import annotations

import pytest
from pikepdf import Name

from redactor.erase.vocabulary import is_known


@pytest.mark.parametrize(
    "key, name, known",
    [
        ("/ToUnicode", "/Identity-H", True),  # as a font without a map of its own has it
        ("/ToUnicode", "/Adobe-Japan1-UCS2", True),
        ("/ToUnicode", "/WangWei", False),
        ("/UseCMap", "/HKscs-B5-H", True),
        ("/Encoding", "/90ms-RKSJ-V", True),
        ("/Encoding", "/UniKS-UTF16-H", True),
        ("/Encoding", "/WangWei-H", False),
    ],
)
def test_character_maps_that_readers_know(key: str, name: str, known: bool) -> None:
    assert is_known(key, Name(name)) is known
