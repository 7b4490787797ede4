"""The questions of one dossier: places that ask become questions, answers settle places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from redactor.audit.places import lines
from redactor.config.records import RulePack
from redactor.datatypes import (
    LETTERED,
    PICTURES,
    Action,
    Decision,
    DocumentDecisions,
    DocumentFindings,
    Entity,
    PageReading,
    Profile,
)
from redactor.dossier.seen import Seen, Sight, body_in, shown, surroundings
from redactor.policy import answered, guard_of
from redactor.questions import ANSWERABLE_GUARDS, Answer, Place, Question, Reply, question_id
from redactor.recognise.employer_parts import suggested_aliases
from redactor.textnorm import folded

# A yes to these says that the value is the applicant's wherever it stands.
_MAKES_OWN = frozenset({"alias_unconfirmed", "not_in_profile"})
_OF_ALL = "reference_initials"  # whoever cites by initials does it in many ways: Wang W, W. Wang
_OF_UNIT = "former_employer"  # of a unit, whatever it is called there
_LEAST = 3  # characters of a short form that longer ones go with: 四中 is any town's
_ACTIONS = {Reply.REDACT: Action.REDACT, Reply.KEEP: Action.KEEP}


def with_answers(profile: Profile, answers: Sequence[Answer]) -> Profile:
    """The profile with the values that a person confirmed as the applicant's.

    So they are found in every spelling in every document, and verification looks for them.
    """
    for answer in answers:
        for value in _values(answer.question) if _confirms(answer) else ():
            profile = _with_value(profile, answer.question.entity, value)
    return profile


def _values(question: Question) -> tuple[str, ...]:
    return tuple(filter(None, (question.value, *question.also)))


def _confirms(answer: Answer) -> bool:
    return answer.reply is Reply.REDACT and answer.question.reason in _MAKES_OWN


def _with_value(profile: Profile, entity: Entity | None, value: str) -> Profile:
    match entity:
        case Entity.EMPLOYER if profile.employers:
            known = profile.employers
            whose = next((e for e in known if value in suggested_aliases(e.full)), known[0])
            longer = replace(whose, short=(*whose.short, value))
            return replace(profile, employers=tuple(longer if e is whose else e for e in known))
        case Entity.NAME:
            return replace(profile, names=(*profile.names, value))
        case Entity.ID_NUMBER:
            return replace(profile, id_numbers=(*profile.id_numbers, value))
        case Entity.PHONE:
            return replace(profile, phones=(*profile.phones, value))
        case Entity.EMAIL:
            return replace(profile, emails=(*profile.emails, value))
        case Entity.ADDRESS:
            return replace(profile, addresses=(*profile.addresses, value))
        case Entity.NUMBER:
            return replace(profile, other_numbers=(*profile.other_numbers, value))
    return profile


@dataclass(frozen=True, slots=True)
class Paper:
    """What a question needs to know of its document beside the findings."""

    source_sha256: str
    folder_no: int
    pages: Sequence[PageReading] = field(repr=False)
    closed: bool  # no answer could release it, so none is asked for


class Asking:
    """Settles documents one by one and collects what is still open. One a dossier."""

    def __init__(
        self, applicant_id: str, key: bytes, answers: Sequence[Answer], rules: RulePack
    ) -> None:
        self._applicant_id = applicant_id  # of the roster: outputs may change their number
        self._key = key
        self._rules = rules
        self._replies = {a.question.question_id: a.reply for a in answers}
        self._confirmed = {
            (a.question.entity, _plain(value)): a.question.question_id
            for a in answers
            if _confirms(a)
            for value in _values(a.question)
        }
        self._open: dict[str, Question] = {}
        self._grouped: dict[str, str] = {}

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What nobody has answered yet, in the order of the documents."""
        return tuple(self._open.values())

    def group(self) -> None:
        """Make one question of a short form and the longer ones that it is a shorter form of."""
        for long, short in _shorter_forms(self._open.values()).items():
            part, whole = self._open.pop(long), self._open[short]
            printed = "、".join(dict.fromkeys((whole.printed, part.printed)))
            places, also = (*whole.places, *part.places), (*whole.also, part.value)
            self._open[short] = replace(whole, printed=printed, places=places, also=also)
            self._grouped[long] = short

    def as_grouped(self, decided: DocumentDecisions) -> DocumentDecisions:
        """The decisions of a document with the questions that stand for theirs now."""
        decisions = tuple(
            replace(d, question=self._grouped[d.question]) if d.question in self._grouped else d
            for d in decided.decisions
        )
        return replace(decided, decisions=decisions)

    def settle(
        self, found: DocumentFindings, decided: DocumentDecisions, paper: Paper
    ) -> DocumentDecisions:
        """The policy's decisions with a person's word on what it left open."""
        sight = Sight(paper.pages)
        settled = [self._settled(d, found.doc_id, paper, sight) for d in decided.decisions]
        decisions = tuple(self._with_owners(settled, found.doc_id, paper))
        # A person may have said that the only own name of a form is somebody else's.
        guard = decided.guard or guard_of(found, decisions)
        if guard not in ANSWERABLE_GUARDS:
            return replace(decided, decisions=decisions, guard=guard)
        number = self._id(guard, paper.source_sha256)
        reply = self._replies.get(number)
        if reply is None:
            place = Place(found.doc_id, paper.folder_no, 1)
            self._ask(Question(number, guard, None, places=(place,)))
        guard = "" if reply is Reply.KEEP else guard
        return replace(decided, decisions=decisions, guard=guard, question=number)

    def _with_owners(
        self, decisions: Sequence[Decision], doc_id: str, paper: Paper
    ) -> Iterator[Decision]:
        """What hangs on the question about a name or a short form has its answer, or is a place of
        it.
        """
        owners = {
            (d.finding.page_no, d.finding.quads[0]): d
            for d in decisions
            if d.question and d.finding.may_own
        }
        for decision in decisions:
            finding = decision.finding
            owner = owners.get((finding.page_no, finding.owner)) if finding.owner else None
            if decision.reason != "with_name" or owner is None:
                yield decision
                continue
            if owner.action is Action.ASK:
                known = self._open[owner.question]
                place = Place(doc_id, paper.folder_no, finding.page_no, tuple(lines(finding.quads)))
                self._ask(replace(known, places=(place,)))
            else:
                decision = answered(decision, owner.action, self._rules)
            yield replace(decision, question=owner.question)

    def _settled(self, decision: Decision, doc_id: str, paper: Paper, sight: Sight) -> Decision:
        finding = decision.finding
        if decision.action is not Action.ASK:
            confirmed = self._confirmed.get((finding.entity, _plain(finding.value)))
            if confirmed and decision.action is Action.REDACT:
                return replace(decision, reason="answered_redact", question=confirmed)
            return decision
        if decision.reason == "with_name":
            return decision  # see _with_owners
        seen = sight.at(finding.page_no, finding.quads)
        number = self._id(*_asked(decision, seen, paper))
        if (reply := self._replies.get(number)) is not None:
            settled = answered(decision, _ACTIONS[reply], self._rules)
            return replace(settled, question=number)
        if paper.closed:
            return decision
        place = Place(doc_id, paper.folder_no, finding.page_no, tuple(lines(finding.quads)))
        self._ask(_question(number, decision, seen, place))
        return replace(decision, question=number)

    def _ask(self, question: Question) -> None:
        known = self._open.get(question.question_id)
        if known is not None:
            printed = known.printed
            if known.reason in (_OF_ALL, _OF_UNIT) and question.printed not in printed.split("、"):
                printed = f"{printed}、{question.printed}"
            places = (*known.places, *question.places)
            question = replace(known, printed=printed, places=places)
        self._open[question.question_id] = question

    def _id(self, *asked: str) -> str:
        return question_id(self._key, self._applicant_id, *asked)


