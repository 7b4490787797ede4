"""Whose documents these are: somebody else's among them, or a roster row that is wrong.

Held for it is only what the fields of the holder say clearly. Lists of many people, notices,
papers and project contracts name others as they should, and are never held (RULES.md, case 85).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from redactor.cnid import is_valid_id18
from redactor.datatypes import (
    HOLDER_CLASSES,
    DocClass,
    DocumentFindings,
    Entity,
    Evidence,
    Field,
    Finding,
    HolderField,
    Likeness,
    Profile,
    TextSource,
)
from redactor.recognise.pinyin import split_name
from redactor.textnorm import folded

IsPerson = Callable[[str], bool]

# Where a name in a holder's field is the holder's, though the class need not name one.
_NAMING = HOLDER_CLASSES | {
    DocClass.CONTRACT,
    DocClass.SOCIAL_SECURITY,
    DocClass.AWARD,
    DocClass.SUMMARY,
    DocClass.OTHER,
}
_MANY = 3  # different people in name fields: a list
_READ_WELL = 0.9  # of the worst character of a value
# Not AUTHOR_LINE: a colleague's form lists the applicant among those who worked with them.
_OWN_PLACE = frozenset({Evidence.SELF_LABEL, Evidence.OWN_ROW, Evidence.CALLED})
_NOT_OWN = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})
_SLIPS = 1  # digits that differ in a misread number
_LIKE = 0.7  # of two names of one organisation


@dataclass(frozen=True, slots=True)
class Settled:
    """A dossier's documents with their holders settled; words for the record, no values."""

    documents: tuple[DocumentFindings, ...]
    reasons: tuple[str, ...] = ()  # it is held for these
    notes: tuple[str, ...] = ()


# One document ----------------------------------------------------------------------------


def with_holder(
    document: DocumentFindings, roster: frozenset[str], profile: Profile, is_person: IsPerson
) -> DocumentFindings:
    """The document with a word on whether its holder is somebody else.

    ``roster`` holds the folded names and ID numbers of the other applicants; ``is_person``
    tells a name from another word.
    """
    if _is_list(document) or _is_own(document, profile):
        return document
    fields = _well_read(document)
    must_name = document.doc_class in HOLDER_CLASSES and document.well_read
    other = _may_be_held(document) and any(
        f.value in roster for f in fields if f.kind in (Field.NAME, Field.ID_NUMBER)
    )
    if other or (must_name and _other_ids(fields, profile)):
        return replace(document, holder_is_other=True)
    own = [folded(name) for name in profile.names]
    stranger = must_name and any(
        f.kind is Field.NAME and _is_other_name(f, own) and is_person(f.value) for f in fields
    )
    return replace(document, holder_is_stranger=stranger)


def _may_be_held(document: DocumentFindings) -> bool:
    """Whether another applicant in a name field makes it that applicant's document."""
    if document.doc_class in HOLDER_CLASSES:
        return True
    if document.doc_class is DocClass.CONTRACT and not _is_personal(document):
        return False  # of a project: its parties name whom they like
    return document.doc_class in _NAMING and not _mentions_own(document)


def _is_own(document: DocumentFindings, profile: Profile) -> bool:
    """Whether an own value stands where the holder's stands."""
    if any(_names_holder(field, profile) for field in document.holders):
        return True
    return any(_is_own_value(f) for f in document.findings)


def _is_own_value(finding: Finding) -> bool:
    if finding.likeness in (Likeness.OTHER, Likeness.ALIAS, Likeness.NONE):
        return False
    seen = finding.evidence
    if finding.entity is Entity.NAME:
        return bool(seen & _OWN_PLACE) and not seen & _NOT_OWN
    if Evidence.VALID_OTHER in seen:
        return False
    # A landline of the employer stands on colleagues' papers too.
    mobile = finding.entity is Entity.PHONE and _is_mobile(finding.value)
    return mobile or finding.entity in (Entity.ID_NUMBER, Entity.EMAIL)


def _mentions_own(document: DocumentFindings) -> bool:
    return any(
        f.entity is Entity.NAME and f.likeness is not Likeness.OTHER and not f.evidence & _NOT_OWN
        for f in document.findings
    )


def _is_list(document: DocumentFindings) -> bool:
    fields = document.holders
    return any(
        len({f.value for f in fields if f.kind is kind}) >= _MANY
        for kind in (Field.NAME, Field.ID_NUMBER)
    )


def _is_personal(document: DocumentFindings) -> bool:
    """Whether a contract is one of a person: it says a person's number."""
    return any(f.kind is Field.ID_NUMBER for f in document.holders)


def _well_read(document: DocumentFindings) -> list[HolderField]:
    return [
        f for f in document.holders if f.source is TextSource.TEXT_LAYER or f.score >= _READ_WELL
    ]


def _names_holder(field: HolderField, profile: Profile) -> bool:
    own = {folded(name) for name in profile.names}
    return field.kind is Field.NAME and field.value in own


