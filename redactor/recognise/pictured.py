"""Whose the pictures of a document are, by what is read in them and around them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from redactor.datatypes import (
    DocumentFindings,
    Entity,
    Evidence,
    Field,
    Finding,
    Likeness,
    Profile,
    TextSource,
)
from redactor.geometry import PtQuad, hull_box
from redactor.recognise.captions import with_captions
from redactor.recognise.context import with_evidence
from redactor.recognise.guards import names_holder
from redactor.recognise.lexicon import ORG_AFFILIATED, ORG_KINDS, ORG_LONGER_TAIL
from redactor.textnorm import folded, is_han

_BESIDE_PT, _AS_NEAR_PT = 20.0, 3.0  # between a block of script and what it repeats
_OTHERS = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})
_HEM = 0.15  # of a printed name's height, about it
# What a hand's place tells: the first alone makes it the applicant's beyond doubt.
_TOLD = frozenset({Evidence.SELF_LABEL, Evidence.OTHER_ROW, Evidence.BORDER_UNSURE})
_HANDS = (Entity.SIGNATURE, Entity.FINGERPRINT)
_OWN = (Likeness.EXACT, Likeness.CLOSE)
_CODES = (Entity.QR_CODE, Entity.BARCODE)
_PORTRAITS = frozenset({Evidence.SINGLE_PORTRAIT, Evidence.SEVERAL_PORTRAITS})
_BODY = re.compile("|".join((*ORG_KINDS, "会", "厅", "部", "处", "政府", "基地")))
_MAY_BE_OWN = frozenset({Evidence.SPOT_ASK, Evidence.OWN_FITS})
_COMPANY = re.compile(
    "(?:股份|责任|有限)+公司"
)  # what a name is registered with, and called without
_SHORTEST = 4  # characters of a name that a ring is recognised by
# Of 100: what a ring is like that may be the own one, though another name fits it better; one
# that was read well; and the own one where it was spotted besides.
_LIKE, _READ_LIKE, _SPOTTED_LIKE = 45.0, 64.0, 75.0
_GREY_LIKE = 55.0  # of one without colour: print that it runs into is read with it
_LONGER = 1.25  # than the name may a ring be read that was begun in its midst
_PART, _OF_PART = 0.75, 0.9  # of a name's length, and what its likeness counts
_REPEATED = (6, 0.6)  # characters of a ring's reading, and their share, that another one has too
_STAMP_END = re.compile("(?:之|私)?[印章]+$")  # 王伟之印
_STAMPED = 0.2  # of another's stamp, that lies in what was taken for a hand
_SHARED = 2  # characters of a name, that a stamp reads like it
_READ_STAMP = 0.85  # score of a stamp that says whose it is
_CLEAR_STAMP = 0.97  # of one that shares a single character with a name of three, and is another's
_LEAST_GAP, _MOST_GAP = 0.02, 2.5  # heights of a character
_RINGS_MEET = 0.9  # of the way between middles at which two outlines touch
_STRAIGHT = 1.02  # a way by the middle, of the way without
_READ, _READ_GREY = (0.6, 5), (0.85, 7)  # score and characters of a ring that says whose it is
_UNLIKE_GREY = (0.75, 5)  # the same of one that no own name fits or is like
# Of 100, and of the name's length: own rings that read with such a score are like it by 86 or more.
_CLEAR, _CLEAR_LIKE, _CLEAR_LENGTH = 0.93, 80.0, 0.85


def settle_pictures(
    pictures: Iterable[Finding], found: DocumentFindings, profile: Profile
) -> tuple[Finding, ...]:
    """The pictures with what the document's text and their own say of their owner."""
    seen = tuple(pictures)
    kept = (p for p in seen if not _is_of_another(p, seen) and not _is_print(p, found.findings))
    settled = _with_crossed([_settled(p, found.findings, profile) for p in kept])
    settled = _with_paired(settled, found.findings)
    settled = _with_stamped(settled)
    settled = _with_repeated(settled, profile)
    settled = with_captions(settled, found.findings)
    return tuple(
        _held(p, seen, found, profile) if Evidence.SEVERAL_PORTRAITS in p.evidence else p
        for p in settled
    )


