"""The queue of questions for the office."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from redactor.audit.words import Language, question_text, word
from redactor.questions import Question, Reply, reply_word
from redactor.store.question_book import Asked
from redactor.web.access import Here
from redactor.web.faults import there
from redactor.web.languages import language_of
from redactor.web.office import Office
from redactor.web.pages import page
from redactor.web.rerun import rerun_of
from redactor.web.visitors import Role

router = APIRouter(prefix="/questions")
Json = dict[str, Any]


class Given(BaseModel):
    """An answer; ``reply`` None takes it back."""

    question: str = Field(pattern="^[0-9a-f]{16}$")
    reply: Reply | None
    whole: bool = False


def _office(request: Request) -> Office:
    office: Office | None = request.app.state.office
    return there(office)


@router.get("", response_class=Response)
def queue(request: Request) -> Response:
    """One question at a time."""
    out = request.app.state.settings.out
    command = f"redactor batch IN --roster ROSTER --out {out}"
    can_apply = request.app.state.rerun is not None
    return page(request, "questions.html", command=command, can_apply=can_apply)


@router.get("/list")
def listed(request: Request, again: bool = False) -> Json:
    """The questions, in the order in which answers help most."""
    asked = _office(request).questions(again=again)
    language = language_of(request)
    return {"questions": [_question(one, language) for one in asked]}


@router.post("/answer")
def answer(request: Request, visitor: Here, given: Given) -> Json:
    """Record an answer, or take it back."""
    before = _office(request).answer(given.question, given.reply, whole=given.whole)
    trail = request.app.state.trail
    for one in before:
        said = given.reply.value if given.reply else "-"
        about = f"{one.applicant_id} {one.question.question_id} {said}"
        trail.write(visitor.name, Role.OFFICE, "answer" if given.reply else "undo", about)
    told = [
        {"id": one.question.question_id, "before": one.reply.value if one.reply else None}
        for one in before
    ]
    return {"answered": told}


@router.post("/apply", status_code=202)
def apply(request: Request, visitor: Here) -> Json:
    """Run the same batch again; it redoes only what the answers touch."""
    again, random_names = rerun_of(request), _office(request).names_are_random()
    again.start(language_of(request), random_names=random_names)
    request.app.state.trail.write(visitor.name, Role.OFFICE, "apply")
    return {}


@router.get("/applied")
def applied(request: Request) -> Json:
    """How far it is, and how many dossiers are released or held now."""
    state = rerun_of(request).state
    counts = _office(request).counts() if state.state == "done" else {}
    return {"state": state.state, "code": state.code, **counts}


@router.get("/{question}/places/{place}")
def place(request: Request, question: str, place: int) -> Json:
    """Where on its page a place is."""
    drawn = _office(request).picture(question, place)
    return {"ratio": round(drawn.ratio, 4), "boxes": drawn.boxes}


@router.get("/{question}/pictures/{place}", response_class=Response)
def picture(request: Request, question: str, place: int) -> Response:
    """The page of a place."""
    drawn = _office(request).picture(question, place)
    return Response(drawn.jpeg, media_type="image/jpeg")


def _question(asked: Asked, language: Language) -> Json:
    question = asked.question
    return {
        "id": question.question_id,
        "applicant_id": asked.applicant_id,
        "text": question_text(question.reason, question.printed, language),
        "printed": question.printed,
        "context": list(question.context),
        "category": word(question.entity.value, language, "entity") if question.entity else "",
        "why": word(question.reason, language, "reason"),
        "replies": [_reply(question, reply, language) for reply in question.replies],
        "reply": asked.reply.value if asked.reply else None,
        "places": [
            {"file": p.doc_id.removeprefix("d").lstrip("0"), "item": p.folder_no, "page": p.page_no}
            for p in question.places
        ],
    }


def _reply(question: Question, reply: Reply, language: Language) -> Json:
    return {"reply": reply.value, "text": word(reply_word(question, reply), language, "reply")}