def _is_other_name(field: HolderField, own: Sequence[str]) -> bool:
    """Whether the field clearly holds another name, not a spelling or a misreading of an own."""
    for name in own:
        distance = Levenshtein.distance(field.value, name)
        if field.rest.startswith(name):
            whole = field.value == field.rest and field.source is TextSource.TEXT_LAYER
            if not whole or field.value[-1] in "男女":
                return False
        elif field.source is TextSource.OCR:
            if distance < 2:
                return False
        # Mongolian names are spelt in several ways: 其力嘎, 其合力嘎.
        elif not split_name(name)[0] and distance <= max(1, len(name) // 3):
            return False
    return True


def _other_ids(fields: Iterable[HolderField], profile: Profile) -> set[str]:
    """Valid ID numbers in the holder's field that are no misreading of an own one."""
    own = [folded(number) for number in profile.id_numbers]
    if not own:
        return set()
    return {
        digits
        for f in fields
        if f.kind is Field.ID_NUMBER
        and is_valid_id18(digits := _digits(f.value))
        and all(_differs(digits, number, f.source) for number in own)
    }


def _digits(value: str) -> str:
    return "".join(c for c in value if c.isdigit() or c in "xX").upper()


def _differs(value: str, own: str, source: TextSource) -> bool:
    """Whether two numbers are two; an 18-digit one holds its own 15-digit form."""
    own = _digits(own)
    if len(own) == 15 and len(value) == 18:
        value = value[:6] + value[8:17]
    slips = _SLIPS if source is TextSource.OCR else 0
    return Levenshtein.distance(value, own) > slips


def _is_mobile(value: str) -> bool:
    digits = _digits(value).removeprefix("86")
    return len(digits) == 11 and digits[0] == "1"


# The dossier -----------------------------------------------------------------------------


def settle(documents: Sequence[DocumentFindings], profile: Profile) -> Settled:
    """Holders over all documents: who is somebody else, and what the roster has wrong.

    A field of the roster is contradicted where at least two of the applicant's own documents
    agree on another value, and no document at all shows the roster's.
    """
    plain = [d for d in documents if not _is_secret(d)]
    own = [
        d
        for d in plain
        if not d.holder_is_other
        and d.doc_class in _NAMING | {DocClass.PAPER}
        and any(_names_holder(f, profile) for f in d.holders)
    ]
    wrong = tuple(
        f"roster_contradiction_{kind.value}"
        for kind in (Field.ID_NUMBER, Field.PHONE, Field.EMPLOYER)
        if _is_contradicted(kind, own, plain, profile)
    )
    settled, mine = tuple(documents), {d.doc_id for d in own}
    if "roster_contradiction_id_number" not in wrong:
        # One document of a person of the same name, with a number of their own.
        namesakes = {d.doc_id for d in own if _is_namesake(d, profile)}
        settled = tuple(
            replace(d, holder_is_other=True) if d.doc_id in namesakes else d for d in documents
        )
    others = any(d.holder_is_other or d.holder_is_stranger for d in settled if not _is_secret(d))
    two = others and any(not d.holder_is_other for d in settled if d.doc_id in mine)
    return Settled(settled, wrong, ("two_people",) if two else ())


def _is_secret(document: DocumentFindings) -> bool:
    return any(f.entity is Entity.SECRECY for f in document.findings)


def _is_namesake(document: DocumentFindings, profile: Profile) -> bool:
    must_name = document.doc_class in HOLDER_CLASSES and not _is_list(document)
    own_id = any(_is_own_id(f) for f in document.findings)
    return must_name and not own_id and len(_other_ids(_well_read(document), profile)) == 1


def _is_own_id(finding: Finding) -> bool:
    own = finding.likeness is not Likeness.OTHER and Evidence.VALID_OTHER not in finding.evidence
    return finding.entity is Entity.ID_NUMBER and own


def _is_contradicted(
    kind: Field,
    own: Sequence[DocumentFindings],
    documents: Sequence[DocumentFindings],
    profile: Profile,
) -> bool:
    if not _known(kind, profile) or any(_shows(kind, f) for d in documents for f in d.findings):
        return False
    counts: Counter[str] = Counter()
    for document in own:
        counts.update({v for f in _well_read(document) if (v := _other_value(kind, f, profile))})
    best = counts.most_common(2)
    return bool(best) and best[0][1] >= 2 and (len(best) < 2 or best[1][1] < best[0][1])


def _known(kind: Field, profile: Profile) -> bool:
    match kind:
        case Field.ID_NUMBER:
            return bool(profile.id_numbers)
        case Field.PHONE:
            return any(_is_mobile(phone) for phone in profile.phones)
        case _:
            return bool(profile.employers)


def _shows(kind: Field, finding: Finding) -> bool:
    """Whether the finding is the roster's own value of this kind, in whatever spelling."""
    if finding.entity.value != kind.value or finding.likeness is Likeness.OTHER:
        return False
    return kind is not Field.PHONE or _is_mobile(finding.value)


def _other_value(kind: Field, field: HolderField, profile: Profile) -> str:
    """The field's value where it is clearly not the roster's, else empty."""
    if field.kind is not kind:
        return ""
    match kind:
        case Field.ID_NUMBER:
            return next(iter(_other_ids([field], profile)), "")
        case Field.PHONE:
            value = _digits(field.value).removeprefix("86")
            mobiles = [_digits(p).removeprefix("86") for p in profile.phones if _is_mobile(p)]
            other = _is_mobile(value) and all(_differs(value, m, field.source) for m in mobiles)
            return value if other else ""
        case _:
            names = [folded(n) for e in profile.employers for n in (e.full, *e.short, *e.former)]
            return "" if any(same_org(field.value, n) for n in names) else field.value


def same_org(one: str, other: str) -> bool:
    """Whether two names may be of one organisation: a short form, or a slip of the pen."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(c in rest for c in short) or (Levenshtein.normalized_similarity(one, other) >= _LIKE)