def _asked(decision: Decision, seen: Seen, paper: Paper) -> tuple[str, ...]:
    """What makes two places one question; no number of a file or order of files is in it."""
    finding = decision.finding
    kind = (decision.reason, finding.entity.value)
    if decision.reason == _OF_ALL:
        return kind
    if finding.entity not in PICTURES:
        same = finding.value if decision.reason in (*_MAKES_OWN, _OF_UNIT) else ""
        printed = folded(same or seen.printed or finding.value)
        return (*kind, printed, *surroundings(decision, seen))
    if decision.reason == "seal_unread" and (body := body_in(seen.printed)):
        # Seals over the name of one body are that body's: what each was read as is but noise.
        return (*kind, paper.source_sha256, body)
    if finding.value:  # where a code leads: the codes of one file that lead there are alike
        return (*kind, paper.source_sha256, finding.value)
    if decision.reason == "several_faces":  # a group's photo is one, however many are on it
        return (*kind, paper.source_sha256, str(finding.page_no))
    where = [quad.rounded for quad in finding.quads]
    return (*kind, paper.source_sha256, str(finding.page_no), str(where))


def _shorter_forms(questions: Iterable[Question]) -> dict[str, str]:
    """Of likely short forms by their questions, the longer ones, each with the shortest in it.

    Whoever is called 包供公司 in a dossier is 包头供电公司 and 包头供电分公司, too, which have its
    characters in their order; the reverse does not hold.
    """
    forms = [q for q in questions if q.reason == "alias_unconfirmed" and len(q.value) >= _LEAST]
    forms.sort(key=lambda q: len(q.value))
    found: dict[str, str] = {}
    for number, long in enumerate(forms):
        within = (q for q in forms[:number] if q.question_id not in found)
        short = next((q for q in within if _is_within(q.value, long.value)), None)
        if short is not None:
            found[long.question_id] = short.question_id
    return found


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _question(number: str, decision: Decision, seen: Seen, place: Place) -> Question:
    finding = decision.finding
    if finding.entity in LETTERED:  # the print below it tells nobody whose it is
        printed = finding.value
    else:
        printed = seen.printed or ("" if finding.entity in PICTURES else finding.value)
    return Question(
        number,
        decision.reason,
        finding.entity,
        finding.value,
        shown(printed),
        seen.context,
        (place,),
    )


def _plain(value: str) -> str:
    return "".join(c for c in folded(value) if c.isalnum())
