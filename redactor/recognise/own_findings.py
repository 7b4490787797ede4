"""The applicant's own values on a page: spelt out, misread, spotted, or half of a name."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from itertools import pairwise

from redactor.datatypes import (
    OF_MORE,
    Candidate,
    DocClass,
    Entity,
    Evidence,
    Finding,
    Likeness,
    PageReading,
    Profile,
    TextSource,
)
from redactor.recognise import pinyin
from redactor.recognise.analyzer import TextAnalyzer
from redactor.recognise.borders import INTERPUNCTS, border_evidence
from redactor.recognise.boxes import boxed_numbers
from redactor.recognise.career import career_evidence
from redactor.recognise.context import (
    has_own_tail,
    initials_border,
    latin_border,
    latin_word,
    mailbox_at,
    surroundings,
    text_finding,
    with_evidence,
)
from redactor.recognise.employer_forms import BRAND, FILE_SIGN
from redactor.recognise.employer_parts import in_its_city, own_places
from redactor.recognise.fields import author_items, field_evidence, is_in_persons_cell
from redactor.recognise.flow import BARRIER, Flow, Layout
from redactor.recognise.joins import are_two_entries, belong_together, wrapped_text
from redactor.recognise.known_names import KnownNames
from redactor.recognise.lac import Lac
from redactor.recognise.look_alikes import may_be_initials, share_initials
from redactor.recognise.misread import misread_values, mistyped_values, spotted_values
from redactor.recognise.name_forms import INITIALS, LONE_INITIALS, MARKED, VARIANT
from redactor.recognise.near import WEAK_SCORE
from redactor.recognise.organisation import is_other_towns, longer_evidence, starts_word
from redactor.recognise.own import OwnValueRecogniser
from redactor.recognise.read_across import values_read_across
from redactor.recognise.short_names import ShortNames, short_finding
from redactor.recognise.side_by_side import (
    Parts,
    falls_apart,
    is_cut,
    is_one_name,
    parted,
    stands_off,
)
from redactor.recognise.spelling import Spelling, View
from redactor.recognise.stations import unknown_units
from redactor.recognise.tails import own_tails
from redactor.recognise.watermarks import settle_copies
from redactor.textnorm import folded, is_han

_SURE_DOT = 0.9  # of a real one; what was a 、 or 。 is read with less
_SPREAD_ON = re.compile(r"[ \t\u3000]+(?![男女])[\u4e00-\u9fff](?![\u4e00-\u9fff])")
# Of a reference what follows its authors: [2] 王强，李锐. 高原隧道通风研究[J].
_CITED_TITLE = re.compile("[\u4e00-\u9fff][.．。]")
# 某大学学报 and 某大学出版社 are what a paper appeared in (case 13), not where its author works.
_ALNUM = re.compile(r"[A-Za-z0-9]{2}")
_PERIODICAL = re.compile(r"\s*(?:学报|学刊|出版社|(?:Journal|Press|Publishing)\b)")
_PERIODICAL_OF = re.compile(r"(?:Journal|Bulletin|Annals|Acta) (?:of )?(?:the )?$", re.IGNORECASE)
# 文/王伟图/李娜: who wrote, and who drew; the blank between them is lost.
_CREDIT = re.compile("[文图摄编译][/／]")
_Match = tuple[tuple[int, ...], Spelling]
_LATIN_WORD = re.compile(r"[^\s,.]+")  # Wei-min is one
# A letter of an affiliation, or † or ¹ as OCR reads them. The next word is of another name, or and.
_LATIN_MARK = re.compile(r"[a-fªitlI](?!\s+(?!and\b)[a-z])")
_LETTER_MARKS = "abcdefª"
_FIGURES = frozenset({Entity.ID_NUMBER, Entity.PHONE, Entity.EMAIL})
_SHORT_VALUE = 5  # longer values do not come about by chance over a line end
_NAMED = frozenset({Evidence.SELF_LABEL, Evidence.AUTHOR_LINE})
_CUT_WORD = 3  # characters from a name to the end of its line
_LONGEST = 7  # letters of a surname and an initial: Zhuang W
_CAPITALS = 4  # letters: that short a heading's word is rather no name


class OwnFinder:
    """Finds the values of one profile. One a dossier."""

    def __init__(
        self,
        analyzer: TextAnalyzer,
        lac: Lac,
        profile: Profile,
        known: KnownNames,
        mailbox: Callable[[str], Likeness],
        *,
        suggest_aliases: bool,
    ) -> None:
        """``mailbox`` says whether what stands before an @ is the own name."""
        self._analyzer, self._lac, self._profile = analyzer, lac, profile
        self._numbers = (*profile.phones, *profile.id_numbers)
        fulls = [in_its_city(e.full) or e.full for e in profile.employers]
        self._towns = {town for full in fulls for town in own_places(full) if len(town) > 1}
        self._known, self._mailbox = known, mailbox
        self._own = OwnValueRecogniser(
            profile, suggest_aliases=suggest_aliases, starts_word=partial(starts_word, lac)
        )
        self.short = ShortNames(profile.names, lac)

    def candidates(self) -> tuple[Candidate, ...]:
        """Own values to spot in the recogniser's probabilities, as they are printed."""
        profile = self._profile
        values = [(Entity.NAME, n) for n in profile.names]
        values += [(Entity.ID_NUMBER, n) for n in profile.id_numbers]
        values += [(Entity.PHONE, n) for n in profile.phones]
        for e in profile.employers:
            values += [(Entity.EMPLOYER, v) for v in (e.full, *e.short, *e.former, *e.english)]
        values += [(Entity.EMAIL, mail) for mail in profile.emails]
        latin = [*profile.pinyin, *(p for n in profile.names for p in pinyin.printed_forms(n))]
        values += [(Entity.NAME, spelt) for spelt in dict.fromkeys(latin)]
        return tuple(Candidate(i, e, v) for i, (e, v) in enumerate(values) if len(v) >= 2)

    def find(self, layout: Layout, page: PageReading, doc_class: DocClass) -> list[Finding]:
        """Everything on the page that is, or may be, the applicant's."""
        own = self.exact(layout, doc_class)
        near = misread_values(layout, own, doc_class, self._profile, self._known.look_alikes)
        # A misread own mail is found whole; its domain by itself says no more.
        own = [f for f in own if not any(set(f.quads) < set(n.quads) for n in near)] + near
        own += mistyped_values(layout, own, doc_class, self._profile)
        own = self._with_spotted(layout, page, own, doc_class)
        known = self._known.look_alikes
        if known.slips:
            own += misread_values(layout, own, doc_class, self._profile, known, known.slips)
        own += self._half_names(layout, own, doc_class)
        own += own_tails(layout, own, self._profile)
        own = settle_copies(layout, own, self._numbers)
        return own + unknown_units(layout, own, doc_class)

    def _with_spotted(
        self, layout: Layout, page: PageReading, own: list[Finding], doc_class: DocClass
    ) -> list[Finding]:
        """``own`` and what was spotted; where sure, that takes the place of a misread employer,
        and of a number that is another's but for a digit read with doubt.
        """
        values = {c.candidate_id: c for c in self.candidates()}
        misread = [f for f in own if f.found_by == "near.ocr" and _may_be_misread(f)]
        rest = [f for f in own if f not in misread]
        known = self._known.look_alikes
        for found in spotted_values(layout, page, rest, doc_class, values, known):
            same = [f for f in misread if _is_same_print(f, found)]
            sure = Evidence.SPOT_SURE in found.evidence
            if not same or (sure and all(f.value == found.value for f in same)):
                own = [*(f for f in own if f not in same), found]
        return own

    def exact(self, layout: Layout, doc_class: DocClass) -> list[Finding]:
        """The values as themselves, in every spelling."""
        found: list[Finding] = []
        seen: set[frozenset[int]] = set()
        matches = self._matches(layout)
        employers = [places for places, s in matches if s.entity is Entity.EMPLOYER]
        borders = {p[-1] + 1 for p in employers} | {p[0] for p in employers}
        longer = list(self._wrapped_longer(layout))
        for places, spelling in matches:
            key = frozenset(places)
            in_paper = spelling.kind in MARKED or spelling.kind == LONE_INITIALS
            elsewhere = in_paper and doc_class is not DocClass.PAPER
            if elsewhere and spelling.kind in MARKED:  # a title page, a certificate of a paper
                elsewhere = not _is_among_authors(layout, places[0])
            elsewhere |= spelling.kind in MARKED and not _bears_mark(layout, places)
            if elsewhere or any(key <= other for other in seen):
                continue
            # wangwei@… goes or stays as an address, whole.
            mailbox = mailbox_at(layout, places[-1]) if spelling.entity is Entity.NAME else ""
            if mailbox and self._mailbox(mailbox) is not Likeness.OTHER:
                continue
            if spelling.kind == LONE_INITIALS and not may_be_initials(layout, places[0]):
                continue
            if spelling.entity is Entity.EMPLOYER and self._is_in_person(layout, places):
                continue
            if spelling.kind == BRAND and not self._is_tagged_unit(layout, places):
                continue
            if spelling.kind == INITIALS and _is_word(layout.page.text[places[0] : places[-1] + 1]):
                continue
            seen.add(key)
            if self._is_other_towns(layout, places, spelling) or _is_periodical(
                layout, places, spelling
            ):
                continue
            finding = self._finding(layout, places, spelling, doc_class, borders)
            if spelling.entity is Entity.NAME and any(key < name for name in longer):
                finding = with_evidence(finding, Evidence.LONGER_NAME)
            elif spelling.entity is Entity.NAME and (
                _takes_anothers_character(layout, places) or are_two_entries(layout, places)
            ):
                finding = with_evidence(finding, Evidence.BORDER_UNSURE)
            found.append(finding)
        return found

    def _is_tagged_unit(self, layout: Layout, places: Sequence[int]) -> bool:
        """Whether LAC sees an organisation of exactly that name."""
        before, value, after = surroundings(layout, places)
        place = ("ORG", len(before), len(before) + len(value))
        return any(
            (t.tag, t.start, t.end) == place for t in self._lac.tokens(before + value + after)
        )

    def _is_in_person(self, layout: Layout, places: Sequence[int]) -> bool:
        """Whether a short form of two characters is somebody's given name: 王兴泰 of 兴泰."""
        before, value, after = surroundings(layout, places)
        if len(value) > 2 or before[-1:] not in pinyin.SURNAMES:
            return False
        alone = not before[:-1].strip() and not is_han(after[:1] or " ")
        place = ("PER", len(before) - 1, len(before) + len(value))
        tokens = self._lac.tokens(before + value + after)
        return alone or any((t.tag, t.start, t.end) == place for t in tokens)

    def _wrapped_longer(self, layout: Layout) -> Iterator[frozenset[int]]:
        """Places of known longer names that go on in another line of their cell: 安静 | 怡.

        What may be two people, learnt where OCR lost the mark between them, is none.
        """
        for name in filter(self._is_one, self._known.longer):
            for chain in layout.chains:
                for match in re.finditer(re.escape(name), chain.text):
                    places = chain.index[match.start() : match.end()]
                    wrapped = layout.piece_of[places[0]] != layout.piece_of[places[-1]]
                    if wrapped and belong_together(layout, places):
                        yield frozenset(places)

    def _is_one(self, longer: str) -> bool:
        """Whether a known longer name is surely one person's."""
        if longer in self._known.certain:
            return True
        own = [n for n in self._known.own if n and n in longer]
        apart = (falls_apart(longer, longer.index(n), len(n)) for n in own)
        return all(parts is Parts.NEVER for parts in apart)

    def _is_other_towns(self, layout: Layout, places: Sequence[int], spelling: Spelling) -> bool:
        """Whether an employer's name without its place stands behind another place."""
        made = spelling.likeness in (Likeness.SPELLING, Likeness.ALIAS)
        if spelling.entity is not Entity.EMPLOYER or not made:
            return False
        before = folded(surroundings(layout, places)[0])
        fulls = [f for e in self._profile.employers for f in map(folded, (e.full, *e.former))]
        mine = [f for f in fulls if f and spelling.value in f]
        return bool(mine) and all(is_other_towns(before, f, self._towns) for f in mine)

    def _matches(self, layout: Layout) -> list[_Match]:
        texts = [(layout.unraised(layout.rows), layout.rows.index, False)]
        if layout.raised:
            texts.append((layout.rows.text, layout.rows.index, True))
        chains = (*layout.chains, *boxed_numbers(layout))
        for flows, figures in ((chains, False), (_glued_lines(layout), True)):
            text, places_in = "", list[int]()
            for flow in flows:
                text += layout.unraised(flow) + BARRIER
                places_in += [*flow.index, -1]
            texts.append((text, tuple(places_in), figures))
        matches = []
        for text, index, figures in texts:
            for result in self._analyzer.spans(text, self._own.supported_entities, self._own):
                spelling = self._own.spelling_of(result)
                # The last letter of a mail that looks raised on a scan is no mark when with it
                # the own mail is whole; the a of Wang Weia is one.
                if figures and spelling.entity not in _FIGURES:
                    continue
                places = tuple(
                    index[i]
                    for i in range(result.start, result.end)
                    if index[i] >= 0 and layout.page.chars[index[i]].quad is not None
                )
                short = len(spelling.value) < _SHORT_VALUE and spelling.view is View.FOLDED
                if places and (not short or belong_together(layout, places)):
                    matches.append((places, spelling))
        matches += values_read_across(layout, self._own.spellings)
        return sorted(_in_their_cells(layout, matches), key=lambda m: -len(m[0]))

    def _finding(
        self,
        layout: Layout,
        places: Sequence[int],
        spelling: Spelling,
        doc_class: DocClass,
        borders: Set[int],
    ) -> Finding:
        """``borders``: where own employers begin and end. A name beside one ends there, too."""
        first, last = places[0], places[-1] + 1
        evidence = set(field_evidence(layout, spelling.entity, first, last, doc_class))
        before, value, after = surroundings(layout, places)
        if spelling.entity is Entity.NAME:
            before = "" if first in borders else before[:-1] + _mark(layout, first - 1, before[-1:])
            ends = last in borders or _CREDIT.match(after)
            after = "" if ends else _mark(layout, last, after[:1]) + after[1:]
        start, end = len(before), len(before) + len(value)
        text = before + value + after
        if spelling.entity is Entity.NAME and spelling.view is View.FOLDED:
            evidence |= self._border_evidence(layout, places, text, start, end)
            if Evidence.SELF_LABEL in evidence and not is_han(after[:1] or " "):
                evidence -= {Evidence.BORDER_UNSURE, Evidence.INSIDE_WORD}  # 我叫安定，
            if Evidence.CAREFUL_NAME in evidence and is_in_persons_cell(layout, first, last):
                evidence.add(Evidence.CALLED)
            if evidence >= {Evidence.CAREFUL_NAME, Evidence.REFERENCE} and _CITED_TITLE.search(
                before
            ):
                evidence.add(Evidence.INSIDE_WORD)
            if has_own_tail(after, self._numbers):
                # 用电高原 5678: with that figure behind, no word goes unasked.
                evidence.discard(Evidence.INSIDE_WORD)
                evidence |= set() if is_han(before[-1:]) else {Evidence.OWN_ROW}
            if spelling.kind == VARIANT:
                evidence |= self._known.look_alikes.variant_evidence(before, value, after)
        elif spelling.kind == LONE_INITIALS:
            printed = "".join(layout.page.text[i] for i in places)
            shared = share_initials(layout, printed)
            evidence.add(Evidence.BORDER_UNSURE if shared else Evidence.AUTHOR_LINE)
            evidence.discard(Evidence.TWICE_IN_LIST)  # of what was contributed
        elif spelling.kind in MARKED and pinyin.mark_may_belong(value.lower(), after[:1].lower()):
            evidence.add(Evidence.BORDER_UNSURE)
        elif spelling.kind == INITIALS:
            evidence |= initials_border(text, start, end)
        elif spelling.entity is Entity.NAME:
            evidence |= latin_border(text, start, end, is_short=len(spelling.value) == 2)
            evidence |= latin_word(text, start, end, named=bool(evidence & _NAMED))
        elif spelling.entity is Entity.EMPLOYER and _may_go_on(spelling):
            evidence |= longer_evidence(
                *(text, start, end, self._lac),
                suggested=spelling.likeness is Likeness.ALIAS,
                towns=self._towns,
            )
        if spelling.entity is Entity.EMPLOYER:
            evidence |= career_evidence(layout, first, last, spelling.value, doc_class, evidence)
        if spelling.likeness is Likeness.PART:
            evidence.add(Evidence.MASKED_ALREADY)
        return text_finding(
            layout,
            places,
            spelling.entity,
            f"own.{spelling.kind}",
            # A question must show what is printed.
            folded(value) if spelling.likeness is Likeness.ALIAS else spelling.value,
            spelling.likeness,
            evidence,
            spelling.grade,
        )

    def _border_evidence(
        self, layout: Layout, places: Sequence[int], text: str, start: int, end: int
    ) -> Set[Evidence]:
        """What ``text``, a line, says of the name at its ``start``; in doubt whether a longer name
        or word is several people.
        """
        before, after = _beyond_cut_words(layout, places, text[:start], text[end:])
        evidence = border_evidence(
            *(before + text + after, start + len(before), end + len(before)),
            *(self._lac, self._known.longer),
        )
        against = evidence & OF_MORE
        if not against:
            return evidence | ({Evidence.BORDER_UNSURE} if is_cut(layout, places) else set())
        if any(name in text for name in self._known.certain) or is_one_name(layout, places):
            return evidence
        if Evidence.LONGER_NAME in against and stands_off(layout, places):
            return evidence - against | {Evidence.BORDER_UNSURE}
        parts = parted(layout, places, is_word=Evidence.INSIDE_WORD in against)
        if parts is Parts.NEVER:
            return evidence
        border = Evidence.WORD_BORDER if parts is Parts.ALWAYS else Evidence.BORDER_UNSURE
        return evidence - against | {border}

    def _half_names(
        self, layout: Layout, own: Sequence[Finding], doc_class: DocClass
    ) -> list[Finding]:
        taken = {q for f in own for q in f.quads}
        found = []
        for short in self.short.find(layout):
            evidence = field_evidence(layout, Entity.NAME, short.start, short.end, doc_class)
            finding = short_finding(layout, short, evidence)
            if taken.isdisjoint(finding.quads):
                found.append(finding)
        return found


