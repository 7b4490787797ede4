"""What becomes of pictures: photos, codes, cards, signatures, seals, Mongolian script. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.config.records import RulePack
from redactor.datatypes import (
    HOLDER_CLASSES,
    PICTURES,
    Action,
    Decision,
    DocClass,
    Entity,
    Evidence,
    Finding,
    Likeness,
)
from redactor.geometry import Point, PtQuad
from redactor.ruling import Ruling

# Documents of the applicant on which a portrait or a code is the applicant's own.
_OWN_PAPERS = HOLDER_CLASSES | {
    DocClass.AWARD,
    DocClass.CONTRACT,
    DocClass.PATENT,
    DocClass.SOCIAL_SECURITY,
}
_WHOLE = frozenset(
    {
        Entity.PHOTO,
        Entity.QR_CODE,
        Entity.BARCODE,
        Entity.SIGNATURE,
        Entity.FINGERPRINT,
        Entity.SCRIPT,
    }
)
_OWN = (Likeness.EXACT, Likeness.CLOSE)
_GUESSED = frozenset({"own.spotted", "near.ocr"})
_CLEAR_FACE = 0.75  # score of a face that nobody takes for anything else
_COVERED, _PARTS = 0.85, 10  # share of a stamp, looked at in so many rows and columns
_LEADING = 0.3  # of a line's height
_CODE_SWITCH = frozenset({DocClass.CERTIFICATE, DocClass.AWARD, DocClass.PATENT})


def without_noise(decisions: Sequence[Decision]) -> list[Decision]:
    """Without questions about what may have been read in a picture that goes as a whole, about a
    hand or stamp of which no more stays than between two lines of print that goes, and about a
    portrait without a face where a stamp was read.
    """
    gone = [
        (d.finding.page_no, quad)
        for d in decisions
        if d.action is Action.REDACT and d.finding.entity in _WHOLE
        for quad in d.finding.quads
    ]

    def lies_in_one(finding: Finding) -> bool:
        return all(
            any(page == finding.page_no and whole.contains(quad.centre) for page, whole in gone)
            for quad in finding.quads
        )

    print_ = [
        (d.finding.page_no, _with_leading(quad))
        for d in decisions
        if d.action is Action.REDACT and d.finding.entity not in PICTURES
        for quad in d.finding.quads
    ]

    def goes_with_print(finding: Finding) -> bool:
        if not finding.found_by.startswith("signature."):
            return False
        lines = [line for page, line in print_ if page == finding.page_no]
        spots = [spot for quad in finding.quads for spot in _spots_in(quad)]
        gone = sum(any(line.contains(spot) for line in lines) for spot in spots)
        return gone >= _COVERED * len(spots)

    stamps = [
        (d.finding.page_no, quad.box)
        for d in decisions
        if d.finding.found_by == "signature.stamp"
        for quad in d.finding.quads
    ]

    def is_stamp(finding: Finding) -> bool:
        if finding.found_by != "photo.rectangle":
            return False
        here = [box for page, box in stamps if page == finding.page_no]
        return all(
            any(quad.box.overlap(box) >= _COVERED * max(quad.box.area, box.area) for box in here)
            for quad in finding.quads
        )

    return [
        d
        for d in decisions
        if d.action is not Action.ASK
        or not (
            (_is_read(d.finding) and lies_in_one(d.finding))
            or goes_with_print(d.finding)
            or is_stamp(d.finding)
        )
    ]


def _with_leading(line: PtQuad) -> PtQuad:
    """With half of what usually parts it from the next line."""
    dx, dy = (_LEADING * (b - a) for a, b in zip(line.tl, line.bl, strict=True))
    (ax, ay), (bx, by), (cx, cy), (ex, ey) = line.corners
    return PtQuad((ax - dx, ay - dy), (bx - dx, by - dy), (cx + dx, cy + dy), (ex + dx, ey + dy))


def _spots_in(quad: PtQuad) -> list[Point]:
    """Middles of equal parts of it."""
    shares = [(n + 0.5) / _PARTS for n in range(_PARTS)]
    (x, y), right, down = quad.tl, quad.tr, quad.bl
    return [
        (
            x + a * (right[0] - x) + b * (down[0] - x),
            y + a * (right[1] - y) + b * (down[1] - y),
        )
        for a in shares
        for b in shares
    ]


def _is_read(finding: Finding) -> bool:
    """Whether it may be what a hand was read as: the own name well read, or any value guessed."""
    name = finding.entity is Entity.NAME and Evidence.OCR in finding.evidence
    return name or finding.found_by in _GUESSED


def rule_picture(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling | None:
    """The ruling on what was seen rather than read; None for a finding of text."""
    match finding.entity:
        case Entity.PHOTO if finding.found_by == "card.portrait":
            return _portrait(finding)
        case Entity.PHOTO:
            return _photo(finding, doc_class)
        case Entity.QR_CODE | Entity.BARCODE:
            return _code(finding, doc_class, rules)
        case Entity.ID_CARD:
            return _card(finding, rules)
        case Entity.SIGNATURE | Entity.FINGERPRINT:
            return _hand(finding)
        case Entity.SEAL:
            return _seal(finding, rules)
        case Entity.SCRIPT:
            return _script(finding)
    return None


def _photo(finding: Finding, doc_class: DocClass) -> Ruling:
    if finding.likeness is Likeness.OTHER:
        return Action.KEEP, "other_photo"
    if Evidence.OVER_TEXT in finding.evidence:  # a mark would take the print
        return Action.ASK, "photo_unsure"
    if finding.likeness in _OWN:
        return Action.REDACT, "named_photo"
    if Evidence.SEVERAL_FACES in finding.evidence:
        own = Evidence.OWN_ROW in finding.evidence and doc_class in HOLDER_CLASSES
        return (Action.REDACT, "own_photo") if own else (Action.ASK, "several_faces")
    single = Evidence.SINGLE_PORTRAIT in finding.evidence
    sure = single and doc_class in _OWN_PAPERS
    # On a form or card a lone face is its holder's, though shade or a seal hide the studio ground.
    sure |= finding.score >= _CLEAR_FACE and doc_class in HOLDER_CLASSES
    return (Action.REDACT, "own_photo") if sure else (Action.ASK, "photo_unsure")


def _portrait(finding: Finding) -> Ruling:
    """The place of a card's portrait, whether or not a face was seen in it."""
    if Evidence.OTHER_ROW in finding.evidence:
        return Action.KEEP, "other_card"
    own = finding.evidence & {Evidence.OWN_ROW, Evidence.OWN_DOCUMENT}
    return (Action.REDACT, "own_photo") if own else (Action.ASK, "photo_unsure")


