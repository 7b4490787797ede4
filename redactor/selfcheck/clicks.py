"""One click of the applicant → one deed. What a click may do is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.audit.checklist import SEAL
from redactor.audit.spots import Checked, CheckedFile, Sheet, Spot
from redactor.datatypes import Action, Entity
from redactor.edits import Edit
from redactor.errors import InputError
from redactor.geometry import PtQuad, PxBox
from redactor.questions import Reply
from redactor.selfcheck.actions import Deeds

# What a drawn box may be said to cover.
DRAWABLE = (
    Entity.NAME,
    Entity.ID_NUMBER,
    Entity.EMPLOYER,
    Entity.PHONE,
    Entity.PHOTO,
    Entity.EMAIL,
    Entity.ADDRESS,
    Entity.NUMBER,
    Entity.SIGNATURE,
    Entity.SEAL,
    Entity.FINGERPRINT,
    Entity.QR_CODE,
)
_LEAST_PT = 3.0
_MAX_DEEDS = 5000


def decide_spot(deeds: Deeds, view: Checked, spot_id: str, action: Action) -> Deeds:
    """The applicant says of a place that it goes, or stays."""
    found = view.spot(spot_id)
    if found is None:
        raise InputError("there is no such place", code="no_spot")
    file, spot = found
    if spot_id.startswith("box-") and action is Action.KEEP:
        return _more(deeds).add(drops=int(spot_id.removeprefix("box-")))
    if not can_decide(spot):
        raise InputError("nobody decides on this place", code="no_spot")
    if spot.question:
        return _more(deeds).add(question=spot.question, reply=Reply(action.value))
    assert spot.page is not None
    edit = Edit(file.sha256, spot.page, spot.quads, action, Entity(spot.entity))
    return _more(deeds).add(edit=edit)


def can_decide(spot: Spot) -> bool:
    """Whether it is the applicant's to say; what is hidden in a file goes in any case."""
    return spot.group == "reason" and spot.page is not None and bool(spot.quads)


def decide_file(deeds: Deeds, view: Checked, doc_id: str, *, belongs: bool) -> Deeds:
    """Whether a file that names nobody, or somebody else, is the applicant's."""
    file = _file(view, doc_id)
    if not file.guard_question:
        raise InputError("nothing is asked about this file", code="no_spot")
    reply = Reply.KEEP if belongs else Reply.WRONG_FILE
    return _more(deeds).add(question=file.guard_question, reply=reply)


def draw_box(
    deeds: Deeds, view: Checked, doc_id: str, page: int, share: Sequence[float], entity: Entity
) -> Deeds:
    """Cover a box: left, top, right and bottom as shares (0 to 1) of the page's picture."""
    file = _file(view, doc_id)
    sheet = next((s for s in file.sheets if s.page == page), None)
    if sheet is None or entity not in DRAWABLE:
        raise InputError("there is no such page", code="no_spot")
    quad = _quad(sheet, share)
    if min(quad.box.width, quad.box.height) < _LEAST_PT:
        raise InputError("the box is too small", code="small_box")
    return _more(deeds).add(edit=Edit(file.sha256, page, (quad,), Action.REDACT, entity))


def confirm(deeds: Deeds, item: str) -> Deeds:
    """The applicant has looked at what the program cannot judge."""
    if item != SEAL:
        raise InputError("nothing is to be confirmed there", code="no_spot")
    return _more(deeds).add(confirms=item)


def _more(deeds: Deeds) -> Deeds:
    if len(deeds.all) >= _MAX_DEEDS:
        raise InputError("too many changes", code="too_many_clicks")
    return deeds


def _file(view: Checked, doc_id: str) -> CheckedFile:
    for file in view.files:
        if file.doc_id == doc_id:
            return file
    raise InputError("there is no such file", code="no_spot")


def _quad(sheet: Sheet, share: Sequence[float]) -> PtQuad:
    width, height = sheet.geometry.image_size
    left, top, right, bottom = (min(max(float(v), 0.0), 1.0) for v in share)
    x0, x1 = sorted((left * width, right * width))
    y0, y1 = sorted((top * height, bottom * height))
    return PtQuad.from_box(sheet.geometry.to_points(PxBox(x0, y0, x1, y1)))
