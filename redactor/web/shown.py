"""A view as the page's script takes it: texts in one language, boxes as shares of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redactor.audit.checklist import Checklist, Item
from redactor.audit.spots import Checked, CheckedFile, Sheet, Spot
from redactor.audit.words import Language, question_text, word
from redactor.dossier.place_picture import shares
from redactor.geometry import PtQuad
from redactor.selfcheck.clicks import DRAWABLE, can_decide

Json = dict[str, Any]


def shown_view(view: Checked, told: Checklist, names: Sequence[str], language: Language) -> Json:
    """Files, pages, places and the checklist. ``names`` are those of the uploads, in order."""
    say = _Say(language)
    return {
        "stage": view.stage,
        "released": view.released,
        "stale": told.stale,
        "may_upload": told.may_upload,
        "files": [_file(f, name, say) for f, name in zip(view.files, names, strict=True)],
        "checklist": [_item(item, say) for item in told.items],
        "drawable": [{"entity": e.value, "text": say("entity", e.value)} for e in DRAWABLE],
        "colours": {c: say("colour", c) for c in ("leak", "ask", "over", "covered", "kept")},
        "can_undo": False,
    }


class _Say:
    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, group: str, fixed: str) -> str:
        return word(fixed, self.language, group)


def _item(item: Item, say: _Say) -> Json:
    confirmed = item.confirmable and item.state == "ok"
    return {
        "key": item.key,
        "text": say("check", item.key),
        "state": item.state,
        "state_text": say("check_state", "seen" if confirmed else item.state),
        "count": item.count,
        "covered": item.covered,
        "confirmable": item.confirmable,
    }


def _file(file: CheckedFile, name: str, say: _Say) -> Json:
    warnings = [say("error", file.error)] if file.error else []
    warnings += [say("guard", file.guard)] if file.guard else []
    warnings += [say("note", note) for note in file.notes]
    shapes = {sheet.page: sheet for sheet in file.sheets}
    return {
        "doc_id": file.doc_id,
        "name": name,
        "kind": say("doc_class", file.doc_class),
        "status": say("status", file.status) if file.status else "",
        "warnings": warnings,
        "asks_owner": bool(file.guard_question) and file.guard == "no_holder",
        "pages": [_sheet(sheet, file, say) for sheet in file.sheets],
        "spots": [_spot(spot, shapes, say) for spot in file.spots],
    }


def _sheet(sheet: Sheet, file: CheckedFile, say: _Say) -> Json:
    width, height = sheet.geometry.image_size
    return {
        "page": sheet.page,
        "picture": sheet.picture,
        "ratio": round(height / width, 4) if width else 1.4,
        "unread": [say("unread", word_) for word_ in file.unread.get(sheet.page, ())],
    }


def _spot(spot: Spot, sheets: dict[int, Sheet], say: _Say) -> Json:
    sheet = sheets.get(spot.page or 0)
    return {
        "id": spot.spot_id,
        "colour": spot.colour.value,
        "page": spot.page,
        "entity": say("entity", spot.entity) if spot.entity else "",
        "reason": _reason(spot, say),
        "evidence": [say("evidence", e) for e in spot.evidence],
        "masked": spot.masked if spot.masked.strip("*") else "",
        "boxes": [_box(quad, sheet) for quad in spot.quads] if sheet else [],
        "can_decide": can_decide(spot),
    }


def _reason(spot: Spot, say: _Say) -> str:
    if spot.question and spot.colour == "ask":
        return question_text(spot.reason, spot.printed, say.language)
    text = say(spot.group, spot.reason)
    if spot.group == "damage":
        text = f"{say('web', 'damage')}{text}"
    return text


def _box(quad: PtQuad, sheet: Sheet) -> list[list[float]]:
    """Corners in thousandths of the picture's width and height."""
    geometry = sheet.geometry
    return [list(point) for point in shares(geometry.quad_to_px(quad), geometry.image_size)]
