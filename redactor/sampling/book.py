"""The samples of an output folder, in ``private/samples``: drawn, judged, signed.

A signed sample never changes again. Words of refusal are fixed; nobody types a text here, so no
name can come in.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from redactor.datatypes import Entity
from redactor.errors import InputError, OutputError
from redactor.files import sha256_of
from redactor.sampling.draw import Wanted, draw
from redactor.sampling.lot import released_lot
from redactor.sampling.outcome import outcome
from redactor.sampling.records import Complaint, Sample, Signed, Unit, from_json, to_json
from redactor.store.local import LocalStore

_ID = re.compile(r"[0-9]{8}-[0-9a-f]{8}")
_MOST_COMPLAINTS = 50
_LEAST = 0.002  # of the page: less is a click beside


class SampleBook:
    """One output folder's samples; safe for the threads of one process."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folder = out / "private/samples"
        self._lock = threading.RLock()

    def draw(self, wanted: Wanted) -> Sample:
        """Draw a sample of what is released now."""
        sample = draw(released_lot(self._out), wanted)
        self._keep(sample)
        return sample

    def all(self) -> tuple[Sample, ...]:
        """Every sample, the newest first."""
        names = [path.stem for path in self._folder.glob("*.json")]
        found = [self.find(name) for name in names if _ID.fullmatch(name)]
        return tuple(sorted(found, key=lambda s: (s.drawn_at, s.sample_id), reverse=True))

    def find(self, sample_id: str) -> Sample:
        """One sample. Raises InputError when there is none."""
        path = self._folder / f"{sample_id}.json"
        if not _ID.fullmatch(sample_id) or not path.is_file():
            raise InputError("there is no such sample", code="nothing_there")
        try:
            return from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            kind = type(error).__name__
            raise OutputError(f"a sample cannot be read ({kind})", code="no_report") from None

    def stands(self, unit: Unit) -> bool:
        """Whether the file is still the one that was drawn."""
        try:
            return sha256_of(self._out / unit.output) == unit.sha256
        except OSError:
            return False

    def path(self, unit: Unit) -> Path:
        """Where the released file of a unit is. Raises InputError when it is another by now."""
        if not self.stands(unit):
            raise InputError("the file was changed since the sample was drawn", code="unit_changed")
        return self._out / unit.output

    def judge(self, sample_id: str, index: int, reviewer: str, *, good: bool) -> Sample:
        """Say that a file is good, or take back whatever was said of it."""

        def change(unit: Unit) -> Unit:
            return replace(unit, by=reviewer if good else "", complaints=())

        return self._change(sample_id, index, reviewer, change)

    def complain(self, sample_id: str, index: int, reviewer: str, what: Complaint) -> Sample:
        """One more place of a file that is wrong."""
        x0, y0, x1, y1 = what.share
        if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1) or min(x1 - x0, y1 - y0) < _LEAST:
            raise InputError("the box is too small", code="small_box")
        if what.category not in {e.value for e in Entity}:
            raise InputError("there is no such category", code="wrong_request")

        def change(unit: Unit) -> Unit:
            if not 1 <= what.page <= unit.pages or len(unit.complaints) >= _MOST_COMPLAINTS:
                raise InputError("there is no such page", code="wrong_request")
            return replace(unit, by=reviewer, complaints=(*unit.complaints, what))

        return self._change(sample_id, index, reviewer, change)

    def undo(self, sample_id: str, index: int, reviewer: str) -> Sample:
        """Take the last complaint about a file back, or what was said of it."""

        def change(unit: Unit) -> Unit:
            left = unit.complaints[:-1]
            return replace(unit, by=reviewer if left else "", complaints=left)

        return self._change(sample_id, index, reviewer, change)

    def recuse(self, sample_id: str, index: int, reviewer: str, *, knows: bool) -> Sample:
        """A reviewer knows this person, or clicked so by mistake: for all files of the dossier."""
        with self._lock:
            sample = self._open(sample_id)
            key = self._unit(sample, index).applicant_id
            others = tuple(r for r in sample.recused.get(key, ()) if r != reviewer)
            recused = {**sample.recused, key: (*others, reviewer) if knows else others}
            units = tuple(
                replace(u, by="", complaints=())
                if knows and u.applicant_id == key and u.by == reviewer
                else u
                for u in sample.units
            )
            return self._keep(replace(sample, recused=recused, units=units))

    def sign(self, sample_id: str, reviewer: str) -> Sample:
        """Close the sample. Refused while anything waits that could change the outcome."""
        with self._lock:
            sample = self._open(sample_id)
            if not outcome(sample).may_sign:
                raise InputError("not everything is judged", code="sample_open")
            now = datetime.now(UTC).isoformat(timespec="seconds")
            return self._keep(replace(sample, signed=Signed(reviewer, now)))

    def _change(
        self, sample_id: str, index: int, reviewer: str, change: Callable[[Unit], Unit]
    ) -> Sample:
        with self._lock:
            sample = self._open(sample_id)
            unit = self._unit(sample, index)
            if reviewer in sample.recused.get(unit.applicant_id, ()):
                raise InputError("this reviewer stood back", code="recused")
            self.path(unit)  # nobody judges what is not there any more
            return self._keep(sample.with_unit(index, change(unit)))

    def _open(self, sample_id: str) -> Sample:
        sample = self.find(sample_id)
        if sample.signed is not None:
            raise InputError("the sample is signed", code="sample_signed")
        return sample

    @staticmethod
    def _unit(sample: Sample, index: int) -> Unit:
        if not 0 <= index < len(sample.units):
            raise InputError("there is no such file", code="nothing_there")
        return sample.units[index]

    def _keep(self, sample: Sample) -> Sample:
        text = json.dumps(to_json(sample), ensure_ascii=False, indent=1) + "\n"
        store = LocalStore(self._out)
        store.write_text(f"private/samples/{sample.sample_id}.json", text)
        return sample
