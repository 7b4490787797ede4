"""What an identity card says beside its printed labels, on a copy of it (case 65).

Its fields are found by their labels alone, so what is not read in them has its place all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redactor.datatypes import DocClass, Entity, Evidence, Finding, Likeness, TextSource
from redactor.geometry import PtQuad, hull_box
from redactor.recognise.card_layout import Block, Label, Side, sides
from redactor.recognise.flow import Layout

PORTRAIT = "card.portrait"
_ON_CARD = 1.8  # heights of a portrait, from where it is thought to where one is seen
_AGAINST = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})


def card_values(
    layout: Layout, doc_class: DocClass, own: Sequence[Finding], others: Sequence[Finding]
) -> list[Finding]:
    """What stands on each side of a card on the page but for its labels, and its portrait's place.

    ``own`` and ``others`` are the page's values. OWN_ROW: the own name or number is on that side,
    OTHER_ROW: somebody else's number is. The portrait is told only of pages that OCR read: nobody
    need have seen a face in it.
    """
    found = []
    for side in sides(layout, doc_class):
        evidence = _evidence(layout, side, own, others)
        if side.values or side.empty:
            found.append(_values(layout, side, evidence))
        if side.portrait is not None and Evidence.OCR in evidence:
            quad = _quad(layout, side.portrait)
            page_no = layout.page.page_no
            found.append(Finding(Entity.PHOTO, page_no, (quad,), 0.5, PORTRAIT, evidence=evidence))
    return found


def with_seen_portraits(
    findings: Iterable[Finding], pictures: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Both, with one finding for the portrait of a card on which a face was seen.

    It is where it was seen: a card that lies askew, or is set in other type, has it elsewhere.
    Whose it is the card says, where it says that.
    """
    kept, photos = list(findings), list(pictures)
    for photo in [p for p in photos if p.entity is Entity.PHOTO]:
        guess = min(
            (f for f in kept if f.found_by == PORTRAIT and _is_near(f, photo)),
            key=lambda f: _apart(f, photo),
            default=None,
        )
        if guess is not None:
            kept.remove(guess)
            if guess.evidence & {Evidence.OWN_ROW, Evidence.OTHER_ROW}:
                photos[photos.index(photo)] = replace(guess, quads=photo.quads, score=photo.score)
    return tuple(kept), tuple(photos)


def _is_near(guess: Finding, photo: Finding) -> bool:
    on_card = _ON_CARD * hull_box(guess.quads).height
    return guess.page_no == photo.page_no and _apart(guess, photo) <= on_card


def _apart(guess: Finding, photo: Finding) -> float:
    return math.dist(hull_box(guess.quads).centre, hull_box(photo.quads).centre)


def _values(layout: Layout, side: Side, evidence: frozenset[Evidence]) -> Finding:
    chars = [layout.page.chars[p.at] for p in side.chars]
    quads = [q for p in side.values if (q := layout.page.chars[p.at].quad) is not None]
    read = Evidence.OCR in evidence
    if read:
        quads += [_beside(layout, label, end) for label, end in side.empty]
    return Finding(
        Entity.ID_CARD,
        layout.page.page_no,
        tuple(quads),
        min((c.score for c in chars), default=1.0),
        "card.value",
        evidence=evidence,
        source=TextSource.OCR if read else TextSource.TEXT_LAYER,
    )


def _evidence(
    layout: Layout, side: Side, own: Sequence[Finding], others: Sequence[Finding]
) -> frozenset[Evidence]:
    chars = [layout.page.chars[p.at] for p in side.chars]
    here = {c.quad for c in chars if c.quad is not None}
    evidence = {Evidence.OCR for c in chars if c.source is TextSource.OCR}
    if any(_names(f) and here.intersection(f.quads) for f in own):
        evidence.add(Evidence.OWN_ROW)
    elif any(_is_others_number(f) and here.intersection(f.quads) for f in others):
        evidence.add(Evidence.OTHER_ROW)
    return frozenset(evidence)


def _names(finding: Finding) -> bool:
    kinds = (Entity.NAME, Entity.ID_NUMBER)
    return (
        finding.entity in kinds
        and finding.likeness in (Likeness.EXACT, Likeness.SPELLING, Likeness.CLOSE, Likeness.PART)
        and not finding.evidence & _AGAINST
    )


def _is_others_number(finding: Finding) -> bool:
    return finding.entity is Entity.ID_NUMBER and Evidence.VALID_OTHER in finding.evidence


def _quad(layout: Layout, block: Block) -> PtQuad:
    u0, v0, u1, v1 = block
    corners = ((u0, v0), (u1, v0), (u1, v1), (u0, v1))
    return PtQuad(*(layout.at(u, v) for u, v in corners))


def _beside(layout: Layout, label: Label, end: float) -> PtQuad:
    """The field from the label's last character to ``end``."""
    v0, v1 = label.v - label.height / 2, label.v + label.height / 2
    return _quad(layout, (label.u1 + 0.3 * label.height, v0, end, v1))