def _code(finding: Finding, doc_class: DocClass, rules: RulePack) -> Ruling:
    if Evidence.PUBLIC_PAYLOAD in finding.evidence:
        return Action.KEEP, "public_code"
    if doc_class in _CODE_SWITCH and rules.certificate_code != "redact":
        return Action(rules.certificate_code), "switch_keep"
    if doc_class in _OWN_PAPERS:
        return Action.REDACT, "own_code"
    return Action.ASK, "code_unknown"


def _card(finding: Finding, rules: RulePack) -> Ruling:
    """Case 65: the whole card but for its labels, or the own values on it alone."""
    seen = finding.evidence
    if Evidence.OTHER_ROW in seen:
        return Action.KEEP, "other_card"
    if rules.idcard == "fields":
        return Action.KEEP, "switch_keep"
    if seen & {Evidence.OWN_ROW, Evidence.OWN_DOCUMENT}:
        return Action.REDACT, "own_card"
    return Action.ASK, "card_unsure"


def _hand(finding: Finding) -> Ruling:
    """Cases 19 and 20: ink at a label that names the applicant, or a stamp that says the name;
    21: another's stays.
    """
    named = Evidence.SELF_LABEL in finding.evidence or finding.likeness in _OWN
    other = Evidence.OTHER_ROW in finding.evidence or finding.likeness is Likeness.OTHER
    if other and not named:
        return Action.KEEP, "other_signature"
    if other or not named or Evidence.BORDER_UNSURE in finding.evidence:
        return Action.ASK, "signature_unsure"
    signed = finding.entity is Entity.SIGNATURE
    return Action.REDACT, "own_signature" if signed else "own_fingerprint"


def _script(finding: Finding) -> Ruling:
    """Case 18: Mongolian writing shares the fate of the name or body that it stands beside."""
    if Evidence.OWN_ROW in finding.evidence:
        return Action.REDACT, "own_script"
    if Evidence.OTHER_ROW in finding.evidence:
        return Action.KEEP, "other_script"
    return Action.ASK, "script_unread"


def goes_as_ink(finding: Finding, rules: RulePack) -> bool:
    """Whether of a seal that goes only the ink goes that names."""
    return finding.ink is not None and rules.own_seal == "ring"


def _seal(finding: Finding, rules: RulePack) -> Ruling:
    """Case 24: the own employer's seal as the switch says; 25: any other stays.

    A mark over the whole seal would take the print below it: then a person decides.
    """
    if finding.likeness is Likeness.OTHER:
        return Action.KEEP, "other_seal"
    if finding.likeness is Likeness.NONE:
        return Action.ASK, "seal_unread"
    if rules.own_seal == "keep":
        return Action.KEEP, "switch_keep"
    if not goes_as_ink(finding, rules) and Evidence.OVER_TEXT in finding.evidence:
        return Action.ASK, "seal_over_text"
    return Action.REDACT, "own_seal"
