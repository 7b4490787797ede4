"""Everybody else's values on a page, and such of the applicant's as the profile cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from redactor.cnid import is_valid_id
from redactor.datatypes import DocClass, Entity, Evidence, Finding, Likeness, Profile, TextSource
from redactor.recognise import pinyin
from redactor.recognise.analyzer import TextAnalyzer
from redactor.recognise.fields import field_evidence, labels_beside, under_labels
from redactor.recognise.flow import BARRIER, Layout
from redactor.recognise.joins import is_wrapped
from redactor.recognise.labelled import LABELLED, place_evidence, whose, wrapped_address
from redactor.recognise.lexicon import SELF_LABELS
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


_WRAPPED = ("EMAIL", "CN_PHONE", "LANDLINE", "NUMBER")
_CARD = 16  # digits of a bank card's number


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
        unsure = {q for f in own if not _goes_surely(f) for q in f.quads}
        names = {q for f in own if f.entity is Entity.NAME for q in f.quads}
        mails = {q for f in own if f.entity is Entity.EMAIL for q in f.quads}
        found = []
        for kind, places, score in self._spans(layout):
            chars = [layout.page.chars[i] for i in places]
            quads = tuple(c.quad for c in chars if c.quad is not None)
            entity = _OTHER[kind]
            if entity is Entity.EMAIL and not mails.isdisjoint(quads):
                continue  # the own mail, and what else of another cell seemed to be of it
            named = entity in (Entity.EMAIL, Entity.NUMBER) and names & set(quads)
            text = "".join(c.text for c in chars)
            likeness, extra = self._whose(entity, text, kind)
            if kind in LABELLED:
                likeness = whose(kind, text, self._births, self._id_numbers)
            if named:
                likeness = Likeness.SPELLING  # wangwei1985: the own name is in it
            elif entity is Entity.EMAIL and likeness is not Likeness.OTHER:
                # wangwei@ before the own employer's domain, which has its own mark, goes too.
                quads = tuple(q for q in quads if q not in taken)
            elif entity is Entity.ADDRESS:
                # 昭乌达路209号云岭水务: what else is surely own there has a mark of its own.
                taken -= unsure.intersection(quads)
                quads = tuple(q for q in quads if q not in taken)
            if not quads or (taken.intersection(quads) and not named):
                continue
            evidence = set(extra)
            evidence |= field_evidence(layout, entity, *_first_run(places), doc_class)
            evidence |= place_evidence(layout, entity, places[0])
            if any(c.source is TextSource.OCR for c in chars):
                evidence.add(Evidence.OCR)
            taken.update(quads)
            unsure.difference_update(quads)
            found.append(
                Finding(
                    entity,
                    layout.page.page_no,
                    quads,
                    score,
                    f"presidio.{kind.lower()}",
                    folded(text),
                    likeness,
                    frozenset(evidence),
                    TextSource.OCR if Evidence.OCR in evidence else TextSource.TEXT_LAYER,
                )
            )
        return found

    def _spans(self, layout: Layout) -> Iterator[tuple[str, Sequence[int], float]]:
        """Presidio's word for what was found, its places in ``chars`` and its score.

        Where they run over a line end mails and phones come first, and fields whose label or value
        does: the rows have but halves of them.
        """
        text = BARRIER.join(chain.text for chain in layout.chains)
        index = [i for chain in layout.chains for i in (*chain.index, -1)]
        for found in self._analyzer.spans(text, _WRAPPED):
            places = index[found.start : found.end]
            if text.startswith(("@", "＠"), found.end):  # it ran into the mail in the next row
                last = layout.piece_of[places[-1]]
                places = [i for i in places if layout.piece_of[i] != last] or places
            if found.entity_type == "NUMBER" and len(places) < _CARD:
                continue  # a short one may as well end where its line does
            if is_wrapped(layout, places, mail=found.entity_type == "EMAIL"):
                yield found.entity_type, places, found.score
        # A web form has its labels over the values; in a narrow cell a label wraps.
        for entity in (Entity.ADDRESS, Entity.NUMBER):
            label = SELF_LABELS[entity]
            under = ((text, (piece,)) for text, piece in under_labels(layout, label))
            for text, lines in (*under, *labels_beside(layout, label)):
                places = [i for line in lines for i in range(line.start, line.end)]
                field = f"{text}\t" + "".join(layout.page.text[i] for i in places)
                for found in self._analyzer.spans(field, [entity.name]):
                    here = slice(found.start - len(text) - 1, found.end - len(text) - 1)
                    yield found.entity_type, places[here], found.score
        for found in self._analyzer.spans(layout.rows.text, list(_OTHER)):
            rest = range(0)
            if found.entity_type == "ADDRESS":
                rest = wrapped_address(layout, found.end - 1)
            yield found.entity_type, [*range(found.start, found.end), *rest], found.score

    def _whose(self, entity: Entity, text: str, kind: str) -> tuple[Likeness, set[Evidence]]:
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
        if entity is Entity.ID_NUMBER and is_valid_id(folded(text)):
            evidence.add(Evidence.VALID_OTHER)
        if entity is Entity.NAME:
            if folded(text).replace("·", "") in self._plain_names:
                # The own patterns refused these very characters: never another's in silence.
                return Likeness.EXACT, {Evidence.BORDER_UNSURE}
            evidence.add(Evidence.NER_PERSON)
        if entity is Entity.EMPLOYER and kind not in LABELLED:
            evidence.add(Evidence.NER_ORG)
        if kind == "UNIT_CODE" and not any(e.code for e in self._given.employers):
            evidence.add(Evidence.NO_OWN_VALUE)
        return Likeness.OTHER, evidence

    def mailbox(self, mail: str) -> Likeness:
        """Whether what stands before the @ is the own name: written out, or with initials."""
        box = pinyin.mailbox_of(mail)
        for full, weak in self._mailboxes:
            if full.fullmatch(box):
                return Likeness.SPELLING
            if weak.fullmatch(box):
                return Likeness.ALIAS
            if any(
                full.fullmatch(rest) or weak.fullmatch(rest) for rest in pinyin.without_words(box)
            ):
                return Likeness.ALIAS
        return Likeness.OTHER


def _goes_surely(finding: Finding) -> bool:
    sure = finding.likeness in (Likeness.EXACT, Likeness.SPELLING)
    return sure and Evidence.LONGER_ORG not in finding.evidence


def _first_run(places: Sequence[int]) -> tuple[int, int]:
    """Start and end of the places up to the first line end among them."""
    end = next((a + 1 for a, b in pairwise(places) if b != a + 1), places[-1] + 1)
    return places[0], end
