"""The rest of a profile, proposed from the applicant's own documents. Pure: no I/O, no model.

Only what stands in a labelled field of a document that names the applicant as its holder is
proposed. A value is sure when the documents agree on it and nothing speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redactor.cnid import is_valid_id18, to_id15
from redactor.config.orgs import parse_org_name
from redactor.config.values import (
    clean,
    parse_code,
    parse_email,
    parse_id,
    parse_name,
    parse_number,
    parse_phones,
)
from redactor.datatypes import (
    HOLDER_CLASSES,
    DocClass,
    DocumentFindings,
    Field,
    HolderField,
)
from redactor.recognise.candidates import Candidate, Proposal, candidates_of, ranked, several
from redactor.recognise.guards import is_personal
from redactor.recognise.lexicon import PUBLIC_MAIL
from redactor.recognise.pinyin import full_pattern, mailbox_of, mailbox_patterns
from redactor.recognise.settling import same_org
from redactor.textnorm import folded

# Classes whose fields are the holder's. An award's or a paper's name several people.
_OWN_CLASSES = HOLDER_CLASSES | {
    DocClass.CONTRACT,
    DocClass.SOCIAL_SECURITY,
    DocClass.SUMMARY,
    DocClass.FIGURES,
    DocClass.OTHER,
}
_BIRTH_IN_ID = slice(6, 12)


def own_documents(documents: Sequence[DocumentFindings], name: str) -> tuple[str, ...]:
    """Ids of the documents that name ``name`` as their holder."""
    own = folded(name)
    return tuple(
        d.doc_id
        for d in documents
        if not d.is_secret
        and d.doc_class in _OWN_CLASSES
        and (d.doc_class is not DocClass.CONTRACT or is_personal(d))
        and any(f.kind is Field.NAME and f.value == own for f in d.holders)
    )


def propose(documents: Sequence[DocumentFindings], name: str) -> tuple[Proposal, ...]:
    """Everything the documents say of the applicant ``name`` beyond the name."""
    named = set(own_documents(documents, name))
    ids = _id_numbers(candidates_of(documents, named, Field.ID_NUMBER, _id), documents, named)
    if ids:
        # A form with its name set vertically is known by its number.
        number = folded(ids[0].value)
        named |= {
            d.doc_id
            for d in documents
            if d.doc_class in _OWN_CLASSES and any(_holds_id(f, number) for f in d.holders)
        }
        ids = _id_numbers(candidates_of(documents, named, Field.ID_NUMBER, _id), documents, named)
    found = [*_names(documents, named, name), *ids]
    found += _phones(candidates_of(documents, named, Field.PHONE, _phone))
    mails = _mails(documents, named, name)
    found += mails
    found += several("address", candidates_of(documents, named, Field.ADDRESS, clean))
    numbers = several("other_number", candidates_of(documents, named, Field.NUMBER, parse_number))
    known = {folded(p.value) for p in found}
    found += [p for p in numbers if folded(p.value) not in known]
    employers = _employers(documents, named)
    return (*found, *employers, *(_domains(mails) if employers else ()))


def _holds_id(found: HolderField, number: str) -> bool:
    return found.kind is Field.ID_NUMBER and folded(_id(found.printed)) == number


def _names(documents: Sequence[DocumentFindings], named: set[str], name: str) -> list[Proposal]:
    usual = full_pattern(name)
    former = candidates_of(documents, named, Field.FORMER_NAME, parse_name)
    latin = candidates_of(documents, named, Field.PINYIN, clean)
    unusual = [c for c in latin if not (usual and usual.fullmatch(c.value.lower()))]
    others = [c for c in former if folded(c.value) != folded(name)]
    return [*ranked("former_name", others), *ranked("pinyin", unusual)]


def _id(text: str) -> str:
    number = parse_id(text)
    return number if is_valid_id18(number) or len(number) == 15 else ""


def _id_numbers(
    candidates: Sequence[Candidate], documents: Sequence[DocumentFindings], named: set[str]
) -> list[Proposal]:
    """The number whose birth date the documents state, before any that stands more often."""
    births: dict[str, int] = defaultdict(int)
    for document in documents:
        if document.doc_id in named:
            for value in {f.value for f in document.holders if f.kind is Field.BIRTH}:
                births[value] += 1
    birth = max(births, key=lambda b: births[b], default="")
    whole = [c for c in candidates if len(c.value) == 18]
    short = {to_id15(c.value) for c in whole}
    # The old form of a number that is there whole says no more.
    rest = [c for c in candidates if len(c.value) == 15 and c.value not in short]
    fits = [c for c in whole if not birth or c.value[_BIRTH_IN_ID] == birth]
    found = ranked("id_number", fits)
    found += [
        c.proposal("id_number", sure=False, why="birth_differs") for c in whole if c not in fits
    ]
    return found + [c.proposal("id_number", sure=False, why="second") for c in rest]


def _phone(text: str) -> str:
    numbers = parse_phones(text)
    return numbers[0] if numbers else ""


def _phones(candidates: Sequence[Candidate]) -> list[Proposal]:
    mobiles = [c for c in candidates if not c.value.lstrip("(").startswith("0")]
    offices = [c for c in candidates if c not in mobiles]
    found = ranked("phone", mobiles)
    return found + [c.proposal("phone", sure=False, why="office") for c in offices]


def _mails(documents: Sequence[DocumentFindings], named: set[str], name: str) -> list[Proposal]:
    """Mails in own fields, and in any document those whose mailbox is made of the name."""
    everywhere = {d.doc_id for d in documents}
    mails = several("email", candidates_of(documents, everywhere, Field.EMAIL, parse_email))
    made_of = [one for one in mails if _is_made_of(one.value, name)]
    found = []
    for one in mails:
        at_home = bool(named.intersection(place.doc_id for place in one.places))
        if one in made_of:
            # Co-authors too may be called so: two of them are a person's to judge.
            sure = at_home or len(made_of) == 1
            found.append(replace(one, sure=sure, why="name_in_it"))
        elif at_home:
            found.append(one)
    return found


def _is_made_of(mail: str, name: str) -> bool:
    box = mailbox_of(mail)
    return any(pattern.fullmatch(box) for pattern in mailbox_patterns(name) or ())


def _employers(documents: Sequence[DocumentFindings], named: set[str]) -> list[Proposal]:
    """The present employer, its other names, and employers of the past."""
    orgs = ranked("employer", candidates_of(documents, named, Field.EMPLOYER, parse_org_name))
    if not orgs:
        return []
    main, found = orgs[0].value, orgs[:1]
    for key, kind, parse in (
        ("employer_short", Field.EMPLOYER_SHORT, parse_org_name),
        ("employer_former", Field.EMPLOYER_FORMER, parse_org_name),
        ("employer_english", Field.EMPLOYER_ENGLISH, clean),
    ):
        found += several(key, candidates_of(documents, named, kind, parse))
    codes = candidates_of(documents, named, Field.EMPLOYER_CODE, parse_code)
    found += ranked("employer_code", codes)
    known = {folded(p.value) for p in found}
    for other in orgs[1:]:
        if folded(other.value) not in known:
            is_form = same_org(folded(other.value), folded(main))
            key = "employer_short" if is_form else "former_employer"
            found.append(replace(other, key=key, sure=False))
    found += [p for p in _english(documents, main) if folded(p.value) not in known]
    return found


def _english(documents: Sequence[DocumentFindings], main: str) -> list[Proposal]:
    """The English name beside the employer's own in a paper: ``affiliation_fields`` found both."""
    papers = [d for d in documents if d.doc_class is DocClass.PAPER]
    chinese = {f.value for d in papers for f in d.holders if f.kind is Field.EMPLOYER}
    known = candidates_of(papers, {d.doc_id for d in papers}, Field.EMPLOYER_ENGLISH, clean)
    sure = folded(main) in chinese and len(known) == 1
    return [c.proposal("employer_english", sure=sure, why="in_paper") for c in known]


def _domains(mails: Iterable[Proposal]) -> Iterator[Proposal]:
    seen = set()
    for mail in mails:
        domain = mail.value.rpartition("@")[2].lower()
        if mail.sure and domain not in seen and not PUBLIC_MAIL.search(domain):
            seen.add(domain)
            yield Proposal("employer_domain", domain, mail.places, sure=False, why="of_mail")