def _with_crossed(pictures: Sequence[Finding]) -> list[Finding]:
    """An own seal that runs into another's of its colour as what lies over text: no colour parts
    their inks.
    """
    seals = [p for p in pictures if p.entity is Entity.SEAL]
    others = [p for p in seals if p.likeness not in _OWN]

    def crossed(seal: Finding) -> Finding:
        alike = (o for o in others if o.page_no == seal.page_no and _colour(o) == _colour(seal))
        if seal.likeness not in _OWN or not any(_run_into(seal, other) for other in alike):
            return seal
        return replace(with_evidence(seal, Evidence.OVER_TEXT), ink=None)

    return [crossed(p) if p.entity is Entity.SEAL else p for p in pictures]


def _with_stamped(pictures: Sequence[Finding]) -> list[Finding]:
    """BORDER_UNSURE for a hand at the applicant's label into which another's name stamp runs: the
    ink may be the next label, unread below the stamp.
    """
    others = [
        (p.page_no, hull_box(p.quads))
        for p in pictures
        if p.found_by == "signature.stamp" and p.likeness is Likeness.OTHER
    ]

    def is_stamped(hand: Finding) -> bool:
        box = hull_box(hand.quads)
        return any(
            page_no == hand.page_no and stamp.overlap(box) >= _STAMPED * stamp.area
            for page_no, stamp in others
        )

    return [
        with_evidence(p, Evidence.BORDER_UNSURE)
        if p.found_by == "signature.ink" and p.likeness not in _OWN and is_stamped(p)
        else p
        for p in pictures
    ]


def _with_repeated(pictures: Sequence[Finding], profile: Profile) -> list[Finding]:
    """A seal that nobody could tell as another's where it reads, whatever print hides, like one
    of the document's that is, and unlike all own names.
    """
    own = [_plain(n) for e in profile.employers for n in (e.full, *e.former, *e.short) if n]
    seen = {_plain(p.value) for p in pictures if _is_others_seal(p)}

    def repeats(picture: Finding) -> bool:
        said = _plain(picture.value)
        unknown = picture.entity is Entity.SEAL and picture.likeness is Likeness.NONE
        if not unknown or picture.evidence & (_MAY_BE_OWN | {Evidence.SPOT_SURE}):
            return False
        unlike = max((_like(said, name) for name in own), default=0.0) < _LIKE
        return len(said) >= _REPEATED[0] and unlike and any(_shares(said, one) for one in seen)

    settled = list(pictures)
    while found := [n for n, p in enumerate(settled) if repeats(p)]:
        for n in found:  # which may be like a third one
            settled[n] = replace(settled[n], likeness=Likeness.OTHER)
            seen.add(_plain(settled[n].value))
    return settled


def _is_others_seal(picture: Finding) -> bool:
    return picture.entity is Entity.SEAL and picture.likeness is Likeness.OTHER


def _shares(said: str, other: str) -> bool:
    """Whether most of a ring's reading stands in another's, in its order round the ring."""
    return LCSseq.similarity(said, other + other) >= _REPEATED[1] * len(said)


def _colour(seal: Finding) -> str:
    return seal.ink.colour if seal.ink is not None else ""


def _run_into(one: Finding, other: Finding) -> bool:
    """Whether the rings of two seals lie on each other: outlines alone may touch."""
    a, b = hull_box(one.quads), hull_box(other.quads)
    (x, y), (to_x, to_y) = a.centre, b.centre
    across, down = (a.width + b.width) / 2, (a.height + b.height) / 2
    return math.hypot((to_x - x) / across, (to_y - y) / down) < _RINGS_MEET


def _held(
    portrait: Finding, pictures: Sequence[Finding], found: DocumentFindings, profile: Profile
) -> Finding:
    """OWN_ROW for a portrait among several where the page names the applicant as often, and nobody
    else as a holder: copies of two certificates.
    """
    page_no = portrait.page_no
    photos = [p for p in pictures if p.entity is Entity.PHOTO and p.page_no == page_no]
    names = [
        f
        for f in found.findings
        if f.page_no == page_no
        and f.entity is Entity.NAME
        and f.likeness in _OWN
        and not f.evidence & _OTHERS
    ]
    holders = [h for h in found.holders if h.page_no == page_no and h.kind is Field.NAME]
    mine = len(names) >= len(photos) and all(names_holder(h, profile) for h in holders)
    return with_evidence(portrait, Evidence.OWN_ROW) if mine else portrait


