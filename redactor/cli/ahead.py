"""The workers of a new batch, started before anything else: they load the program meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from redactor.config.records import Settings
from redactor.config.settings import load_settings
from redactor.execute.local import LocalExecutor
from redactor.memory import loading


@contextmanager
def workers_ahead(options: Mapping[str, Any]) -> Iterator[LocalExecutor | None]:
    """Workers for ``redactor batch`` with these options.

    None where there may be nothing for them to do: each takes a second of a processor.
    """
    if options["executor"] != "local" or options["dry_run"] or options["out"].exists():
        yield None
        return
    settings = load_settings(options["settings"])
    executor = local_executor(settings, options["workers"] or settings.workers)
    with executor.ahead(load_program, None):
        yield executor


def local_executor(settings: Settings, workers: int) -> LocalExecutor:
    """So many workers, within the limits of the settings."""
    return LocalExecutor(
        workers,
        timeout_s=settings.limits.dossier_seconds,
        memory_mb=settings.limits.worker_memory_mb,
        tasks_per_worker=settings.dossiers_per_worker,
    )


def load_program(_nothing: None) -> None:
    """Import what every job needs."""
    with loading():
        import redactor.work  # noqa: F401
