"""What a person changed by hand on a page: boxes drawn, findings taken out or in. Records only.

An edit names its file by the file's hash and its place by the place itself: it holds however often
the file is read again.
"""

from __future__ import annotations

from dataclasses import dataclass

from redactor.datatypes import Action, Entity
from redactor.geometry import PtQuad

BY_HAND = "person.box"  # ``Finding.found_by`` of a drawn box: the whole area goes


@dataclass(frozen=True, slots=True)
class Edit:
    """A person's word on one place. ``action`` is REDACT or KEEP."""

    source_sha256: str
    page_no: int
    quads: tuple[PtQuad, ...]  # of the finding, one for each run; or the box that was drawn
    action: Action
    entity: Entity
