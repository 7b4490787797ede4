"""The worker processes of the application.

Whoever serves starts them before anything else: they load their models while the rest is imported.
No library of the web is imported here.
"""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from redactor.execute.standing import StandingWorkers
from redactor.selfcheck.jobs import warming
from redactor.selfcheck.shots import stand_ready
from redactor.web.progress import Progress
from redactor.web.settings import WebSettings

_DRAWN_A_WORKER = 500  # then a new process: MuPDF keeps some of what it drew


class Staff:
    """Who checks and who draws, and how far each job is; use it in a ``with``."""

    def __init__(self, settings: WebSettings) -> None:
        limits = settings.recipe.settings.limits
        self.progress = Progress()
        self.checking = StandingWorkers(
            settings.workers,
            limits.dossier_seconds,
            limits.worker_memory_mb,
            settings.recipe.settings.dossiers_per_worker,
            self.progress.event,
            warming(settings.recipe),
        )
        # One process more, without models: a picture waits neither for them nor for a check.
        self.drawing = StandingWorkers(
            1,
            limits.dossier_seconds,
            limits.worker_memory_mb,
            _DRAWN_A_WORKER,
            self.progress.event,
            [(stand_ready, None)],
        )
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.checking).start()
            # It starts with the application, whose imports it would only slow down.
            stack.enter_context(self.drawing)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop every process; a second time does nothing."""
        self._stack.close()