def _beyond_cut_words(
    layout: Layout, places: Sequence[int], before: str, after: str
) -> tuple[str, str]:
    """The lines before and after that of a name, where a line's end may cut the word beside it: by
    itself, 向逸群负 | 责 is a longer name.
    """
    above = wrapped_text(layout, places[0])[0] if _may_be_cut(before) else ""
    below = wrapped_text(layout, places[-1])[1] if _may_be_cut(after) else ""
    return above, below


def _may_be_cut(rest: str) -> bool:
    """Whether the few characters between a name and its line's end may be half a word."""
    return 0 < len(rest) <= _CUT_WORD and all(map(is_han, rest))


def _glued_lines(layout: Layout) -> Iterator[Flow]:
    """Two lines of a chain by themselves, where figures or letters of the cell above or below them
    would touch a value that wraps in its own: 2007.07 | wangwei@yunling- | wd.example.
    """
    for chain in layout.chains:
        numbers = [layout.piece_of[place] for place in chain.index]
        starts = [i for i, n in enumerate(numbers) if i == 0 or n != numbers[i - 1]]
        for start, middle, end in zip(
            starts, starts[1:], [*starts[2:], len(numbers)], strict=False
        ):
            ends = (chain.text[start - 1 : start + 1], chain.text[end - 1 : end + 1])
            glued = (start > 0 and _ALNUM.fullmatch(ends[0])) or _ALNUM.fullmatch(ends[1])
            if glued and middle < end:
                yield Flow(chain.index[start:end], chain.text[start:end])


