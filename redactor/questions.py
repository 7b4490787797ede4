"""What only a person can settle, and what the person said. Records and their JSON; no I/O.

A question stands for every place of a dossier that the same answer settles: 云岭设计院 is asked
about once, however many pages name it, and 云岭水务设计院 with it: who is called the shorter form
is called the longer one. Its id is a keyed digest of what is asked, so it stays
the same when files come in another order, and tells nothing to who lacks the ledger's key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from redactor.datatypes import Entity
from redactor.geometry import PtQuad

Json = dict[str, Any]

# Guards that a person may settle. A secrecy mark is nobody's to waive here, and a file whose
# holder is another applicant has to be taken out.
ANSWERABLE_GUARDS = frozenset({"no_holder"})
QUESTION_ID = re.compile(r"[0-9a-f]{16}")


class Reply(StrEnum):
    """What a person may say."""

    REDACT = "redact"
    KEEP = "keep"  # of a guard: the file is the applicant's, and stays
    WRONG_FILE = "wrong_file"  # of a guard only: it stays held until the file is replaced


class Role(StrEnum):
    """Who said it."""

    OFFICE = "office"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Place:
    """One place a question is about. A guard's is the first page, without quads."""

    doc_id: str
    folder_no: int
    page_no: int
    quads: tuple[PtQuad, ...] = ()  # one for each run on a line


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide, with all its places. Its texts never leave the private ledger."""

    question_id: str
    reason: str  # of the decisions to ask, or the guard's word
    entity: Entity | None  # None: about the document as a whole
    value: str = field(repr=False, default="")  # normalised: what an answer makes an own value
    printed: str = field(repr=False, default="")  # as it stands on the page; empty for pictures
    context: tuple[str, str] = field(repr=False, default=("", ""))  # before and after, one line
    places: tuple[Place, ...] = ()
    also: tuple[str, ...] = field(repr=False, default=())  # values that a yes makes own with it

    @property
    def replies(self) -> tuple[Reply, Reply]:
        """What yes (it is the applicant's) and no mean here."""
        if self.reason in ANSWERABLE_GUARDS:
            return Reply.KEEP, Reply.WRONG_FILE
        return Reply.REDACT, Reply.KEEP


def reply_word(question: Question, reply: Reply) -> str:
    """The fixed word (group ``reply``) for what a reply means to this question."""
    belongs = reply is Reply.KEEP and question.reason in ANSWERABLE_GUARDS
    return "belongs" if belongs else reply.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a question, who and when."""

    question: Question
    reply: Reply
    role: Role = Role.OFFICE
    answered_at: str = ""  # ISO 8601, UTC


def question_id(key: bytes, *asked: str) -> str:
    """The id of what is asked; ``key`` is the ledger's secret."""
    told = json.dumps(asked, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:16]


def to_json(question: Question) -> str:
    """The question for the ledger."""
    told: Json = {
        "reason": question.reason,
        "entity": question.entity.value if question.entity else None,
        "value": question.value,
        "also": question.also,
        "printed": question.printed,
        "context": question.context,
        "places": [
            [p.doc_id, p.folder_no, p.page_no, [quad.rounded for quad in p.quads]]
            for p in question.places
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def from_json(question_id: str, text: str) -> Question:
    """The question that ``to_json`` wrote."""
    told: Json = json.loads(text)
    before, after = told["context"]
    return Question(
        question_id,
        told["reason"],
        Entity(told["entity"]) if told["entity"] else None,
        told["value"],
        told["printed"],
        (before, after),
        tuple(
            Place(doc_id, folder_no, page_no, tuple(_quad(q) for q in quads))
            for doc_id, folder_no, page_no, quads in told["places"]
        ),
        tuple(told.get("also", ())),  # older ledgers have none
    )


def _quad(corners: Sequence[Sequence[float]]) -> PtQuad:
    tl, tr, br, bl = ((x, y) for x, y in corners)
    return PtQuad(tl, tr, br, bl)
