"""Patterns for what is left of a name when characters of it are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(names: Iterable[str]) -> str:
    """One of the names, the longest that fits."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(map(re.escape, longest))})"


def two(chars: str) -> str:
    """At least two of the characters, in their order."""
    begins = (re.escape(c) + one(chars[n + 1 :]) for n, c in enumerate(chars[:-1]))
    return f"(?:{'|'.join(begins)})"


def some(chars: str) -> str:
    """Any of the characters, in their order."""
    return "".join(f"{re.escape(c)}?" for c in chars)


def one(chars: str) -> str:
    """At least one of the characters, in their order."""
    begins = (re.escape(c) + some(chars[n + 1 :]) for n, c in enumerate(chars))
    return f"(?:{'|'.join(begins)})"