def _in_their_cells(layout: Layout, matches: Sequence[_Match]) -> Iterator[_Match]:
    """Without those that end in a neighbour's cell: where both wrap, 公 | 司 is in both."""
    nearest: dict[tuple[int, int], float] = {}
    for places, spelling in matches:
        at = (places[0], id(spelling))
        nearest[at] = min(nearest.get(at, math.inf), _sideways(layout, places))
    for places, spelling in matches:
        if _sideways(layout, places) <= nearest[places[0], id(spelling)]:
            yield places, spelling


def _sideways(layout: Layout, places: Sequence[int]) -> float:
    """How far beside the beginning of a value's first piece its last one begins."""
    first, last = (layout.pieces[layout.piece_of[p]] for p in (places[0], places[-1]))
    return 0.0 if first is last else abs(last.u0 - first.u0)


def _is_word(printed: str) -> bool:
    """Whether the case is that of a word: and, Her or MAN are no AnD, HeR or WANGW."""
    word = printed.removesuffix(".")
    usual = word[1:].islower() or (word.isupper() and len(word) <= _CAPITALS)
    return word.isalpha() and usual and len(word) <= _LONGEST


def _is_among_authors(layout: Layout, place: int) -> bool:
    """Whether a line is a list of names in Latin letters."""
    number = layout.piece_of[place]
    return number >= 0 and len(author_items(layout.line_of(layout.pieces[number]))) > 1


