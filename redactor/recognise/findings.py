"""The findings of one applicant's documents: own values first, then everybody else's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from presidio_analyzer import AnalyzerEngine

from redactor.datatypes import (
    HOLDER_CLASSES,
    Candidate,
    DocClass,
    DocumentFindings,
    Employer,
    Entity,
    Evidence,
    Finding,
    HolderField,
    Likeness,
    Others,
    PageReading,
    Profile,
)
from redactor.geometry import PtQuad
from redactor.recognise.analyzer import TextAnalyzer
from redactor.recognise.beside_names import of_own_names
from redactor.recognise.contact_blocks import beside_employer, beside_short_form
from redactor.recognise.context import is_in_one_row, with_evidence, with_row
from redactor.recognise.declared import declared_forms, twin_of_employer
from redactor.recognise.doc_class import class_of_page, classify
from redactor.recognise.flow import Layout, lay_out
from redactor.recognise.guards import with_holder
from redactor.recognise.holder import fields_of_findings, holder_fields
from redactor.recognise.id_card import card_values
from redactor.recognise.known_names import KnownNames
from redactor.recognise.labelled import CONTACTS
from redactor.recognise.lac import Lac
from redactor.recognise.latin_halves import latin_halves
from redactor.recognise.latin_names import has_sound_of_its_own, named_as_mailed
from redactor.recognise.other_findings import OtherFinder
from redactor.recognise.own_fields import field_values, in_holders_field
from redactor.recognise.own_findings import OwnFinder
from redactor.recognise.own_rows import (
    among_makers,
    in_own_contacts,
    in_own_row,
    own_row_numbers,
)
from redactor.recognise.paper import settle_paper, without_terms
from redactor.recognise.people import People
from redactor.recognise.pinyin import half_patterns, mailbox_of
from redactor.recognise.proposal import propose
from redactor.recognise.records import own_mail, settle_records
from redactor.recognise.retold import printed_in, told_profile
from redactor.recognise.secrecy import has_secrecy_mark
from redactor.recognise.stations import are_named, is_nobodys, named_units
from redactor.recognise.third_party import tells_of_others
from redactor.recognise.told import latin_units, told_units
from redactor.recognise.twins import TWIN_NAME, labelled_twins, near_twins, with_twins
from redactor.textnorm import folded

_LAID_OUT = 8  # pages: a layout takes as much room as its page's characters
_OWN_PAPERS = HOLDER_CLASSES | {DocClass.CONTRACT, DocClass.SOCIAL_SECURITY}


class DossierRecogniser:
    """Finds values in the documents of one applicant. One a dossier; the engine is shared."""

    def __init__(
        self,
        analyzer: AnalyzerEngine,
        lac: Lac,
        people: People,
        profile: Profile,
        others: Others | None = None,
        *,
        suggest_aliases: bool = True,
        given: Profile | None = None,
    ) -> None:
        """``given``: the profile without what a person has confirmed since; the same if None."""
        self._profile = profile
        self._roster = others or Others()
        self._texts = texts = TextAnalyzer(analyzer)
        self._lac = lac
        self._known = KnownNames(profile.names, self._roster.names, lac, people)
        self._other = OtherFinder(texts, profile, given or profile)
        self._suggest = suggest_aliases
        self._halves = tuple(filter(None, map(half_patterns, profile.names)))
        self._own = OwnFinder(
            texts, lac, profile, self._known, self._other.mailbox, suggest_aliases=suggest_aliases
        )

    def candidates(self) -> tuple[Candidate, ...]:
        """Own values to spot in the recogniser's probabilities, as they are printed."""
        return self._own.candidates()

    def learn_names(self, documents: Iterable[Sequence[PageReading]]) -> None:
        """Remember the longer names that the dossier itself spells out (王伟民 for 王伟)."""
        self._known.learn(documents)

    def document(self, doc_id: str, pages: Sequence[PageReading]) -> DocumentFindings:
        """Everything found in one document, with what speaks for and against its owner."""
        doc_class = classify([p.text for p in pages])
        laid_out = lru_cache(maxsize=_LAID_OUT)(lay_out)
        paper: list[tuple[Callable[[], Layout], list[Finding]]] = []
        findings: list[Finding] = []
        holders: list[HolderField] = []
        for page in pages:
            layout = laid_out(page.text)
            page_class = class_of_page(page.text, doc_class)
            found = self._page(layout, page, page_class)
            if page_class is DocClass.PAPER:
                paper.append((partial(laid_out, page.text), found))
            else:
                findings += found
            holders += [*holder_fields(layout, doc_class), *fields_of_findings(layout, found)]
        paper_findings = settle_paper(paper, self._profile)
        findings += without_terms(paper_findings, [page.text.text for page in pages])
        findings = self._own.short.with_owner(findings, [page.text.text for page in pages])
        if any(_is_of_holder(f, doc_class) for f in findings):
            findings = [with_evidence(f, Evidence.OWN_DOCUMENT) for f in findings]
        well_read = not any(p.unread for p in pages)
        document = DocumentFindings(
            doc_id,
            doc_class,
            tuple(findings),
            well_read,
            holders=tuple(holders),
            tells_of_others=any(tells_of_others(p.text, self._known.own) for p in pages),
        )
        roster = self._roster.names | self._roster.id_numbers
        return with_holder(document, roster, self._profile, self._known.is_holder_name)

    def told_employer(self, documents: Sequence[DocumentFindings]) -> Employer | None:
        """The one that the fields of the own documents agree on."""
        told = propose(documents, self._profile.names[0])
        full = next((p.value for p in told if p.key == "employer" and p.sure), "")
        english = tuple(p.value for p in told if p.key == "employer_english" and p.sure)
        return Employer(full, english=english) if full else None

    def told_latin(
        self, documents: Sequence[DocumentFindings], pages: Iterable[Sequence[PageReading]]
    ) -> tuple[str, ...]:
        """Own names in Latin letters that the papers of the dossier tell and no rule makes."""
        name = self._profile.names[0]
        found = {f.value for d in documents for f in d.findings if f.found_by == TWIN_NAME}
        if has_sound_of_its_own(name):
            told = propose(documents, name)
            mails = {*self._profile.emails, *(p.value for p in told if p.key == "email" and p.sure)}
            mailboxes = {mailbox_of(mail) for mail in mails}
            for document, read in zip(documents, pages, strict=True):
                if document.doc_class is DocClass.PAPER:
                    for page in read:
                        found.update(named_as_mailed(lay_out(page.text), mailboxes))
        return tuple(sorted(found - set(self._profile.pinyin)))

    def with_stations(
        self, document: DocumentFindings, pages: Sequence[PageReading], units: Collection[str]
    ) -> DocumentFindings:
        """The document with ``units`` that any of the dossier's tells of the career (case 35)."""
        findings = list(document.findings)
        for page in pages:
            if not are_named(units, folded(page.text.text)):
                continue
            here = [f for f in findings if f.page_no == page.page_no]
            found = named_units(lay_out(page.text), units, here, document.doc_class)
            if any(Evidence.OWN_DOCUMENT in f.evidence for f in findings):
                found = [with_evidence(f, Evidence.OWN_DOCUMENT) for f in found]
            places = [set(f.quads) for f in found]
            others = [f for f in findings if not (is_nobodys(f) and _is_inside(f, places))]
            findings = others + found
        return replace(document, findings=tuple(findings))

    def learn_told(
        self, documents: Sequence[DocumentFindings], redacted: Sequence[Sequence[Finding]]
    ) -> Profile | None:
        """Values of the applicant's that the documents tell, by what of each is to be redacted."""
        own = [d for d, gone in zip(documents, redacted, strict=True) if gone]
        findings = [f for gone in redacted for f in gone]
        return told_profile(self._profile, findings, own, self._known.is_holder_name)

    def with_told(
        self,
        document: DocumentFindings,
        pages: Sequence[PageReading],
        told: Profile,
        redacted: Sequence[Finding],
    ) -> DocumentFindings:
        """The document with the values ``told`` by any, wherever it prints them besides."""
        finder = OwnFinder(
            *(self._texts, self._lac, told, self._known, self._other.mailbox),
            suggest_aliases=self._suggest,
        )
        findings = list(document.findings)
        for page in pages:
            if not printed_in(told, page.text.text):
                continue
            gone = {q for f in redacted if f.page_no == page.page_no for q in f.quads}
            layout = lay_out(page.text)
            found = finder.exact(layout, document.doc_class)
            found = [f for f in found if gone.isdisjoint(f.quads)]
            here = [f for f in findings if f.page_no == page.page_no]
            own = [f for f in here if f.likeness is not Likeness.OTHER] + found
            others = [f for f in here if f.likeness is Likeness.OTHER]
            found = [with_row(f, own, others, layout) for f in found]
            places = [set(f.quads) for f in found]
            taken = set[PtQuad]().union(*places)
            findings = [
                f
                for f in findings
                if f.page_no != page.page_no
                # What is likely to be a form of the employer is a piece of what is told.
                or not (_is_inside(f, places) or (f.is_short_form and taken.intersection(f.quads)))
            ]
            findings += found
        return replace(document, findings=tuple(findings))

    def _page(self, layout: Layout, page: PageReading, doc_class: DocClass) -> list[Finding]:
        own = self._own.find(layout, page, doc_class)
        for name in filter(has_sound_of_its_own, self._profile.names):
            for twins in (labelled_twins, near_twins):
                own = with_twins(own, list(twins(layout, own, folded(name))))
        for halves in self._halves:
            own = [*own, *latin_halves(layout, own, halves)]
        others = self._other.find(layout, own, doc_class)
        known = [f for f in others if f.entity is Entity.NUMBER and f.found_by not in CONTACTS]
        # What runs from row to row of a list says nothing of either.
        known = [f for f in known if is_in_one_row(layout, f)]
        others += own_row_numbers(layout, [*own, *known])
        others = [in_own_row(beside_employer(f, own, layout), own, others, layout) for f in others]
        others = [in_own_contacts(f, own, layout) for f in others]
        others = [in_holders_field(f, layout, own, others) for f in others]
        others = of_own_names(layout, own, others)
        others = [beside_short_form(f, own, layout) for f in others]
        whole = [set(f.quads) for f in others if f.likeness is Likeness.SPELLING]
        own = [f for f in own if f.entity is not Entity.NAME or not _is_inside(f, whole)]
        own = [among_makers(with_row(f, own, others, layout), own, layout) for f in own]
        own = [twin_of_employer(f, own, layout) for f in own]
        own = settle_records(layout, own, self._profile)
        others = [own_mail(layout, f, own) for f in others]
        own += [*declared_forms(layout, own), *latin_units(layout, own)]
        told = told_units(layout, own, others)
        employers = [e.full for e in self._profile.employers]
        told += field_values(layout, [*own, *told], others, doc_class, employers)
        units = [set(f.quads) for f in told]
        worded = (Entity.EMPLOYER, Entity.NAME)
        others = [f for f in others if f.entity not in worded or not _is_inside(f, units)]
        own = [f for f in own if not f.is_short_form or not _is_inside(f, units)]
        # 单位：某集团有限公司炼铁厂: the field has the applicant's whole unit.
        fields = [set(f.quads) for f in told if Evidence.SELF_LABEL in f.evidence]
        own = [f for f in own if Evidence.LONGER_ORG not in f.evidence or not _is_inside(f, fields)]
        found = own + others + told + card_values(layout, doc_class, own, others)
        if has_secrecy_mark(page.text):
            found.append(Finding(Entity.SECRECY, page.page_no, (), 1.0, "secrecy.mark"))
        return found


def _is_of_holder(finding: Finding, doc_class: DocClass) -> bool:
    """Whether the finding makes a document of that class the applicant's own.

    What somebody writes of their own work names its author in a field or in the first person.
    """
    seen = finding.evidence
    number_or_name = finding.entity in (Entity.NAME, Entity.ID_NUMBER)
    # This is to certify that Wang Wei …; Name: Wang Wei
    certified = doc_class is DocClass.CERTIFICATE and finding.found_by == "own.pinyin"
    in_field = finding.likeness is Likeness.SPELLING and (certified or Evidence.SELF_LABEL in seen)
    if not number_or_name or not (in_field or finding.likeness is Likeness.EXACT):
        return False
    if seen & {Evidence.OTHER_ROLE, Evidence.LONGER_NAME, Evidence.INSIDE_WORD}:
        return False
    told = doc_class is DocClass.SUMMARY and Evidence.SELF_LABEL in seen
    return told or doc_class in _OWN_PAPERS


def _is_inside(finding: Finding, places: Sequence[set[PtQuad]]) -> bool:
    return any(set(finding.quads) <= place for place in places)
