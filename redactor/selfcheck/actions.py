"""What the applicant clicked: answers, edits and confirmations, in order, each can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from redactor.audit.spots import Checked, CheckedFile, Colour, Spot
from redactor.datatypes import Action, Entity
from redactor.edits import Edit
from redactor.geometry import PtQuad
from redactor.questions import Answer, Question, Reply, Role

Json = dict[str, Any]
_AFTER = {Action.REDACT: Colour.LEAK, Action.KEEP: Colour.KEPT}  # red: will be redacted


@dataclass(frozen=True, slots=True)
class Deed:
    """One click. Exactly one of ``reply``, ``edit``, ``confirms`` and ``drops`` is set."""

    number: int
    question: str = ""
    reply: Reply | None = None
    edit: Edit | None = field(default=None, repr=False)
    confirms: str = ""  # key of an item of the checklist
    drops: int = 0  # number of the drawn box that is taken away again


@dataclass(frozen=True, slots=True)
class Deeds:
    """All that was clicked and not undone. No number is given twice, undone or not."""

    all: tuple[Deed, ...] = ()
    next_number: int = 1

    def add(self, **what: Any) -> Deeds:
        """One more."""
        deed = Deed(self.next_number, **what)
        return Deeds((*self.all, deed), self.next_number + 1)

    def undone(self) -> Deeds:
        """Without the last one."""
        return Deeds(self.all[:-1], self.next_number)

    @property
    def changes(self) -> tuple[int, ...]:
        """Numbers of those that change what is redacted: a confirmation does not."""
        return tuple(d.number for d in self.all if not d.confirms)

    @property
    def replies(self) -> dict[str, Reply]:
        """Question → what was said last."""
        return {d.question: d.reply for d in self.all if d.reply is not None}

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed on the pages, in order."""
        return tuple(d.edit for d in self._edits if d.edit is not None)

    @property
    def confirmed(self) -> frozenset[str]:
        """Items of the checklist that the person has looked at."""
        return frozenset(d.confirms for d in self.all if d.confirms)

    @property
    def _edits(self) -> list[Deed]:
        dropped = {d.drops for d in self.all}
        return [d for d in self.all if d.edit is not None and d.number not in dropped]

    def answers(self, questions: Sequence[Question]) -> tuple[Answer, ...]:
        """The answers for a run; ``questions`` are all that were ever asked of this person."""
        known = {q.question_id: q for q in questions}
        return tuple(
            Answer(known[key], reply, Role.APPLICANT)
            for key, reply in self.replies.items()
            if key in known
        )

    def over(self, view: Checked) -> Checked:
        """The view as it is after these clicks; nothing is read again."""
        return replace(view, files=tuple(self._over_file(file) for file in view.files))

    def _over_file(self, file: CheckedFile) -> CheckedFile:
        replies = self.replies
        spots = []
        for spot in file.spots:
            reply = replies.get(spot.question) if spot.question else None
            if reply is not None and spot.colour is Colour.ASK:
                spot = _said(spot, Action(reply.value))
            spots.append(spot)
        for deed in self._edits:
            if deed.edit is not None and deed.edit.source_sha256 == file.sha256:
                spots = _edited(spots, deed.number, deed.edit)
        guard = file.guard
        if guard == "no_holder" and replies.get(file.guard_question) is Reply.KEEP:
            guard = ""
        return replace(file, spots=tuple(spots), guard=guard)


def _said(spot: Spot, action: Action) -> Spot:
    return replace(spot, colour=_AFTER[action], group="reason", reason=f"answered_{action}")


def _edited(spots: list[Spot], number: int, edit: Edit) -> list[Spot]:
    """The spots after one edit; a box that fits none is a new one."""
    out, meant = [], False
    for spot in spots:
        same = spot.page == edit.page_no and spot.entity == edit.entity.value
        if same and spot.quads == edit.quads:
            meant = True
            if spot.colour is not Colour.COVERED or edit.action is Action.KEEP:
                spot = _said(spot, edit.action)
        out.append(spot)
    if not meant and edit.action is Action.REDACT:
        drawn = Spot(
            f"box-{number}", Colour.LEAK, edit.entity.value, "reason", "drawn", edit.page_no
        )
        out.append(replace(drawn, quads=edit.quads))
    return out


def to_json(deeds: Deeds) -> str:
    """For the applicant's own folder."""
    return json.dumps({"next": deeds.next_number, "all": [_told(deed) for deed in deeds.all]})


def _told(deed: Deed) -> Json:
    edit = deed.edit
    return {
        "number": deed.number,
        "question": deed.question,
        "reply": deed.reply.value if deed.reply else None,
        "confirms": deed.confirms,
        "drops": deed.drops,
        "edit": edit
        and {
            "sha256": edit.source_sha256,
            "page": edit.page_no,
            "quads": [quad.corners for quad in edit.quads],
            "action": edit.action.value,
            "entity": edit.entity.value,
        },
    }


def from_json(text: str) -> Deeds:
    """What ``to_json`` wrote."""
    told = json.loads(text)
    return Deeds(tuple(_deed(deed) for deed in told["all"]), told["next"])


def _deed(told: Json) -> Deed:
    edit = told["edit"]
    return Deed(
        told["number"],
        told["question"],
        Reply(told["reply"]) if told["reply"] else None,
        edit
        and Edit(
            edit["sha256"],
            edit["page"],
            tuple(PtQuad(*((float(x), float(y)) for x, y in quad)) for quad in edit["quads"]),
            Action(edit["action"]),
            Entity(edit["entity"]),
        ),
        told["confirms"],
        told["drops"],
    )