def _bears_mark(layout: Layout, places: Sequence[int]) -> bool:
    """Whether a letter behind a Latin name is a mark: he led of He Le is prose, and Batul of Batu
    another's name.
    """
    _, value, after = surroundings(layout, places)
    words = _LATIN_WORD.findall(value)
    if not all(word[0].isupper() for word in words) or not _LATIN_MARK.match(after):
        return False
    return len(words) > 1 or after[0] in _LETTER_MARKS


def _may_go_on(spelling: Spelling) -> bool:
    """Whether a longer institution's name may hold it: behind a sign stands its number."""
    return spelling.view is View.FOLDED and spelling.kind != FILE_SIGN


def _takes_anothers_character(layout: Layout, places: Sequence[int]) -> bool:
    """Whether gaps of a list may part the name, and not its characters: 巴雅尔 图 雅 and
    斯 琴 格日乐 are two people each.
    """
    gaps = [b - a > 1 for a, b in pairwise(places)]
    one = layout.piece_of[places[0]] == layout.piece_of[places[-1]]
    if not one or len(gaps) < 2 or all(gaps) or not is_han(layout.page.text[places[0]]):
        return False
    onward = _SPREAD_ON.match(layout.page.text, places[-1] + 1) is not None
    return sum(gaps) >= 2 or (gaps[-1] and sum(gaps) == 1 and onward)


def _is_same_print(one: Finding, other: Finding) -> bool:
    return any(a.contains(b.centre) for a in other.quads for b in one.quads)


def _is_periodical(layout: Layout, places: Sequence[int], spelling: Spelling) -> bool:
    if spelling.entity is not Entity.EMPLOYER:
        return False
    before, _, after = surroundings(layout, places)
    return bool(_PERIODICAL.match(after) or _PERIODICAL_OF.search(before))


def _may_be_misread(near: Finding) -> bool:
    doubted = Evidence.VALID_OTHER in near.evidence and near.score < WEAK_SCORE
    return near.entity is Entity.EMPLOYER or doubted


def _mark(layout: Layout, place: int, char: str) -> str:
    """What stands beside a name: OCR reads 、 as the dot that joins the parts of a longer one."""
    if not char or char not in INTERPUNCTS:
        return char
    read = layout.page.chars[place]
    return "、" if read.source is TextSource.OCR and read.score < _SURE_DOT else char
