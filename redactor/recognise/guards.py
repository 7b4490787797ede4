"""Whether a document is somebody else's, by the fields of its holder.

Held for it is only what the fields of the holder say clearly. Lists of many people, notices,
papers and project contracts name others as they should, and are never held (RULES.md, case 85).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

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
NAMING = HOLDER_CLASSES | {
    DocClass.CONTRACT,
    DocClass.SOCIAL_SECURITY,
    DocClass.AWARD,
    DocClass.SUMMARY,
    DocClass.FIGURES,
    DocClass.OTHER,
}
_MANY = 3  # different people in name fields: a list
# Not AUTHOR_LINE: a colleague's form lists the applicant among those who worked with them.
_OWN_PLACE = frozenset({Evidence.SELF_LABEL, Evidence.OWN_ROW, Evidence.CALLED})
_NOT_OWN = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})
_SLIPS = 1  # digits that differ in a misread number


def with_holder(
    document: DocumentFindings, roster: frozenset[str], profile: Profile, is_person: IsPerson
) -> DocumentFindings:
    """The document with a word on whether its holder is somebody else.

    ``roster`` holds the folded names and ID numbers of the other applicants; ``is_person``
    tells a name from another word.
    """
    if is_list(document) or _is_own(document, profile):
        return document
    fields = well_read(document)
    must_name = document.doc_class in HOLDER_CLASSES and document.well_read
    other = _may_be_held(document) and any(
        f.value in roster for f in fields if f.kind in (Field.NAME, Field.ID_NUMBER)
    )
    if other or (must_name and other_ids(fields, profile)):
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
    if document.doc_class is DocClass.CONTRACT and not is_personal(document):
        return False  # of a project: its parties name whom they like
    return document.doc_class in NAMING and not _mentions_own(document)


def _is_own(document: DocumentFindings, profile: Profile) -> bool:
    """Whether an own value stands where the holder's stands."""
    if any(names_holder(field, profile) for field in document.holders):
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
    mobile = finding.entity is Entity.PHONE and is_mobile(finding.value)
    return mobile or finding.entity in (Entity.ID_NUMBER, Entity.EMAIL)


def _mentions_own(document: DocumentFindings) -> bool:
    return any(
        f.entity is Entity.NAME and f.likeness is not Likeness.OTHER and not f.evidence & _NOT_OWN
        for f in document.findings
    )


def is_list(document: DocumentFindings) -> bool:
    """Whether the fields name many people."""
    fields = document.holders
    return any(
        len({f.value for f in fields if f.kind is kind}) >= _MANY
        for kind in (Field.NAME, Field.ID_NUMBER)
    )


def is_personal(document: DocumentFindings) -> bool:
    """Whether a contract is one of a person: it says a person's number."""
    return any(f.kind is Field.ID_NUMBER for f in document.holders)


def well_read(document: DocumentFindings) -> list[HolderField]:
    """The fields of a document that were read without doubt."""
    return [f for f in document.holders if f.is_well_read]


def names_holder(field: HolderField, profile: Profile) -> bool:
    """Whether the applicant's name stands in the field of the holder's."""
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


def other_ids(fields: Iterable[HolderField], profile: Profile) -> set[str]:
    """Valid ID numbers in the holder's field that are no misreading of an own one."""
    own = [folded(number) for number in profile.id_numbers]
    if not own:
        return set()
    return {
        value
        for f in fields
        if f.kind is Field.ID_NUMBER
        and is_valid_id18(value := digits(f.value))
        and all(differs(value, number, f.source) for number in own)
    }


def digits(value: str) -> str:
    """The figures of a number, and its X."""
    return "".join(c for c in value if c.isdigit() or c in "xX").upper()


def differs(value: str, own: str, source: TextSource) -> bool:
    """Whether two numbers are two; an 18-digit one holds its own 15-digit form."""
    own = digits(own)
    if len(own) == 15 and len(value) == 18:
        value = value[:6] + value[8:17]
    slips = _SLIPS if source is TextSource.OCR else 0
    return Levenshtein.distance(value, own) > slips


def is_mobile(value: str) -> bool:
    """Whether a phone number is a mobile one."""
    plain = digits(value).removeprefix("86")
    return len(plain) == 11 and plain[0] == "1"
