"""The spot-check: draw, judge, sign."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from redactor.audit.words import Language, word
from redactor.datatypes import Entity
from redactor.sampling.draw import MAX_SIZE, Wanted
from redactor.sampling.outcome import outcome
from redactor.sampling.plans import accept_probability
from redactor.sampling.records import Complaint, Flaw, PlanKind, Sample, Stratum, Unit
from redactor.sampling.tables import AQLS, LEVELS
from redactor.selfcheck.clicks import DRAWABLE
from redactor.web.access import Here
from redactor.web.faults import there
from redactor.web.languages import language_of
from redactor.web.pages import page
from redactor.web.review import Review, reviewer_of
from redactor.web.visitors import Role, Visitor

router = APIRouter(prefix="/samples")
Json = dict[str, Any]
Number = Annotated[int, Path(ge=0, le=MAX_SIZE)]
PageNo = Annotated[int, Path(ge=1, le=100_000)]


class Drawn(BaseModel):
    """What is to be drawn."""

    plan: PlanKind = PlanKind.GB2828
    level: str = Field("II", max_length=4)
    aql: str = Field("0.65", max_length=4)
    size: int = Field(20, ge=1, le=MAX_SIZE)
    risk: int = Field(5, ge=0, le=MAX_SIZE)


class Said(BaseModel):
    """Of a file: it is good, nothing was said yet, or the reviewer knows the person."""

    said: Literal["good", "open", "recused", "not_recused"]


class Box(BaseModel):
    """A place that is wrong; left, top, right and bottom as shares of the picture."""

    fault: Flaw
    page: int = Field(ge=1, le=100_000)
    share: tuple[float, float, float, float]
    category: Entity


def _review(request: Request) -> Review:
    review: Review | None = request.app.state.review
    return there(review)


@router.get("", response_class=Response)
def listed(request: Request) -> Response:
    """All samples, and the form to draw one."""
    samples = [(s, outcome(s)) for s in _review(request).book.all()]
    lot = request.app.state.office.counts()["released"]
    return page(request, "samples.html", samples=samples, levels=LEVELS, aqls=AQLS, lot=lot)


@router.post("", status_code=201)
def drawn(request: Request, visitor: Here, wanted: Drawn) -> Json:
    """Draw one."""
    fields = (wanted.plan, wanted.level, wanted.aql, wanted.size, wanted.risk)
    sample = _review(request).book.draw(Wanted(*fields))
    _note(request, visitor, "sample_drawn", f"{sample.sample_id} {sample.plan} {sample.seed}")
    return {"id": sample.sample_id}


@router.get("/{sample}", response_class=Response)
def review(request: Request, sample: str) -> Response:
    """One file after the other."""
    found = _review(request).book.find(sample)
    language = language_of(request)
    return page(
        request,
        "review.html",
        sample=found,
        kinds=[(e.value, word(e.value, language, "entity")) for e in DRAWABLE],
    )


@router.get("/{sample}/state")
def state(request: Request, visitor: Here, sample: str) -> Json:
    """The files, and what this reviewer said of them."""
    review = _review(request)
    return _state(review, review.book.find(sample), visitor, language_of(request))


@router.get("/{sample}/units/{unit}/pages/{number}")
def page_told(request: Request, visitor: Here, sample: str, unit: Number, number: PageNo) -> Json:
    """The shape of a page, and its marks."""
    review = _review(request)
    found = review.unit(review.book.find(sample), unit, visitor)
    drawn, language = review.picture(found, number), language_of(request)
    here = [m["category"] for m in review.marks(found) if m["page"] == number]
    marks = [
        {"category": word(category, language, "entity"), "entity": category, "corners": corners}
        for category, corners in zip(here, drawn.boxes, strict=True)
    ]
    return {"ratio": round(drawn.ratio, 4), "marks": marks}


@router.get("/{sample}/units/{unit}/pictures/{number}", response_class=Response)
def picture(request: Request, visitor: Here, sample: str, unit: Number, number: PageNo) -> Response:
    """A page of a released file."""
    review = _review(request)
    found = review.unit(review.book.find(sample), unit, visitor)
    return Response(review.picture(found, number).jpeg, media_type="image/jpeg")


@router.post("/{sample}/units/{unit}/verdict")
def verdict(request: Request, visitor: Here, sample: str, unit: Number, given: Said) -> Json:
    """Good, open again, or left to another."""
    review, who = _review(request), reviewer_of(visitor)
    if given.said in ("good", "open"):
        changed = review.book.judge(sample, unit, who, good=given.said == "good")
    else:
        changed = review.book.recuse(sample, unit, who, knows=given.said == "recused")
    return _said(request, visitor, changed, unit, given.said)


@router.post("/{sample}/units/{unit}/complaints", status_code=201)
def complain(request: Request, visitor: Here, sample: str, unit: Number, given: Box) -> Json:
    """One more place that is wrong."""
    what = Complaint(given.fault, given.page, given.share, given.category.value)
    changed = _review(request).book.complain(sample, unit, reviewer_of(visitor), what)
    return _said(request, visitor, changed, unit, given.fault.value)


@router.post("/{sample}/units/{unit}/undo")
def undo(request: Request, visitor: Here, sample: str, unit: Number) -> Json:
    """Take the last thing that was said of a file back."""
    changed = _review(request).book.undo(sample, unit, reviewer_of(visitor))
    return _said(request, visitor, changed, unit, "undo")


@router.post("/{sample}/sign")
def sign(request: Request, visitor: Here, sample: str) -> Json:
    """Close it."""
    signed = _review(request).book.sign(sample, reviewer_of(visitor))
    decision = outcome(signed).decision
    _note(request, visitor, "sample_signed", f"{sample} {decision}")
    return {"decision": decision}


@router.get("/{sample}/result", response_class=Response)
def result(request: Request, sample: str) -> Response:
    """What came of it, to print and to file."""
    review = _review(request)
    found = review.book.find(sample)
    size = sum(u.stratum is Stratum.RANDOM for u in found.units)
    chance = None
    if found.accept is not None:
        chance = accept_probability(size, found.accept, float(found.aql) / 100)
    wrong = [(u, review.book.stands(u)) for u in found.units if u.complaints]
    told = outcome(found)
    return page(
        request,
        "sample_result.html",
        sample=found,
        told=told,
        size=size,
        chance=chance,
        wrong=wrong,
    )


def _note(request: Request, visitor: Visitor, act: str, about: str) -> None:
    role = visitor.role_for(frozenset({Role.OFFICE, Role.REVIEWER}))
    request.app.state.trail.write(visitor.name, role, act, about)


def _said(request: Request, visitor: Visitor, sample: Sample, index: int, said: str) -> Json:
    unit = sample.units[index]
    about = f"{sample.sample_id} {unit.applicant_id}/{unit.number} {said}"
    request.app.state.trail.write(visitor.name, Role.REVIEWER, "sample_judged", about)
    return _state(_review(request), sample, visitor, language_of(request))


def _state(review: Review, sample: Sample, visitor: Visitor, language: Language) -> Json:
    found = outcome(sample)
    who = reviewer_of(visitor)
    return {
        "units": [_unit(sample, u, who, language) for u in sample.units],
        "judged": found.judged,
        "recused": found.recused,
        "decision": found.decision,
        "may_sign": found.may_sign,
        "signed": sample.signed is not None,
    }


def _unit(sample: Sample, unit: Unit, reviewer: str, language: Language) -> Json:
    """Never its stratum: who knows that a file is risky looks at it with other eyes."""
    return {
        "dossier": unit.applicant_id,
        "number": unit.number,
        "item": unit.folder_no,
        "pages": unit.pages,
        "judged": bool(unit.by),
        "recused": reviewer in sample.recused.get(unit.applicant_id, ()),
        "complaints": [
            {
                "fault": c.fault.value,
                "text": f"{word(c.fault.value, language, 'fault')} · "
                f"{word(c.category, language, 'entity')}",
                "page": c.page,
                "share": c.share,
            }
            for c in unit.complaints
        ],
    }
