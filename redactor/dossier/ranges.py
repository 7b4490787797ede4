"""Long files of a dossier, read in ranges of pages by many workers.

A range decides nothing. What it has read is kept, sealed, for the dossier's own job: that reads
whatever is not there, and settles and publishes or holds the dossier as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from redactor.config.records import Settings
from redactor.dossier.job import DossierJob, PageRange, SourceDocument
from redactor.dossier.process import recogniser_for
from redactor.load.counting import is_longer
from redactor.pipeline import Parts, read_range


def first_ranges(sources: Sequence[SourceDocument], settings: Settings) -> Iterator[PageRange]:
    """Of each file that is read in ranges."""
    size = settings.range_pages
    for position, source in enumerate(sources):
        if size and not source.fault and is_longer(source.path, size):
            yield PageRange(position, 1, size)


def read(
    job: DossierJob, pages: PageRange, parts: Parts, on_page: Callable[[], None]
) -> tuple[tuple[PageRange, ...], dict[str, float]]:
    """Read a range; returns those behind a first one, and the seconds by stage.

    None are behind a secrecy mark. Raises RedactorError, as the dossier's own job will.
    """
    source = job.sources[pages.position]
    doc_class, count, seconds = read_range(
        source.path,
        job.work_dir,
        range(pages.first, pages.last + 1),
        pages.doc_class,
        recogniser_for(job, parts).candidates(),
        parts,
        on_page,
    )
    if pages.first > 1 or doc_class is None:
        return (), seconds
    size = pages.last
    return tuple(
        replace(pages, first=done + 1, last=min(done + size, count), doc_class=doc_class)
        for done in range(size, count, size)
    ), seconds
