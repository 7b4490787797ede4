"""Cases 75 to 80 and 84 of RULES.md (b): the corners of a file, and what is no file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from redactor.datatypes import DocClass as Doc
from redactor.datatypes import Status
from tests.cases import plants
from tests.cases.rows import Row, row
from tests.erase import carriers

_LINES = ("记录人：⟦王伟⟧", "身份证号：⟦15990119850412000X⟧")
_CARRIERS: tuple[Callable[[Any], None], ...] = (
    carriers.info,
    carriers.xmp,
    carriers.bookmark,
    carriers.attachment,
    carriers.annotation,
    carriers.hidden_form_field,
    carriers.layer,
    carriers.page_label,
    carriers.link,
    carriers.script,
    carriers.thumbnail,
    carriers.actual_text,
    carriers.structure,
    carriers.named_destination,
)


def _planted(case: int, slug: str, plant: plants.Plant, **more: Any) -> Row:
    return row(case, slug, Doc.OTHER, *_LINES, plant=plant, **more)


def _refused(slug: str, plant: plants.Plant, error: str) -> Row:
    return _planted(
        84, slug, plant, status=Status.FAILED, reasons=("failed",), error=error, looks=False
    )


ROWS: tuple[Row, ...] = (
    *(_planted(75, c.__name__.replace("_", "-"), plants.carried(c)) for c in _CARRIERS),
    _planted(76, "white", plants.written(20, 150, grey=1.0)),
    _planted(76, "invisible", plants.written(20, 150, mode=3)),
    _planted(76, "off-page", plants.written(20, 260)),
    _planted(77, "revision", plants.revised),
    _planted(77, "after-the-end", plants.tailed),
    _planted(77, "cropped", plants.cropped, looks=False),
    _planted(77, "tail-of-a-picture", plants.carried(carriers.tail_of_a_jpeg), looks=False),
    _planted(77, "exif", plants.carried(carriers.exif), looks=False),
    row(78, "file-name", Doc.PAPER, "李娜，⟦王伟⟧", upload_name="王伟_论文.pdf"),
    _planted(79, "signature", plants.signed),
    _planted(79, "warning", plants.signed, warned="signature_removed"),
    _planted(80, "bar-over-text", plants.barred, looks=False),
    _planted(80, "bar-warning", plants.barred, looks=False, warned="text_under_bar"),
    _refused("password", plants.locked, "protected"),
    _refused("damaged", plants.damaged, "corrupt"),
    _refused("word", plants.as_word, "word"),
    _refused("empty", plants.emptied, "empty"),
)
