"""Everybody else's values on a page, and such of the applicant's as the profile cannot know."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.datatypes import DocClass, Entity, Evidence, Finding, Likeness, Profile, TextSource
from redactor.recognise import pinyin
from redactor.recognise.analyzer import TextAnalyzer
from redactor.recognise.fields import field_evidence
from redactor.recognise.flow import Layout
from redactor.recognise.labelled import LABELLED, place_evidence, whose, wrapped_address
from redactor.recognise.number_forms import births_of
from redactor.textnorm import folded

_OTHER = {
    "CN_ID": Entity.ID_NUMBER,
    "CN_PHONE": Entity.PHONE,
    "EMAIL": Entity.EMAIL,
    "ADDRESS": Entity.ADDRESS,
    "NUMBER": Entity.NUMBER,
    "PERSON": Entity.NAME,
    "ORG": Entity.EMPLOYER,
    **LABELLED,
}


class OtherFinder:
    """Finds what no own pattern matches. One a dossier."""

    def __init__(self, analyzer: TextAnalyzer, profile: Profile, given: Profile) -> None:
        """``given``: the profile without what a person has confirmed since."""
        self._analyzer, self._given = analyzer, given
        self._births = births_of(profile)
        self._id_numbers = tuple(map(folded, profile.id_numbers))
        self._plain_names = frozenset(folded(n).replace("·", "") for n in profile.names)
        self._mailboxes = [p for n in profile.names if (p := pinyin.mailbox_patterns(n))]

    def find(self, layout: Layout, own: Sequence[Finding], doc_class: DocClass) -> list[Finding]:
        """What is on the page besides the ``own`` findings."""
        taken = {q for f in own for q in f.quads}
        names = {q for f in own if f.entity is Entity.NAME for q in f.quads}
        found = []
        for result in self._analyzer.spans(layout.rows.text, list(_OTHER)):
            chars = layout.page.chars[result.start : result.end]
            if result.entity_type == "ADDRESS":
                more = wrapped_address(layout, result.end - 1)
                chars += layout.page.chars[more.start : more.stop]
            quads = tuple(c.quad for c in chars if c.quad is not None)
            entity = _OTHER[result.entity_type]
            named = entity in (Entity.EMAIL, Entity.NUMBER) and names & set(quads)
            text = "".join(c.text for c in chars)
            likeness, extra = self._whose(entity, text)
            if result.entity_type in LABELLED:
                likeness = whose(result.entity_type, text, self._births, self._id_numbers)
            if named:
                likeness = Likeness.SPELLING  # wangwei1985: the own name is in it
            elif entity is Entity.EMAIL and likeness is not Likeness.OTHER:
                # wangwei@ before the own employer's domain, which has its own mark, goes too.
                quads = tuple(q for q in quads if q not in taken)
            if not quads or (taken.intersection(quads) and not named):
                continue
            evidence = set(extra)
            evidence |= field_evidence(layout, entity, result.start, result.end, doc_class)
            evidence |= place_evidence(layout, entity, result.start)
            if any(c.source is TextSource.OCR for c in chars):
                evidence.add(Evidence.OCR)
            taken.update(quads)
            found.append(
                Finding(
                    entity,
                    layout.page.page_no,
                    quads,
                    result.score,
                    f"presidio.{result.entity_type.lower()}",
                    folded(text),
                    likeness,
                    frozenset(evidence),
                    TextSource.OCR if Evidence.OCR in evidence else TextSource.TEXT_LAYER,
                )
            )
        return found

    def _whose(self, entity: Entity, text: str) -> tuple[Likeness, set[Evidence]]:
        """A value no own pattern matched: another's, or one the profile cannot know."""
        if entity is Entity.EMAIL:
            likeness = self.mailbox(text)
            if likeness is not Likeness.OTHER:
                return likeness, set()
        # One phone confirmed does not make every other number somebody else's: as was given.
        known = {
            Entity.EMAIL: self._given.emails,
            Entity.PHONE: self._given.phones,
            Entity.ID_NUMBER: self._given.id_numbers,
            Entity.ADDRESS: self._given.addresses,
        }.get(entity)
        # The roster knows none of the numbers that other offices give a person.
        unknown = known == () or entity is Entity.NUMBER
        evidence = {Evidence.NO_OWN_VALUE} if unknown else set()
        if entity is Entity.ID_NUMBER:
            evidence.add(Evidence.VALID_OTHER)
        if entity is Entity.NAME:
            if folded(text).replace("·", "") in self._plain_names:
                # The own patterns refused these very characters: never another's in silence.
                return Likeness.EXACT, {Evidence.BORDER_UNSURE}
            evidence.add(Evidence.NER_PERSON)
        if entity is Entity.EMPLOYER:
            evidence.add(Evidence.NER_ORG)
        return Likeness.OTHER, evidence

    def mailbox(self, mail: str) -> Likeness:
        """Whether what stands before the @ is the own name: written out, or with initials."""
        box = pinyin.mailbox_of(mail)
        for full, weak in self._mailboxes:
            if full.fullmatch(box):
                return Likeness.SPELLING
            if weak.fullmatch(box):
                return Likeness.ALIAS
        return Likeness.OTHER