def with_own_seals(findings: Iterable[Finding], pictures: Sequence[Finding]) -> tuple[Finding, ...]:
    """OWN_SEAL for what may be the employer's name and stands below a seal that is its own.

    It gets quads for the characters that its star hides.
    """
    seals = [
        (p.page_no, quad)
        for p in pictures
        if p.entity is Entity.SEAL and p.likeness in _OWN
        for quad in p.quads
    ]

    def below(finding: Finding) -> Finding:
        here = [seal for page_no, seal in seals if page_no == finding.page_no]
        quads = finding.quads

        def hides(quad: PtQuad) -> bool:
            return any(seal.contains(quad.centre) for seal in here)

        if finding.entity is not Entity.EMPLOYER or not any(map(hides, quads)):
            return finding
        whole = [quads[0]]
        for a, b in pairwise(quads):
            gap = _between(a, b)
            whole += [gap, b] if gap and hides(gap) else [b]
        return replace(with_evidence(finding, Evidence.OWN_SEAL), quads=tuple(whole))

    return tuple(map(below, findings))


def with_own_hands(findings: Iterable[Finding], pictures: Sequence[Finding]) -> tuple[Finding, ...]:
    """OWN_HAND for what OCR reads like the own name in a hand or stamp at the applicant's label.

    Where it was spotted in pictures of which one is a hand's alone, they were read as one line, and
    its box reaches over print between them: the hands are its place.
    """
    hands = [
        p
        for p in pictures
        if p.entity is Entity.SIGNATURE
        and p.likeness is not Likeness.OTHER
        and p.evidence & _TOLD == {Evidence.SELF_LABEL}
    ]

    def inside(finding: Finding) -> Finding:
        read = finding.entity is Entity.NAME and finding.source is not TextSource.TEXT_LAYER
        here = [p for p in hands if p.page_no == finding.page_no]
        places = [p.picture or p.quads[0] for p in here]
        if not (read and finding.likeness in _OWN) or not any(
            all(place.contains(q.centre) for q in finding.quads) for place in places
        ):
            return finding
        line = hull_box(finding.quads)
        seen = [p for p in here if hull_box(p.quads).overlap(line) > 0]
        if finding.found_by == "own.spotted" and any(p.picture is not None for p in seen):
            finding = replace(finding, quads=tuple(p.quads[0] for p in seen))
        return with_evidence(finding, Evidence.OWN_HAND)

    return tuple(map(inside, findings))


def _between(left: PtQuad, right: PtQuad) -> PtQuad | None:
    """The gap of one or two characters between two that follow each other on a line."""
    width, height = math.dist(left.tr, right.tl), math.dist(left.tr, left.br)
    along = math.dist(left.tl, left.tr), math.dist(left.tl, right.tl)
    in_line = width + along[0] <= _STRAIGHT * along[1]
    if not (in_line and _LEAST_GAP * height < width <= _MOST_GAP * height):
        return None
    return PtQuad(left.tr, right.tl, right.bl, left.br)


def _is_of_another(part: Finding, pictures: Iterable[Finding]) -> bool:
    """Whether it is part of another picture, whose fate it shares: script of a seal, a photo or the
    like, and what looks like a name stamp of a worn code or of a face.
    """
    if part.entity is Entity.SCRIPT:
        wholes = [p for p in pictures if p.entity is not Entity.SCRIPT]
    elif part.found_by == "signature.stamp" and Evidence.SELF_LABEL not in part.evidence:
        wholes = [p for p in pictures if p.entity in _CODES or p.evidence & _PORTRAITS]
    else:
        return False
    middle = hull_box(part.quads).centre
    return any(
        p.page_no == part.page_no and any(q.contains(middle) for q in p.quads) for p in wholes
    )


def _is_print(hand: Finding, findings: Sequence[Finding]) -> bool:
    """Whether what was taken for a hand is the own name in the text layer: whoever signs over
    print writes beyond its lines.
    """
    if hand.found_by != "signature.ink":
        return False
    box = hull_box(hand.quads)
    names = (
        hull_box(f.quads)
        for f in findings
        if f.entity is Entity.NAME
        and f.page_no == hand.page_no
        and f.source is TextSource.TEXT_LAYER
        and f.likeness is Likeness.EXACT
    )
    return any(n.grown(_HEM * n.height).overlap(box) >= 0.99 * box.area for n in names)


def _settled(picture: Finding, findings: Sequence[Finding], profile: Profile) -> Finding:
    if picture.entity in _HANDS:
        read = _read_in(picture, findings)
        signed = _signed(picture, read, profile)
        names = [f for f in read if not f.evidence & _OTHERS]
        if any(f.likeness is Likeness.EXACT for f in names):
            return replace(signed, likeness=Likeness.EXACT)
        if picture.found_by == "signature.ink" and any(f.found_by == "own.spotted" for f in names):
            return replace(signed, likeness=Likeness.CLOSE)
        return replace(signed, likeness=_stamp_likeness(picture, profile))
    if picture.entity is Entity.SEAL:
        return replace(picture, likeness=_seal_likeness(picture, profile))
    return picture


