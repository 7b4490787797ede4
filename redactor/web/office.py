"""The office's questions: the same records and rules as ``redactor ask``, with page pictures."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path

from redactor.config.records import Settings
from redactor.datatypes import DossierStatus
from redactor.dossier.answering import alike, give_answer, in_order, output_ids
from redactor.dossier.place_picture import PlaceJob, PlacePicture, place_picture
from redactor.errors import OutputError
from redactor.execute.standing import StandingWorkers
from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.store.question_book import Asked
from redactor.web.faults import Refused

_KEPT_PICTURES = 48
_PICTURE_S = 60.0


class Office:
    """One output folder. Each act holds its lock no longer than it takes."""

    def __init__(self, out: Path, workers: StandingWorkers, settings: Settings) -> None:
        self._out = out
        self._workers = workers
        self._settings = settings
        self._pictures: OrderedDict[tuple[str, int], Future[PlacePicture]] = OrderedDict()
        self._lock = threading.Lock()

    def questions(self, *, again: bool = False) -> list[Asked]:
        """In the order in which answers help most."""
        with self._reading() as (_, ledger):
            return in_order(ledger, again=again)

    def answer(self, question_id: str, reply: Reply | None, *, whole: bool) -> tuple[Asked, ...]:
        """Record an answer or take it back; ``whole``: for all such questions of the dossier.

        Returns the questions as they were before.
        """
        with self._writing() as (store, ledger):
            asked = _find(ledger, question_id)
            if reply is not None and reply not in asked.question.replies:
                raise Refused("wrong_request")
            touched = alike(ledger, asked) if whole and reply is not None else [asked]
            for one in touched:
                give_answer(store, ledger, one, reply, Role.OFFICE)
            return tuple(touched)

    def counts(self) -> dict[str, int]:
        """How many dossiers are released and held."""
        with self._reading() as (_, ledger):
            statuses = [entry.status for entry in ledger.all()]
        held = statuses.count(DossierStatus.HELD)
        return {"released": statuses.count(DossierStatus.RELEASED), "held": held}

    def names_are_random(self) -> bool:
        """Whether the last run named its outputs by random numbers."""
        with self._reading() as (_, ledger):
            return any(
                output_ids(ledger, entry.applicant_id) - {entry.applicant_id}
                for entry in ledger.all()
            )

    def picture(self, question_id: str, place: int) -> PlacePicture:
        """The page of a place; drawn by a worker, and kept for a while."""
        key = (question_id, place)
        future = self._pictures.get(key)
        if future is None or (future.done() and future.exception() is not None):
            future = self._workers.submit(place_picture, self._job(question_id, place))
            self._pictures[key] = future
            while len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return future.result(_PICTURE_S)

    def _job(self, question_id: str, place: int) -> PlaceJob:
        with self._reading() as (store, ledger):
            asked = _find(ledger, question_id)
            if not 0 <= place < len(asked.question.places):
                raise Refused("nothing_there")
            here = asked.question.places[place]
            for document in ledger.documents(asked.applicant_id):
                if document.doc_id == here.doc_id:
                    # What came in a zip is gone; the proposal has the same pages.
                    files = [document.source]
                    files += [store.root / document.output] if document.output else []
                    return PlaceJob(tuple(files), here.page_no, here.quads, self._settings)
        raise Refused("nothing_there")

    @contextmanager
    def _reading(self) -> Iterator[tuple[LocalStore, Ledger]]:
        """To look only: nobody is kept out, and a batch may be at work."""
        store = LocalStore(self._out)
        with store.open_ledger() as ledger:
            yield store, ledger

    @contextmanager
    def _writing(self) -> Iterator[tuple[LocalStore, Ledger]]:
        """Alone in the folder; our own requests wait for one another."""
        store = LocalStore(self._out)
        with self._lock, ExitStack() as stack:
            try:
                stack.enter_context(store.exclusive())
            except OutputError:
                raise Refused("batch_runs") from None
            yield store, stack.enter_context(store.open_ledger())


def _find(ledger: Ledger, question_id: str) -> Asked:
    for asked in ledger.questions():
        if asked.question.question_id == question_id:
            return asked
    raise Refused("nothing_there")
