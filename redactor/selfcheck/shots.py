"""Page pictures of a self-check, and the first of them before anything is read.

Nothing here needs a model: the process that draws these is at work while others load theirs.
What opens files is imported in the functions, by that process alone.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from redactor.config.records import Settings
from redactor.errors import RedactorError
from redactor.execute.events import emit

if TYPE_CHECKING:
    from redactor.load.document import LoadedDocument

_JPEG_QUALITY = 70


@dataclass(frozen=True, slots=True)
class Given:
    """One file as it was handed in; its name may hold a person's name.

    ``original``: what it was redacted from by hand, where the applicant gave that, too.
    """

    path: Path = field(repr=False)
    untrusted_name: str = field(repr=False)
    original: Path | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FirstJob:
    """The files of a case, to draw one page of and to count."""

    files: tuple[Given, ...]
    pictures: Path  # where page pictures go
    settings: Settings
    job_id: str


class Shots:
    """Writes page pictures under names that nobody can guess."""

    def __init__(self, folder: Path, settings: Settings, job_id: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._settings, self._job_id = folder, settings, job_id

    def __call__(self, doc_id: str, page_no: int, document: LoadedDocument) -> str:
        from PIL import Image

        name = f"{secrets.token_hex(12)}.jpg"
        buffer = io.BytesIO()
        picture = Image.fromarray(document.render(page_no, self._settings.render_dpi))
        picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
        target = self._folder / name
        target.touch(mode=0o600)
        target.write_bytes(buffer.getvalue())
        emit(("picture", self._job_id))
        return name


def show_first(job: FirstJob) -> None:
    """The first page that can be drawn, then how many there are: something to look at."""
    from redactor.load.counting import seeming_pages

    _draw_first(job)
    limits = job.settings.limits
    emit(("total", job.job_id, sum(seeming_pages(given.path, limits) for given in job.files)))


def _draw_first(job: FirstJob) -> None:
    if not job.pictures.is_dir():
        return  # deleted meanwhile
    from redactor.load.document import load

    shots = Shots(job.pictures, job.settings, job.job_id)
    with TemporaryDirectory(prefix="redactor-") as work_dir:
        for given in job.files:
            try:
                with load(given.path, Path(work_dir), job.settings.limits) as document:
                    name = shots("", 1, document)
            except RedactorError:
                continue  # its own reading says why
            emit(("first", job.job_id, name))
            return


def stand_ready(_: None) -> None:
    """What a drawing process does first: load all it needs."""
    import redactor.load.counting
    import redactor.load.document  # noqa: F401 - for the first picture
