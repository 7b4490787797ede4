"""The self-checks that are under way: who has which, their jobs, and when they go."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete, select

from redactor.audit.words import Language
from redactor.errors import RedactorError
from redactor.recognise.candidates import Proposal
from redactor.selfcheck.case import CaseFolder
from redactor.selfcheck.jobs import (
    CaseJob,
    NameJob,
    run_check,
    run_proposal,
    run_redaction,
)
from redactor.selfcheck.shots import FirstJob, show_first
from redactor.web.db.engine import WebDatabase
from redactor.web.db.tables import Case
from redactor.web.faults import Refused
from redactor.web.settings import WebSettings
from redactor.web.staff import Staff
from redactor.web.visitors import Visitor

if TYPE_CHECKING:
    from redactor.dossier.propose import Proposed

log = logging.getLogger(__name__)
JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")


class OpenCase(CaseFolder):
    """A case with its id."""

    def __init__(self, case_id: str, root: Path, lock: threading.RLock) -> None:
        super().__init__(root, lock)
        self.case_id = case_id


class Desk:
    """Hands every visitor its own case, and gives jobs to the workers."""

    def __init__(
        self,
        settings: WebSettings,
        database: WebDatabase,
        staff: Staff,
    ) -> None:
        self._settings = settings
        self._database = database
        self._workers = staff.checking
        self._drawing = staff.drawing
        self.progress = staff.progress
        self._root = settings.data / "cases"
        self._proposed: dict[str, tuple[Proposal, ...]] = {}
        self._running: dict[str, Future[Any]] = {}
        self._locks: dict[str, threading.RLock] = {}
        self._lock = threading.Lock()

    def find(self, visitor: Visitor) -> OpenCase | None:
        """The visitor's case; nobody can name another's."""
        with self._database.session() as session:
            wanted = select(Case).where(Case.session_id == visitor.session_id)
            known = session.scalars(wanted).first()
            if known is None:
                return None
            known.touched_at = datetime.now(UTC)
            case = self._opened(known.case_id)
        return case if case.root.is_dir() else None

    def case(self, visitor: Visitor) -> OpenCase:
        """The visitor's case, made if there is none."""
        with self._lock:
            return self._found_or_made(visitor)

    def _found_or_made(self, visitor: Visitor) -> OpenCase:
        if (found := self.find(visitor)) is not None:
            return found
        self.delete(visitor)  # an entry whose folder is gone
        case_id, now = secrets.token_hex(16), datetime.now(UTC)
        case = self._opened(case_id)
        case.make()
        with self._database.session() as session:
            session.add(
                Case(case_id=case_id, session_id=visitor.session_id, created_at=now, touched_at=now)
            )
        return case

    def _opened(self, case_id: str) -> OpenCase:
        lock = self._locks.setdefault(case_id, threading.RLock())
        return OpenCase(case_id, self._root / case_id, lock)

    def delete(self, visitor: Visitor) -> None:
        """Everything of the visitor's case, now."""
        with self._database.session() as session:
            wanted = select(Case.case_id).where(Case.session_id == visitor.session_id)
            self._remove(list(session.scalars(wanted)))
            session.execute(delete(Case).where(Case.session_id == visitor.session_id))

    def delete_old(self) -> int:
        """Cases that nobody touched for the time of retention, and folders without an entry."""
        limit = datetime.now(UTC) - timedelta(hours=self._settings.retention_hours)
        with self._database.session() as session:
            old = list(session.scalars(select(Case.case_id).where(Case.touched_at < limit)))
            session.execute(delete(Case).where(Case.case_id.in_(old)))
            known = set(session.scalars(select(Case.case_id)))
        lost = [p.name for p in self._root.iterdir() if p.name not in known]
        self._remove([*old, *lost])
        return len({*old, *lost})

    def _remove(self, case_ids: list[str]) -> None:
        for case_id in case_ids:
            if (running := self._running.pop(case_id, None)) is not None:
                running.cancel()  # its worker would write into the folder
            CaseFolder(self._root / case_id).delete()
            self.progress.forget(case_id)
            self._proposed.pop(case_id, None)
            self._locks.pop(case_id, None)

    # -- jobs -----------------------------------------------------------------------------

    def start_check(self, case: OpenCase) -> None:
        """Look at every file; the pages follow by ``progress``."""
        job = self._job(case)
        self._begin(case, "check")
        self._show_first(case)
        changes = case.deeds().changes
        self._run(case, run_check, job, lambda result: case.save_result(result, changes))

    def start_redaction(self, case: OpenCase, language: Language) -> None:
        """Redact, verify, release or hold."""
        job = self._job(case, out=case.out, language=language)
        self._begin(case, "redact")
        self._show_first(case)
        changes = case.deeds().changes
        self._run(case, run_redaction, job, lambda result: case.save_result(result, changes))

    def start_proposal(self, case: OpenCase, name: str) -> None:
        """Read the files for what they say of their holder."""
        if not case.uploads():
            raise Refused("no_files")
        self._begin(case, "propose")
        self._show_first(case)
        job = NameJob(self._settings.recipe, name, case.given(), case.case_id)

        def keep(found: Proposed) -> None:
            self._proposed[case.case_id] = found.proposals

        self._run(case, run_proposal, job, keep)

    def proposals(self, case: OpenCase) -> tuple[Proposal, ...]:
        """What the last reading proposed."""
        return self._proposed.get(case.case_id, ())

    def _job(self, case: OpenCase, out: Path | None = None, language: Language = "zh") -> CaseJob:
        profile = case.person().profile
        if profile is None:
            raise Refused("no_person")
        if not case.uploads():
            raise Refused("no_files")
        deeds = case.deeds()
        return CaseJob(
            self._settings.recipe,
            profile,
            case.given(),
            case.pictures,
            deeds.answers(case.questions()),
            deeds.edits,
            case.case_id.encode(),
            out,
            language,
            case.case_id,
        )

    def _show_first(self, case: OpenCase) -> None:
        settings = self._settings.recipe.settings
        job = FirstJob(case.given(), case.pictures, settings, case.case_id)
        try:
            self._drawing.submit(show_first, job)
        except RedactorError as error:  # the job itself goes on
            log.error("the first page cannot be shown (%s)", error.code)

    def _begin(self, case: OpenCase, kind: str) -> None:
        if not self.progress.begin(case.case_id, kind):
            raise Refused("busy")

    def _run(
        self,
        case: OpenCase,
        task: Callable[[JobT], ResultT],
        job: JobT,
        keep: Callable[[ResultT], None],
    ) -> None:
        def ended(done: Future[ResultT]) -> None:
            if done.cancelled():
                return
            try:
                keep(done.result())
            except RedactorError as error:
                self.progress.end(case.case_id, error.code)
            except BaseException as error:  # its message may hold a value
                log.error("a job failed (%s)", type(error).__name__)
                self.progress.end(case.case_id, "unexpected")
            else:
                self.progress.end(case.case_id)

        try:
            future = self._workers.submit(task, job)
            self._running[case.case_id] = future
            future.add_done_callback(ended)
        except RedactorError:
            self.progress.end(case.case_id, "worker")
            raise