def _with_paired(pictures: Sequence[Finding], findings: Iterable[Finding]) -> list[Finding]:
    """Blocks of script with what tells their owner. Others that were read in a seal tell nothing
    where that may be the own one: they are pieces of its ring, or of print below it.
    """
    seals = [p for p in pictures if p.entity is Entity.SEAL and p.likeness is not Likeness.OTHER]

    def is_piece(finding: Finding) -> bool:
        return any(
            s.page_no == finding.page_no
            and all(any(place.contains(q.centre) for place in s.quads) for q in finding.quads)
            for s in seals
        )

    telling = [f for f in findings if _is_own(f) or not is_piece(f)]
    return [_paired(p, telling) if p.entity is Entity.SCRIPT else p for p in pictures]


def _paired(script: Finding, findings: Sequence[Finding]) -> Finding:
    """OWN_ROW or OTHER_ROW for a block beside a name or body, which it most likely repeats.

    Whoever stands nearest is meant; none is, where two stand as near that are not of one owner.
    What OCR made of the block itself names nobody.
    """
    block = hull_box(script.quads)
    beside = [
        f for f in findings if f.quads and 2 * block.overlap(hull := hull_box(f.quads)) < hull.area
    ]
    gaps = [
        (max(0.0, block.apart(hull_box(f.quads))), _is_own(f))
        for f in beside
        if f.entity in (Entity.NAME, Entity.EMPLOYER) and f.page_no == script.page_no
    ]
    near = [(gap, own) for gap, own in gaps if gap <= _BESIDE_PT]
    nearest = min((gap for gap, _ in near), default=0.0)
    owners = {own for gap, own in near if gap <= nearest + _AS_NEAR_PT}
    if len(owners) != 1:
        return script
    return with_evidence(script, Evidence.OWN_ROW if True in owners else Evidence.OTHER_ROW)


def _is_own(finding: Finding) -> bool:
    return finding.likeness is not Likeness.OTHER and not finding.evidence & _OTHERS


def _read_in(picture: Finding, findings: Iterable[Finding]) -> list[Finding]:
    """The names that a hand was read as; a watermark's only runs into it."""

    def is_read(name: Finding) -> bool:
        inside = [q for q in name.quads if any(p.contains(q.centre) for p in picture.quads)]
        return 2 * len(inside) > len(name.quads)

    names = (f for f in findings if f.entity is Entity.NAME and f.page_no == picture.page_no)
    return [f for f in names if is_read(f)]


def _signed(picture: Finding, names: Sequence[Finding], profile: Profile) -> Finding:
    """OTHER_ROW for a signature that reads as somebody else's name.

    At a label that names the applicant a hand that reads like the own name, however badly, is
    the applicant's. What OCR made of a stamp with a hand over it is no name where the stamp alone
    reads like the own one.
    """
    own = any(f.likeness is not Likeness.OTHER for f in names)
    if Evidence.SELF_LABEL in picture.evidence:
        mine = set("".join(map(folded, profile.names))) - {"·"}
        own = own or any(mine.intersection(folded(f.value)) for f in names)
    said = set(_stamped_name(picture))
    shared = max((len(said.intersection(_plain(n))) for n in profile.names), default=0)
    own = own or shared >= max(_SHARED, len(said) / 2)
    return with_evidence(picture, Evidence.OTHER_ROW) if names and not own else picture


def _stamped_name(stamp: Finding) -> str:
    return _STAMP_END.sub("", _plain(stamp.value))


def _stamp_likeness(stamp: Finding, profile: Profile) -> Likeness:
    """Whether a name stamp says the applicant's name. NONE: nobody can tell, or it was not read."""
    said, name = _plain(stamp.value), _stamped_name(stamp)
    own = [_plain(n) for n in profile.names]
    if not said or name in own or said in own:
        return Likeness.EXACT if said else Likeness.NONE
    if Evidence.SPOT_SURE in stamp.evidence and len(name) == min(map(len, own), default=0):
        return Likeness.CLOSE
    # Read well, 阿茹罕 is not 阿·斯日古楞 misread, nor 王梅芳 王伟; in 王梅 one character differs.
    least = 0.5 if stamp.score >= _CLEAR_STAMP else 0.0
    shares = (len(set(n) & set(name)) / max(1, len(name)) for n in own)
    alike = any(s and s >= least for s in shares) or Evidence.SPOT_ASK in stamp.evidence
    read = stamp.score >= _READ_STAMP and name and all(map(is_han, name))
    return Likeness.OTHER if read and not alike else Likeness.NONE


