"""The folder of one self-check: what was handed in, what was found, what came of it.

    CASE/uploads/0001 …      the files as they came, under numbers; 0001.original …
    CASE/pictures/…          page pictures under random names
    CASE/out/…               the output folder of the redaction (``LocalStore``)
    CASE/*.json              person, names of the files, views, clicks, questions

It holds everything of the person, is the owner's alone (0700), and goes as a whole.
"""

from __future__ import annotations

import json
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from redactor import questions as question_records
from redactor.audit import spots
from redactor.audit.spots import Checked
from redactor.config.typed import TypedPerson, typed_person
from redactor.errors import InputError
from redactor.questions import Question
from redactor.selfcheck import actions
from redactor.selfcheck.actions import Deeds
from redactor.selfcheck.jobs import CaseResult
from redactor.selfcheck.receiving import Receiver, Upload, plain_name
from redactor.selfcheck.shots import Given
from redactor.store.writing import output_errors, private_folder


@dataclass(frozen=True, slots=True)
class View:
    """What was found last, with the clicks since put over it."""

    checked: Checked
    stale: bool  # something was clicked since the redaction


class CaseFolder:
    """Reads and writes one case; every write is whole or absent."""

    def __init__(self, root: Path, lock: threading.RLock | None = None) -> None:
        """``lock``: shared by all who have this case open in this process."""
        self.root = root
        self.uploads_dir = root / "uploads"
        self.pictures = root / "pictures"
        self.out = root / "out"
        self._lock = lock or threading.RLock()

    def make(self) -> None:
        """Make the folder, empty."""
        with output_errors("the folder of the self-check cannot be made"):
            for folder in (self.root, self.uploads_dir, self.pictures):
                private_folder(folder)

    def delete(self) -> None:
        """Remove everything; files that are being written go with it."""
        shutil.rmtree(self.root, ignore_errors=True)

    # -- person ---------------------------------------------------------------------------

    @property
    def fields(self) -> dict[str, str]:
        """What was typed, by field."""
        return dict(self._read("person.json", {}))

    def person(self) -> TypedPerson:
        """What was typed, checked."""
        return typed_person(self.fields)

    def write_fields(self, fields: Mapping[str, str]) -> TypedPerson:
        """Keep what was typed, right or wrong."""
        self._write("person.json", json.dumps(dict(fields), ensure_ascii=False))
        return self.person()

    # -- files ----------------------------------------------------------------------------

    def uploads(self) -> tuple[Upload, ...]:
        """The files, in the order in which they came."""
        return tuple(Upload(**told) for told in self._read("files.json", []))

    @contextmanager
    def receiving(
        self, untrusted_name: str, max_bytes: int, original_of: int = 0
    ) -> Iterator[Receiver]:
        """Take a file in piece by piece; it counts only when the block ends without an error.

        ``original_of``: number of the file that was redacted from this one by hand.
        """
        draft = self.uploads_dir / f".new-{secrets.token_hex(8)}"
        try:
            with output_errors("the upload cannot be written"):
                draft.touch(mode=0o600, exist_ok=False)
                with draft.open("wb") as file:
                    receiver = Receiver(file, max_bytes)
                    yield receiver
            if not receiver.size:
                raise InputError("the file is empty", code="empty")
            if original_of:
                receiver.upload = self._keep_original(draft, original_of, receiver.size)
            else:
                receiver.upload = self._keep(draft, plain_name(untrusted_name), receiver.size)
        finally:
            draft.unlink(missing_ok=True)

    def _keep(self, draft: Path, name: str, size: int) -> Upload:
        with self._lock:
            known = self.uploads()
            number = max((u.number for u in known), default=0) + 1
            draft.rename(self.upload_path(number))
            upload = Upload(number, name, size)
            self._write_uploads([*known, upload])
            return upload

    def _keep_original(self, draft: Path, number: int, size: int) -> Upload:
        with self._lock:
            known = {u.number: u for u in self.uploads()}
            if number not in known:
                raise InputError("there is no such file", code="nothing_there")
            draft.replace(self.original_path(number))
            known[number] = replace(known[number], original_size=size)
            self._write_uploads(list(known.values()))
            return known[number]

    def remove_upload(self, number: int) -> bool:
        """Take a file out again; False when there is none of this number."""
        with self._lock:
            known = self.uploads()
            rest = [u for u in known if u.number != number]
            self._write_uploads(rest)
            self.upload_path(number).unlink(missing_ok=True)
            self.original_path(number).unlink(missing_ok=True)
            return len(rest) < len(known)

    def _write_uploads(self, uploads: Sequence[Upload]) -> None:
        told = json.dumps([asdict(u) for u in uploads], ensure_ascii=False)
        self._write("files.json", told)
        # What was found is of other files now.
        (self.root / "view.json").unlink(missing_ok=True)

    def upload_path(self, number: int) -> Path:
        """Where the bytes of a file lie."""
        return self.uploads_dir / f"{number:04d}"

    def original_path(self, number: int) -> Path:
        """Where the bytes of the original of a file lie, if it was given."""
        return self.uploads_dir / f"{number:04d}.original"

    def given(self) -> tuple[Given, ...]:
        """The files for a worker."""
        return tuple(
            Given(
                self.upload_path(u.number),
                u.untrusted_name,
                self.original_path(u.number) if u.original_size else None,
            )
            for u in self.uploads()
        )

    # -- what was found, and clicks -------------------------------------------------------

    def save_result(self, result: CaseResult, changes: Sequence[int]) -> None:
        """Keep a view that was made with these ``Deeds.changes``; older pictures go."""
        with self._lock:
            if not self.root.is_dir():
                return  # deleted meanwhile
            told = {"view": json.loads(spots.to_json(result.view)), "changes": list(changes)}
            self._write("view.json", json.dumps(told, ensure_ascii=False))
            asked = {q.question_id: question_records.to_json(q) for q in self.questions()}
            asked |= {q.question_id: question_records.to_json(q) for q in result.questions}
            self._write("questions.json", json.dumps(asked, ensure_ascii=False))
            used = {s.picture for f in result.view.files for s in f.sheets}
            for picture in self.pictures.iterdir():
                if picture.name not in used:
                    picture.unlink(missing_ok=True)

    def view(self) -> View | None:
        """What was found last, as it is after the clicks; None before the first check."""
        told = self._read("view.json", None)
        if told is None:
            return None
        checked = spots.from_json(json.dumps(told["view"]))
        deeds = self.deeds()
        stale = checked.stage == "result" and list(deeds.changes) != told["changes"]
        return View(deeds.over(checked), stale)

    def questions(self) -> tuple[Question, ...]:
        """Every question that was ever asked here."""
        asked = self._read("questions.json", {})
        return tuple(question_records.from_json(key, text) for key, text in asked.items())

    def deeds(self) -> Deeds:
        """What was clicked."""
        told = self._read("clicks.json", None)
        return Deeds() if told is None else actions.from_json(json.dumps(told))

    def click(self, change: Callable[[Deeds, Checked], Deeds]) -> None:
        """Change what was clicked; one click waits for the other."""
        with self._lock:
            view = self.view()
            if view is None:
                raise InputError("nothing was looked at yet", code="nothing_there")
            deeds = change(self.deeds(), view.checked)
            self._write("clicks.json", actions.to_json(deeds))

    def released(self) -> tuple[tuple[int, Path], ...]:
        """Released files: number of the upload, and path. None while something is to be redone."""
        view = self.view()
        if view is None or view.stale or view.checked.stage != "result":
            return ()
        if not view.checked.released:
            return ()
        files = zip(self.uploads(), view.checked.files, strict=True)
        return tuple((u.number, self.out / f.output) for u, f in files if f.output)

    def _read(self, name: str, default: Any) -> Any:
        try:
            return json.loads((self.root / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return default

    def _write(self, name: str, text: str) -> None:
        draft = self.root / f".{name}-{secrets.token_hex(6)}"
        with output_errors("the self-check cannot be written"):
            draft.touch(mode=0o600)
            draft.write_text(text, encoding="utf-8")
            draft.replace(self.root / name)
