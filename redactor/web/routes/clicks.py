"""What the applicant clicks on the pages of a self-check; each answers with the new view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from redactor.audit.spots import Checked
from redactor.datatypes import Action, Entity
from redactor.selfcheck import clicks
from redactor.selfcheck.actions import Deeds
from redactor.web.access import Here
from redactor.web.faults import Refused
from redactor.web.routes.self_check import case_of, desk_of, view_told
from redactor.web.visitors import Visitor

router = APIRouter(prefix="/self-check")
Json = dict[str, Any]


class Decision(BaseModel):
    """A place goes, or stays."""

    spot: str = Field(max_length=40)
    action: Literal["redact", "keep"]


class Box(BaseModel):
    """A drawn box; left, top, right and bottom as shares of the picture."""

    doc_id: str = Field(max_length=10)
    page: int = Field(ge=1, le=100_000)
    share: tuple[float, float, float, float]
    entity: Entity


class Belongs(BaseModel):
    """Whether a file is the applicant's."""

    doc_id: str = Field(max_length=10)
    belongs: bool


class Confirmed(BaseModel):
    """An item of the checklist that was looked at."""

    item: str = Field(max_length=20)


@router.post("/decide")
def decide(request: Request, visitor: Here, given: Decision) -> Json:
    """A place goes, or stays."""
    action = Action(given.action)
    return _click(
        request, visitor, lambda deeds, view: clicks.decide_spot(deeds, view, given.spot, action)
    )


@router.post("/draw")
def draw(request: Request, visitor: Here, given: Box) -> Json:
    """Cover a box."""
    box = (given.doc_id, given.page, given.share, given.entity)
    return _click(request, visitor, lambda deeds, view: clicks.draw_box(deeds, view, *box))


@router.post("/belongs")
def belongs(request: Request, visitor: Here, given: Belongs) -> Json:
    """Whether a file is the applicant's."""
    return _click(
        request,
        visitor,
        lambda deeds, view: clicks.decide_file(deeds, view, given.doc_id, belongs=given.belongs),
    )


@router.post("/confirm")
def confirm(request: Request, visitor: Here, given: Confirmed) -> Json:
    """The applicant has looked at the sealed pages."""
    return _click(request, visitor, lambda deeds, _: clicks.confirm(deeds, given.item))


@router.post("/undo")
def undo(request: Request, visitor: Here) -> Json:
    """Take the last click back."""
    return _click(request, visitor, lambda deeds, _: deeds.undone())


def _click(request: Request, visitor: Visitor, change: Callable[[Deeds, Checked], Deeds]) -> Json:
    case = case_of(request, visitor)
    if desk_of(request).progress.of(case.case_id).is_busy:
        raise Refused("busy")
    case.click(change)
    return view_told(request, case)
