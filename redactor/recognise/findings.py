"""The findings of one applicant's documents: own values first, then everybody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from presidio_analyzer import AnalyzerEngine, RecognizerResult

from redactor.datatypes import (
    HOLDER_CLASSES,
    Band,
    Candidate,
    DocClass,
    DocumentFindings,
    Entity,
    Evidence,
    Finding,
    HolderField,
    Likeness,
    PageReading,
    Profile,
    TextSource,
)
from redactor.geometry import PtQuad
from redactor.recognise import pinyin
from redactor.recognise.borders import border_evidence
from redactor.recognise.career import career_evidence
from redactor.recognise.context import (
    char_at,
    latin_border,
    mailbox_at,
    stands_over,
    surroundings,
    with_evidence,
    with_row,
)
from redactor.recognise.doc_class import classify
from redactor.recognise.fields import field_evidence
from redactor.recognise.flow import Layout, lay_out
from redactor.recognise.guards import with_holder
from redactor.recognise.holder import fields_of_findings, holder_fields
from redactor.recognise.joins import belong_together
from redactor.recognise.labelled import (
    LABELLED,
    beside_employer,
    place_evidence,
    whose,
    wrapped_address,
)
from redactor.recognise.lac import Lac
from redactor.recognise.lexicon import AFTER_NAME, MONGOLIAN_PARTS
from redactor.recognise.look_alikes import LookAlikes, may_be_initials
from redactor.recognise.name_forms import LONE_INITIALS, MARKED, VARIANT
from redactor.recognise.near import near_values, unread_places
from redactor.recognise.number_forms import births_of
from redactor.recognise.organisation import is_other_towns, longer_evidence
from redactor.recognise.own import OwnValueRecogniser
from redactor.recognise.paper import settle_paper
from redactor.recognise.people import People, in_line
from redactor.recognise.secrecy import has_secrecy_mark
from redactor.recognise.short_names import ShortNames, short_finding
from redactor.recognise.spelling import Spelling, View
from redactor.recognise.stations import unknown_units
from redactor.recognise.third_party import tells_of_others
from redactor.textnorm import folded, is_han

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
# Stands between two chains in one text; no pattern of ours matches it or runs over it.
_BARRIER = "\u241e"
_ITEM_SPLIT = re.compile(r"[,，、;；]|和|(?<!参)与|及")
_ITEM_MARKS = re.compile(r"^\d{1,2}[.、]?|[\d*†‡#^()\[\]¹²³⁴⁵⁶⁷⁸⁹⁰.:：]+$")
_SHORT_VALUE = 5  # longer values do not come about by chance over a line end


def _is_inside(finding: Finding, places: Sequence[set[PtQuad]]) -> bool:
    return any(set(finding.quads) <= place for place in places)


@dataclass(frozen=True, slots=True)
class Others:
    """Other applicants of the same roster, folded: their values must never be in a dossier."""

    names: frozenset[str] = field(repr=False, default=frozenset())
    id_numbers: frozenset[str] = field(repr=False, default=frozenset())


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
        self._analyzer = analyzer
        self._lac = lac
        self._people = people
        self._profile = profile
        self._given = given or profile
        self._others = others or Others()
        # No recogniser of ours looks at spaCy's words: they cost a third of the time of a page.
        self._no_words = analyzer.nlp_engine.process_text("", "zh")
        self._own = OwnValueRecogniser(profile, suggest_aliases=suggest_aliases)
        self._births = births_of(profile)
        self._id_numbers = tuple(map(folded, profile.id_numbers))
        self._names = frozenset(folded(n) for n in profile.names)
        self._plain_names = frozenset(n.replace("·", "") for n in self._names)
        self._longer_names = {n for n in self._others.names if self._holds_own_name(n)}
        self._look_alikes = LookAlikes(self._names, self._others.names, lac)
        self._short = ShortNames(profile.names, lac)
        self._mailboxes = [p for n in profile.names if (p := pinyin.mailbox_patterns(n))]

    def candidates(self) -> tuple[Candidate, ...]:
        """Own values to spot in the recogniser's probabilities, as they are printed."""
        profile = self._profile
        values = [(Entity.NAME, n) for n in profile.names]
        values += [(Entity.ID_NUMBER, n) for n in profile.id_numbers]
        values += [(Entity.PHONE, n) for n in profile.phones]
        for e in profile.employers:
            values += [(Entity.EMPLOYER, v) for v in (e.full, *e.short, *e.former)]
        return tuple(Candidate(i, e, v) for i, (e, v) in enumerate(values) if len(v) >= 2)

    def learn_names(self, documents: Iterable[Sequence[PageReading]]) -> None:
        """Remember the longer names that the dossier itself spells out (王伟民 for 王伟)."""
        for pages in documents:
            for page in pages:
                for line in page.text.text.split("\n"):
                    plain = folded(line)
                    if any(n[:1] in plain for n in self._names):
                        self._learn_line(line, typed=not page.used_ocr)

    def _learn_line(self, line: str, *, typed: bool) -> None:
        pieces = line.split("\t")
        for piece in pieces:
            self._learn_items(piece, cell=len(pieces) > 1)
            for start, end in in_line(piece, self._lac, self._people):
                word = folded(piece[start:end])
                before, after = piece[start - 1 : start], piece[end : end + 1]
                alone = not is_han(before or " ") and not is_han(after or " ")
                if typed and alone:
                    self._look_alikes.learn_person(word)
                is_name = alone and self._holds_own_name(word)
                if is_name and not self._is_label_and_name(word) and self._is_longer(word):
                    self._longer_names.add(word)

    def _is_longer(self, word: str) -> bool:
        """Whether the own name is but a part of the word, and not 额尔登 in 我馆额尔登."""
        name = next(n for n in self._names if n and n in word)
        start = word.index(name)
        seen = border_evidence(word, start, start + len(name), self._lac, ())
        return Evidence.LONGER_NAME in seen

    def _is_label_and_name(self, word: str) -> bool:
        """Whether only a character that is no surname stands before the own name: 名田颖."""
        own = word[1:] in self._names
        return own and bool(pinyin.split_name(word[1:])[0]) and word[0] not in pinyin.SURNAMES

    def _learn_items(self, piece: str, *, cell: bool) -> None:
        """Learn 曾然辉 from a cell of its own, or from a list with people in it."""
        items = [_ITEM_MARKS.sub("", item) for item in _ITEM_SPLIT.split(folded(piece))]
        self._look_alikes.learn(items)
        people = [i for i in items if i in self._names or self._is_person(i)]
        for item in items:
            is_longer = self._holds_own_name(item) and item[:-1] in self._names
            is_name = is_longer and is_han(item[-1]) and item[-1] not in AFTER_NAME
            others = any(person != item for person in people)
            if is_name and (others or (cell and len(items) == 1)):
                self._longer_names.add(item)

    def _is_person(self, word: str) -> bool:
        whole = ((0, len(word)),)
        return 2 <= len(word) <= 8 and in_line(word, self._lac, self._people) == whole

    def _is_holder_name(self, word: str) -> bool:
        return bool(MONGOLIAN_PARTS.fullmatch(word)) or self._is_person(word)

    def _holds_own_name(self, word: str) -> bool:
        return word not in self._names and any(n and n in word for n in self._names)

    def document(self, doc_id: str, pages: Sequence[PageReading]) -> DocumentFindings:
        """Everything found in one document, with what speaks for and against its owner."""
        doc_class = classify([p.text for p in pages])
        read: list[tuple[Layout, list[Finding]]] = []
        holders: list[HolderField] = []
        for page in pages:
            layout = lay_out(page.text)
            found = self._page(layout, page, doc_class)
            read.append((layout, found))
            holders += [*holder_fields(layout, doc_class), *fields_of_findings(layout, found)]
        if doc_class is DocClass.PAPER:
            findings = settle_paper(read, self._profile)
        else:
            findings = [f for _, found in read for f in found]
        findings = self._short.with_owner(findings, [layout for layout, _ in read])
        if doc_class in HOLDER_CLASSES | {DocClass.CONTRACT, DocClass.SOCIAL_SECURITY} and any(
            f.entity in (Entity.NAME, Entity.ID_NUMBER)
            and f.likeness is Likeness.EXACT
            and Evidence.OTHER_ROLE not in f.evidence
            and Evidence.LONGER_NAME not in f.evidence
            for f in findings
        ):
            findings = [with_evidence(f, Evidence.OWN_DOCUMENT) for f in findings]
        well_read = not any(p.unread for p in pages)
        document = DocumentFindings(
            doc_id,
            doc_class,
            tuple(findings),
            well_read,
            holders=tuple(holders),
            tells_of_others=any(tells_of_others(p.text, self._names) for p in pages),
        )
        roster = self._others.names | self._others.id_numbers
        return with_holder(document, roster, self._profile, self._is_holder_name)

    # One page ----------------------------------------------------------------------------

    def _page(self, layout: Layout, page: PageReading, doc_class: DocClass) -> list[Finding]:
        own = self._own_findings(layout, doc_class)
        near = self._near_findings(layout, own, doc_class)
        # A misread own mail is found whole; its domain by itself says no more.
        own = [f for f in own if not any(set(f.quads) < set(n.quads) for n in near)] + near
        own += self._spotted_findings(layout, page, own, doc_class)
        own += self._short_findings(layout, own, doc_class)
        own += unknown_units(layout, own, doc_class)
        others = self._other_findings(layout, own, doc_class)
        others = [beside_employer(f, own, layout) for f in others]
        whole = [set(f.quads) for f in others if f.likeness is Likeness.SPELLING]
        own = [f for f in own if f.entity is not Entity.NAME or not _is_inside(f, whole)]
        own = [with_row(f, own, others, layout) for f in own]
        found = own + others
        if has_secrecy_mark(page.text):
            found.append(Finding(Entity.SECRECY, page.page_no, (), 1.0, "secrecy.mark"))
        return found

    def _own_findings(self, layout: Layout, doc_class: DocClass) -> list[Finding]:
        found: list[Finding] = []
        seen: set[frozenset[int]] = set()
        for places, spelling in self._own_matches(layout):
            key = frozenset(places)
            in_paper = spelling.kind in MARKED or spelling.kind == LONE_INITIALS
            elsewhere = in_paper and doc_class is not DocClass.PAPER
            if elsewhere or any(key <= other for other in seen):
                continue
            # wangwei@… goes or stays as an address, whole.
            mailbox = mailbox_at(layout, places[-1]) if spelling.entity is Entity.NAME else ""
            if mailbox and self._mailbox(mailbox) is not Likeness.OTHER:
                continue
            if spelling.kind == LONE_INITIALS and not may_be_initials(layout, places[0]):
                continue
            seen.add(key)
            if not self._is_other_towns(layout, places, spelling):
                found.append(self._own_finding(layout, places, spelling, doc_class))
        return found

    def _is_other_towns(self, layout: Layout, places: Sequence[int], spelling: Spelling) -> bool:
        """Whether an employer's name without its place stands behind another place."""
        if spelling.entity is not Entity.EMPLOYER or spelling.likeness is not Likeness.SPELLING:
            return False
        before = folded(surroundings(layout, places)[0])
        fulls = [f for e in self._profile.employers for f in map(folded, (e.full, *e.former))]
        mine = [f for f in fulls if f and spelling.value in f]
        return bool(mine) and all(is_other_towns(before, f) for f in mine)

    def _own_matches(self, layout: Layout) -> list[tuple[tuple[int, ...], Spelling]]:
        texts = [(layout.unraised(layout.rows), layout.rows.index)]
        chain_text, chain_index = "", []
        for chain in layout.chains:
            chain_text += layout.unraised(chain) + _BARRIER
            chain_index += [*chain.index, -1]
        texts.append((chain_text, tuple(chain_index)))
        matches = []
        for text, index in texts:
            for result in self._analyze(text, self._own.supported_entities, own=True):
                spelling = self._own.spelling_of(result)
                places = tuple(
                    index[i]
                    for i in range(result.start, result.end)
                    if index[i] >= 0 and layout.page.chars[index[i]].quad is not None
                )
                short = len(spelling.value) < _SHORT_VALUE and spelling.view is View.FOLDED
                if places and (not short or belong_together(layout, places)):
                    matches.append((places, spelling))
        return sorted(matches, key=lambda m: -len(m[0]))

    def _analyze(
        self, text: str, entities: Sequence[str], *, own: bool = False
    ) -> list[RecognizerResult]:
        if not text.strip():
            return []
        results: list[RecognizerResult] = self._analyzer.analyze(
            text,
            language="zh",
            entities=list(entities),
            ad_hoc_recognizers=[self._own] if own else None,
            nlp_artifacts=self._no_words,
        )
        return sorted(results, key=lambda r: (r.start, -r.end))

    def _own_finding(
        self, layout: Layout, places: Sequence[int], spelling: Spelling, doc_class: DocClass
    ) -> Finding:
        first, last = places[0], places[-1] + 1
        chars = [layout.page.chars[i] for i in places]
        evidence = set(field_evidence(layout, spelling.entity, first, last, doc_class))
        before, value, after = surroundings(layout, places)
        start, end = len(before), len(before) + len(value)
        text = before + value + after
        if spelling.entity is Entity.NAME and spelling.view is View.FOLDED:
            evidence |= border_evidence(text, start, end, self._lac, self._longer_names)
            if spelling.kind == VARIANT:
                evidence |= self._look_alikes.variant_evidence(before, value, after)
        elif spelling.kind == LONE_INITIALS:
            evidence.add(Evidence.AUTHOR_LINE)
        elif spelling.kind in MARKED and pinyin.mark_may_belong(value.lower(), after[:1].lower()):
            evidence.add(Evidence.BORDER_UNSURE)
        elif spelling.entity is Entity.NAME:
            evidence |= latin_border(text, start, end)
        elif spelling.entity is Entity.EMPLOYER and spelling.view is View.FOLDED:
            evidence |= longer_evidence(
                text, start, end, self._lac, suggested=spelling.likeness is Likeness.ALIAS
            )
        if spelling.entity is Entity.EMPLOYER:
            evidence |= career_evidence(layout, first, last, spelling.value, doc_class, evidence)
        if any(c.source is TextSource.OCR for c in chars):
            evidence.add(Evidence.OCR)
        if spelling.likeness is Likeness.PART:
            evidence.add(Evidence.MASKED_ALREADY)
        return Finding(
            spelling.entity,
            layout.page.page_no,
            tuple(c.quad for c in chars if c.quad is not None),
            min(c.score for c in chars),
            f"own.{spelling.kind}",
            # A question must show what is printed.
            folded(value) if spelling.likeness is Likeness.ALIAS else spelling.value,
            spelling.likeness,
            frozenset(evidence),
            TextSource.OCR if Evidence.OCR in evidence else TextSource.TEXT_LAYER,
            spelling.grade,
        )

    def _near_findings(
        self, layout: Layout, own: Sequence[Finding], doc_class: DocClass
    ) -> list[Finding]:
        found: list[Finding] = []
        for near in near_values(layout.page.chars, self._profile):
            evidence = set(field_evidence(layout, near.entity, near.start, near.end, doc_class))
            if near.entity is Entity.NAME and self._look_alikes.is_other(layout, near, evidence):
                continue
            chars = [c for c in layout.page.chars[near.start : near.end] if c.quad is not None]
            quads = tuple(c.quad for c in chars if c.quad is not None)
            # Nothing is found twice; only what lies wholly inside gives way to it.
            here = set(quads)
            if any(here & set(f.quads) and not here > set(f.quads) for f in own):
                continue
            if any(here & set(f.quads) for f in found):
                continue
            evidence.add(Evidence.OCR)
            if near.entity is Entity.NAME and not near.weak:
                evidence.add(Evidence.LOOKS_ALIKE)
            if near.valid_other:
                evidence.add(Evidence.VALID_OTHER)
            score = min(c.score for c in chars)
            if near.entity is Entity.ID_NUMBER:
                digits = [c for c in chars if c.text.isalnum()]
                quads = (*quads, *unread_places(digits, near.value))
            found.append(
                Finding(
                    near.entity,
                    layout.page.page_no,
                    quads,
                    score,
                    "near.ocr",
                    near.value,
                    Likeness.CLOSE,
                    frozenset(evidence),
                    TextSource.OCR,
                )
            )
        return found

    def _short_findings(
        self, layout: Layout, own: Sequence[Finding], doc_class: DocClass
    ) -> list[Finding]:
        taken = {q for f in own for q in f.quads}
        found = []
        for short in self._short.find(layout):
            evidence = field_evidence(layout, Entity.NAME, short.start, short.end, doc_class)
            finding = short_finding(layout, short, evidence)
            if taken.isdisjoint(finding.quads):
                found.append(finding)
        return found

    def _spotted_findings(
        self, layout: Layout, page: PageReading, own: Sequence[Finding], doc_class: DocClass
    ) -> list[Finding]:
        values = {c.candidate_id: c for c in self.candidates()}
        found = []
        for spot in page.spotted:
            if any(stands_over(spot, f) for f in own):
                continue
            candidate = values[spot.candidate_id]
            evidence = {
                Evidence.OCR,
                Evidence.SPOT_SURE if spot.band is Band.SURE else Evidence.SPOT_ASK,
            }
            if (place := char_at(layout, spot)) is not None:
                unsure = candidate.entity is Entity.NAME and spot.band is Band.ASK
                if unsure and self._look_alikes.stands_at(layout, place):
                    continue
                evidence |= field_evidence(layout, candidate.entity, place, place + 1, doc_class)
            found.append(
                Finding(
                    candidate.entity,
                    page.page_no,
                    spot.quads,
                    max(0.0, 1 + spot.score / 20),
                    "own.spotted",
                    folded(candidate.text),
                    Likeness.CLOSE,
                    frozenset(evidence),
                    TextSource.OCR,
                )
            )
        return found

    def _other_findings(
        self, layout: Layout, own: Sequence[Finding], doc_class: DocClass
    ) -> list[Finding]:
        taken = {q for f in own for q in f.quads}
        names = {q for f in own if f.entity is Entity.NAME for q in f.quads}
        found = []
        for result in self._analyze(layout.rows.text, list(_OTHER)):
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
            likeness = self._mailbox(folded(text).partition("@")[0])
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

    def _mailbox(self, box_text: str) -> Likeness:
        """Whether what stands before an @ is the own name: written out, or with initials."""
        box = folded(box_text).strip("0123456789._-")
        for full, weak in self._mailboxes:
            if full.fullmatch(box):
                return Likeness.SPELLING
            if weak.fullmatch(box):
                return Likeness.ALIAS
        return Likeness.OTHER
