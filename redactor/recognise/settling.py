"""The holders of a dossier's documents: two people among them, or a roster row that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from redactor.datatypes import (
    HOLDER_CLASSES,
    DocumentFindings,
    Entity,
    Evidence,
    Field,
    Finding,
    HolderField,
    Likeness,
    Profile,
)
from redactor.recognise.guards import (
    NAMING,
    differs,
    digits,
    is_list,
    is_mobile,
    names_holder,
    other_ids,
    well_read,
)
from redactor.textnorm import folded

_LIKE = 0.7  # of two names of one organisation


@dataclass(frozen=True, slots=True)
class Settled:
    """A dossier's documents with their holders settled; words for the record, no values."""

    documents: tuple[DocumentFindings, ...]
    reasons: tuple[str, ...] = ()  # it is held for these
    notes: tuple[str, ...] = ()


def settle(documents: Sequence[DocumentFindings], profile: Profile) -> Settled:
    """Holders over all documents: who is somebody else, and what the roster has wrong.

    A field of the roster is contradicted where at least two of the applicant's own documents
    agree on another value, and no document at all shows the roster's.
    """
    plain = [d for d in documents if not d.is_secret]
    own = [
        d
        for d in plain
        if not d.holder_is_other
        and d.doc_class in NAMING
        and any(names_holder(f, profile) for f in d.holders)
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
    others = any(d.holder_is_other or d.holder_is_stranger for d in settled if not d.is_secret)
    two = others and any(not d.holder_is_other for d in settled if d.doc_id in mine)
    return Settled(settled, wrong, ("two_people",) if two else ())


def _is_namesake(document: DocumentFindings, profile: Profile) -> bool:
    must_name = document.doc_class in HOLDER_CLASSES and not is_list(document)
    own_id = any(_is_own_id(f) for f in document.findings)
    return must_name and not own_id and len(other_ids(well_read(document), profile)) == 1


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
        counts.update({v for f in well_read(document) if (v := _other_value(kind, f, profile))})
    best = counts.most_common(2)
    return bool(best) and best[0][1] >= 2 and (len(best) < 2 or best[1][1] < best[0][1])


def _known(kind: Field, profile: Profile) -> bool:
    match kind:
        case Field.ID_NUMBER:
            return bool(profile.id_numbers)
        case Field.PHONE:
            return any(is_mobile(phone) for phone in profile.phones)
        case _:
            return bool(profile.employers)


def _shows(kind: Field, finding: Finding) -> bool:
    """Whether the finding is the roster's own value of this kind, in whatever spelling."""
    if finding.entity.value != kind.value or finding.likeness is Likeness.OTHER:
        return False
    return kind is not Field.PHONE or is_mobile(finding.value)


def _other_value(kind: Field, field: HolderField, profile: Profile) -> str:
    """The field's value where it is clearly not the roster's, else empty."""
    if field.kind is not kind:
        return ""
    match kind:
        case Field.ID_NUMBER:
            return next(iter(other_ids([field], profile)), "")
        case Field.PHONE:
            value = digits(field.value).removeprefix("86")
            mobiles = [digits(p).removeprefix("86") for p in profile.phones if is_mobile(p)]
            other = is_mobile(value) and all(differs(value, m, field.source) for m in mobiles)
            return value if other else ""
        case _:
            names = [folded(n) for e in profile.employers for n in (e.full, *e.short, *e.former)]
            return "" if any(same_org(field.value, n) for n in names) else field.value


def same_org(one: str, other: str) -> bool:
    """Whether two names may be of one organisation: a short form, or a slip of the pen."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(c in rest for c in short) or (Levenshtein.normalized_similarity(one, other) >= _LIKE)
