"""What the program and two simple ways of redacting do with a sentence, and whether it is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from presidio_analyzer import AnalyzerEngine

from benchmarks.sentences.sentence import ASK, KEEP, REDACT, Sentence, Span
from redactor.config.records import RulePack
from redactor.datatypes import Action, DocumentDecisions, Evidence, PageReading
from redactor.fakes.pages import reading_of
from redactor.policy import decide
from redactor.recognise.findings import DossierRecogniser
from redactor.recognise.lac import Lac
from redactor.recognise.people import People

Answer = tuple[frozenset[int], frozenset[int]]  # characters redacted; asked about
Decider = Callable[[Sentence], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is wrong with the answer on one sentence."""

    wrong: bool  # something redacted that is not the applicant's
    missed: bool  # something of the applicant's neither redacted nor asked about
    needless: bool  # a question that a rule answers
    due: int  # places where a question is right
    asked: int  # of those, places asked about


def judge(sentence: Sentence, answer: Answer) -> Outcome:
    """Compare an answer with the truth."""
    gone, asked = answer
    may_go = _places(sentence.with_allowed(REDACT))
    may_ask = _places(sentence.with_allowed(ASK))
    due = [s for s in sentence.spans if s.due]
    return Outcome(
        wrong=bool(gone - may_go),
        missed=any(_is_missed(sentence.text, s, gone, asked) for s in sentence.spans),
        needless=bool(asked - may_ask),
        due=len(due),
        asked=sum(bool(asked & set(range(s.start, s.end))) for s in due),
    )


def _is_missed(text: str, span: Span, gone: frozenset[int], asked: frozenset[int]) -> bool:
    places = {i for i in range(span.start, span.end) if not text[i].isspace()}
    return KEEP not in span.allowed and not places <= gone and not places & asked


def _places(spans: tuple[Span, ...]) -> frozenset[int]:
    return frozenset(i for s in spans for i in range(s.start, s.end))


@dataclass(frozen=True, slots=True)
class Means:
    """What the program decides a sentence with."""

    analyzer: AnalyzerEngine
    lac: Lac
    people: People
    rules: RulePack

    def decided(self, sentence: Sentence) -> tuple[PageReading, DocumentDecisions]:
        """The sentence as a page, and the policy's word on it: a dossier of its own."""
        page = reading_of(sentence.text)
        recogniser = DossierRecogniser(
            self.analyzer,
            self.lac,
            self.people,
            sentence.profile,
            suggest_aliases=self.rules.alias_suggestions,
        )
        recogniser.learn_names([[page]])
        (decided,) = decide([recogniser.document("d01", [page])], self.rules)
        return page, decided


def program(means: Means) -> Decider:
    """The program's recogniser and policy."""

    def answer(sentence: Sentence) -> Answer:
        page, decided = means.decided(sentence)
        place = {c.quad: i for i, c in enumerate(page.text.chars) if c.quad is not None}
        found: dict[Action, set[int]] = {a: set() for a in Action}
        # What hangs on a name's question is no question of its own.
        for decision in (d for d in decided.decisions if d.reason != "with_name"):
            found[decision.action] |= {place[q] for q in decision.finding.quads}
        gone = frozenset(found[Action.REDACT])
        return gone, frozenset(found[Action.ASK]) - gone

    return answer


def why(means: Means, sentence: Sentence) -> str:
    """Reasons and evidence on everything like an own value: for ``dev`` only."""
    _, decided = means.decided(sentence)
    return "; ".join(
        f"{d.action} {d.reason} ({' '.join(sorted(map(str, d.finding.evidence)))})"
        for d in decided.decisions
        if d.finding.likeness != "other" and Evidence.NER_ORG not in d.finding.evidence
    )


def substring(sentence: Sentence) -> Answer:
    """Every place where an own name or employer is printed goes."""
    gone: set[int] = set()
    for value in _values(sentence):
        place = sentence.text.find(value)
        while place >= 0:
            gone.update(range(place, place + len(value)))
            place = sentence.text.find(value, place + 1)
    return frozenset(gone), frozenset()


def entities(lac: Lac) -> Decider:
    """What LAC calls a person, a place or an organisation goes where it equals an own value."""

    def answer(sentence: Sentence) -> Answer:
        gone: set[int] = set()
        values, begin = set(_values(sentence)), 0
        for piece in sentence.text.replace("\t", "\n").split("\n"):
            for token in lac.tokens(piece):
                named = token.tag in ("PER", "ORG", "LOC")
                if named and piece[token.start : token.end] in values:
                    gone.update(range(begin + token.start, begin + token.end))
            begin += len(piece) + 1
        return frozenset(gone), frozenset()

    return answer


def _values(sentence: Sentence) -> list[str]:
    profile = sentence.profile
    employers = [v for e in profile.employers for v in (e.full, *e.short, *e.former)]
    return [*profile.names, *employers]
