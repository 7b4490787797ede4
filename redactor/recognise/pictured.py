"""Whose the pictures of a document are, by what is read in them and around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from redactor.datatypes import DocumentFindings, Entity, Evidence, Finding, Likeness, Profile
from redactor.recognise.context import with_evidence
from redactor.textnorm import folded, is_han

_HANDS = (Entity.SIGNATURE, Entity.FINGERPRINT)
_SHORTEST = 4  # characters of a name that a ring is recognised by
# Of 100: what a ring is like that was read badly, and well, and may be the own one; and the own
# one where it was spotted besides.
_LIKE, _READ_LIKE, _SPOTTED_LIKE = 45.0, 64.0, 75.0
_READ, _READ_GREY = (0.6, 5), (0.85, 7)  # score and characters of a ring that says whose it is


def settle_pictures(
    pictures: Iterable[Finding], found: DocumentFindings, profile: Profile
) -> tuple[Finding, ...]:
    """The pictures with what the document's text and their own say of their owner."""
    return tuple(_settled(p, found.findings, profile) for p in pictures)


def _settled(picture: Finding, findings: Sequence[Finding], profile: Profile) -> Finding:
    if picture.entity in _HANDS:
        return _signed(picture, findings)
    if picture.entity is Entity.SEAL:
        return replace(picture, likeness=_seal_likeness(picture, profile))
    return picture


def _signed(picture: Finding, findings: Sequence[Finding]) -> Finding:
    """OTHER_ROW for a signature that reads as somebody else's name."""
    names = [
        f
        for f in findings
        if f.entity is Entity.NAME
        and f.page_no == picture.page_no
        and any(p.contains(q.centre) for p in picture.quads for q in f.quads)
    ]
    own = any(f.likeness is not Likeness.OTHER for f in names)
    return with_evidence(picture, Evidence.OTHER_ROW) if names and not own else picture


def _seal_likeness(seal: Finding, profile: Profile) -> Likeness:
    """Whether the ring names an own employer. NONE: nobody can tell.

    A short name alone may be the beginning of another institution's (case 29).
    """
    said = "".join(c for c in folded(seal.value) if c.isalnum())
    whole = [_plain(n) for e in profile.employers for n in (e.full, *e.former)]
    short = [_plain(n) for e in profile.employers for n in e.short]
    if any(len(n) >= _SHORTEST and n in said for n in whole) or said in short:
        return Likeness.EXACT
    if Evidence.SPOT_SURE in seal.evidence:
        return Likeness.CLOSE
    like = max((fuzz.ratio(said, n) for n in (*whole, *short) if n), default=0.0)
    if Evidence.SPOT_ASK in seal.evidence and like >= _SPOTTED_LIKE:
        return Likeness.CLOSE
    least, chars = _READ_GREY if seal.ink is None else _READ
    read = seal.score >= least and sum(map(is_han, said)) >= chars
    if like >= (_READ_LIKE if read else _LIKE) or not read or Evidence.SPOT_ASK in seal.evidence:
        return Likeness.NONE
    return Likeness.OTHER


def _plain(name: str) -> str:
    return "".join(c for c in folded(name) if c.isalnum())
