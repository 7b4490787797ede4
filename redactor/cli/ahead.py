"""The workers of a new batch, started before anything else: they load the program meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from redactor.config.records import Settings
from redactor.config.settings import load_settings
from redactor.execute.cluster import RayExecutor
from redactor.execute.local import LocalExecutor
from redactor.memory import loading

Workers = LocalExecutor | RayExecutor
_PLACED_MB = 1536  # of a worker over dense scans; what a node must have free for it


@contextmanager
def workers_ahead(options: Mapping[str, Any]) -> Iterator[Workers | None]:
    """Workers for ``redactor batch`` with these options.

    None where there may be nothing for them to do: each takes a second of a processor.
    """
    if options["executor"] == "serial" or options["dry_run"] or options["out"].exists():
        yield None
        return
    settings = load_settings(options["settings"])
    workers = options["workers"] or settings.workers
    executor: Workers = (
        ray_executor(options["ray_address"], settings, workers)
        if options["executor"] == "ray"
        else local_executor(settings, workers)
    )
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


def ray_executor(address: str, settings: Settings, workers: int) -> RayExecutor:
    """The same on a Ray cluster."""
    return RayExecutor(
        address,
        workers,
        timeout_s=settings.limits.dossier_seconds,
        memory_mb=_PLACED_MB,
        tasks_per_worker=settings.dossiers_per_worker,
    )


def load_program(_nothing: None) -> None:
    """Import what every job needs."""
    with loading():
        import redactor.work  # noqa: F401
