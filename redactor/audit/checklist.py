"""The last page of a self-check: what was looked at, what is left, may it be handed in.

The notice's five categories come first, then the corners that people forget. Nothing here says
"fine" of what nobody looked at: seals are for a person to confirm, found or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from redactor.audit.spots import Checked, CheckedFile, Colour, Spot
from redactor.datatypes import Entity, Status

_CATEGORIES = {
    "name": {"name"},
    "id_number": {"id_number"},
    "employer": {"employer"},
    "phone": {"phone"},
    "photo": {"photo", "id_card"},
}
_SEALS = frozenset({"seal", "signature", "fingerprint", "script"})
_METADATA = frozenset(
    {"metadata", "bookmark", "form", "page_label", "structure", "annotation", "thumbnail"}
    | {"private_data", "signature", "action", "object", "raw_bytes", "carried"}
)
_CODES = frozenset({"qr_code", "barcode"})
_HANDED_IN = frozenset({Status.CLEAN, Status.NOTHING_FOUND, Status.NOT_REQUIRED})
SEAL = "seal"  # the one item that a person confirms


@dataclass(frozen=True, slots=True)
class Item:
    """One line. ``state`` is "ok", "leak" (red), "ask" (orange) or "over" (grey)."""

    key: str  # a word of the group ``check``
    state: str
    count: int = 0  # places that are left
    covered: int = 0  # places that are covered
    confirmable: bool = False  # a person's word settles it


@dataclass(frozen=True, slots=True)
class Checklist:
    """All lines, and the answer."""

    items: tuple[Item, ...]
    may_upload: bool
    stale: bool  # something was changed since: redact once more


def checklist(view: Checked, confirmed: Collection[str] = (), *, stale: bool = False) -> Checklist:
    """The lines for a view, with a person's edits put over it. ``confirmed``: keys of items."""
    items = tuple(_items(view, confirmed))
    left = [spot for file in view.files for spot in file.spots if spot.is_open]
    is_open = any(item.state in ("leak", "ask") for item in items)
    if left and not is_open:
        # Of a kind that no line above counts: it stands in the way all the same.
        items, is_open = (*items, Item("held", "leak", len(left))), True
    held = view.stage == "result" and not view.released
    return Checklist(items, bool(view.files) and not (is_open or stale or held), stale)


def _items(view: Checked, confirmed: Collection[str]) -> Iterator[Item]:
    spots = [spot for file in view.files for spot in file.spots]
    shown = [s for s in spots if s.group not in ("leak", "carrier", "cover") or s.page]
    plain = [s for s in shown if not _is_hidden(s)]
    for key, entities in _CATEGORIES.items():
        yield _line(key, [s for s in plain if s.entity in entities])
    rest = {e.value for e in Entity}.difference(*_CATEGORIES.values(), _CODES, _SEALS)
    yield _line("other_own", [s for s in plain if s.entity in rest])
    yield _line("codes", [s for s in plain if s.entity in _CODES])
    yield _line("under_bars", [s for s in spots if _is_hidden(s) and s.reason not in _METADATA])
    yield _line("file_name", [s for s in spots if s.reason == "file_name"])
    in_file = [s for s in spots if s.reason in _METADATA | {"revision", "attachment"}]
    yield _line("metadata", [s for s in in_file if s.group in ("leak", "carrier")])
    yield _seal(spots, confirmed)
    unclear = [s for s in spots if not s.entity and s.group == "over" and s.is_open]
    unread = sum(len(file.unread) for file in view.files)
    yield Item("unread", "ask" if unread or unclear else "ok", unread + len(unclear))
    wrong = sum(_is_wrong(file) for file in view.files)
    yield Item("files", "leak" if wrong else "ok", wrong)
    held = [word for word in view.reasons if word not in ("question", "unread")]
    if view.stage == "result" and not view.released and not wrong and held:
        yield Item("held", "ask", len(held))
    over = sum(spot.colour is Colour.OVER for spot in spots)
    yield Item("over", "over" if over else "ok", over)


def _is_hidden(spot: Spot) -> bool:
    return spot.group == "leak" and spot.reason in ("under_bar", "text")


def _line(key: str, spots: Sequence[Spot]) -> Item:
    red = sum(s.colour is Colour.LEAK for s in spots)
    orange = sum(s.colour is Colour.ASK for s in spots)
    covered = sum(s.colour is Colour.COVERED for s in spots)
    state = "leak" if red else "ask" if orange else "ok"
    return Item(key, state, red or orange, covered)


def _seal(spots: Sequence[Spot], confirmed: Collection[str]) -> Item:
    found = _line(SEAL, [s for s in spots if s.entity in _SEALS])
    if found.state != "ok":
        return found
    state = "ok" if SEAL in confirmed else "ask"
    return Item(SEAL, state, 0, found.covered, confirmable=True)


def _is_wrong(file: CheckedFile) -> bool:
    """Whether the file as a whole stands in the way, whatever its pages say."""
    failed = bool(file.error) or file.guard in ("secrecy", "wrong_person", "no_holder")
    return failed or (bool(file.status) and file.status not in _HANDED_IN and not file.spots)