def _seal_likeness(seal: Finding, profile: Profile) -> Likeness:
    """Whether the ring names an own employer. NONE: nobody can tell.

    A short name alone may be the beginning of another institution's (case 29).
    """
    said = "".join(c for c in folded(seal.value) if c.isalnum())
    whole = [_plain(n) for e in profile.employers for n in (e.full, *e.former)]
    short = [_plain(n) for e in profile.employers for n in e.short]
    if any(_goes_on(said, n) for n in whole):
        return Likeness.NONE
    # A ring may be begun in the midst of the name: 心人民医院云岭市中.
    if any(len(n) >= _SHORTEST and n in said + said for n in whole) or said in short:
        return Likeness.EXACT
    if Evidence.SPOT_SURE in seal.evidence:
        return Likeness.CLOSE
    if seal.score >= _CLEAR and any(_lacks_few(said, n) for n in whole):
        return Likeness.CLOSE
    if Evidence.SAYS_ANOTHER in seal.evidence and _BODY.search(said):
        return Likeness.OTHER
    likes = {n: _like(said, n) for n in (*whole, *short) if n}
    like = max(likes.values(), default=0.0)
    if Evidence.SPOT_ASK in seal.evidence and like >= _SPOTTED_LIKE:
        return Likeness.CLOSE
    if Evidence.OTHER_FITS in seal.evidence and like < _LIKE:
        return Likeness.OTHER
    least = _GREY_LIKE if seal.ink is None else _READ_LIKE
    alike = [n for n, share in likes.items() if share >= least]
    if not _says_a_body(seal, said, like) or seal.evidence & _MAY_BE_OWN:
        return Likeness.NONE
    # 鼎新妇幼保健院 is not 泓远妇幼保健院 misread, nor that with characters lost.
    clear = seal.score >= _CLEAR and like < _CLEAR_LIKE
    whole_length = all(len(said) >= _CLEAR_LENGTH * len(n) for n in alike)
    return Likeness.OTHER if not alike or (clear and whole_length) else Likeness.NONE


def _goes_on(said: str, name: str) -> bool:
    """Whether a ring says an own name as the beginning of another: 青原大学附属中学 (case 29)."""
    begun, found, after = said.partition(name)
    rest = after + begun
    if not found or _COMPANY.match(rest):
        return False
    return (ORG_AFFILIATED.match(rest) or ORG_LONGER_TAIL.match(rest)) is not None


def _lacks_few(said: str, name: str) -> bool:
    """Whether a name was read, from wherever the ring was begun, but for a character or two that
    print or a hand hides, and nothing else was.
    """
    if len(said) < max(_SHORTEST, _CLEAR_LENGTH * len(name)):
        return False
    begun = (said[n:] + said[:n] for n in range(len(said)))
    return any(LCSseq.similarity(one, name) == len(said) for one in begun)


def _says_a_body(seal: Finding, said: str, like: float) -> bool:
    """Whether a ring was read well enough to say whose it is."""
    names_body = _BODY.search(said) is not None
    if seal.ink is not None:
        least, chars = _READ
    else:
        least, chars = _UNLIKE_GREY if like < _LIKE else _READ_GREY
    if like < _LIKE and seal.score >= _CLEAR and names_body:  # 长安大学
        chars = _SHORTEST
    read = seal.score >= least and sum(map(is_han, said)) >= chars
    # On a copy print below may be read for a ring: 考核结果为合格 names no body.
    return read and (seal.ink is not None or names_body)


def _like(said: str, name: str) -> float:
    """How like the name a ring was read, of 100: from wherever it was begun, or a part of it."""
    as_long = len(name) / 2 <= len(said) <= _LONGER * len(name)
    begun = fuzz.partial_ratio(name, said + said) if as_long else 0.0
    is_part = _SHORTEST <= len(said) <= _PART * len(name)
    # Characters may be lost in its midst, too: what is left keeps its order.
    part = _OF_PART * 100 * LCSseq.similarity(said, name) / len(said) if is_part else 0.0
    return max(fuzz.ratio(said, name), begun, part)


def _plain(name: str) -> str:
    return "".join(c for c in folded(name) if c.isalnum())
