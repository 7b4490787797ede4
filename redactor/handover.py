"""What may be handed on: release, public reports and a receipt, with hashes checked again.

A dossier that a reviewer complained about stays back, until it is another than the one seen.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from redactor.errors import ConfigError, LeakError, OutputError
from redactor.files import sha256_of
from redactor.sampling.book import SampleBook
from redactor.sampling.outcome import outcome
from redactor.store.bucket import Bucket
from redactor.store.local import LocalStore
from redactor.store.writing import copy_private, output_errors, private_folder

RECEIPT = "receipt.sha256"
_Hashes = Mapping[str, str]  # path relative to OUT → SHA-256


@dataclass(frozen=True, slots=True)
class Handed:
    """What was copied. ``kept_back``: dossiers that a reviewer complained about."""

    files: int
    kept_back: tuple[str, ...]
    refused_lot: bool  # the last signed acceptance sample did not accept the lot


def hand_over(out: Path, target: Path) -> Handed:
    """Copy what may be handed on into a new or empty folder outside of ``out``.

    Raises LeakError when the release is not, file for file, what was verified; then nothing is
    left in ``target``.
    """
    if not (out / "summary.json").is_file() or not (out / "private").is_dir():
        raise ConfigError("this is no output folder of redactor", code="no_output")
    if target.exists() and any(target.iterdir()):
        raise OutputError("the target folder is not empty", code="not_empty")
    with LocalStore(out).exclusive(), output_errors("the export cannot be written"):
        released = _released(out)
        back = complained(out)
        wanted = {n: sha for n, sha in released.items() if n.split("/")[1] not in back}
        made = not target.exists()
        try:
            _copy(out, target, wanted, back)
        except BaseException:
            _undo(target, made=made)
            raise
    return Handed(len(wanted), tuple(sorted(back)), _refused(out))


def hand_over_to(out: Path, url: str) -> Handed:
    """The same onto an object store, below a URL where nothing lies but a try that broke off.

    Each dossier appears whole, with a manifest; the receipt is written last, so that without one
    the handing over was not finished. The next try goes on where it broke off, and leaves what a
    single one would have left.
    """
    bucket = Bucket(url)
    if not bucket.is_free():
        raise OutputError("the target is not empty", code="not_empty")
    with LocalStore(out).work_folder() as work:
        folder = work / "handed"
        handed = hand_over(out, folder)
        dossiers = {p.name: sorted(p.iterdir()) for p in sorted((folder / "release").glob("*"))}
        there = bucket.begin(dossiers)
        for key, files in dossiers.items():
            if key not in there:
                bucket.publish(key, files)
        for path in _files(folder / "public"):
            bucket.copy_in(path.relative_to(folder).as_posix(), path)
        bucket.copy_in(RECEIPT, folder / RECEIPT)
        bucket.end()
    return handed


def complained(out: Path) -> frozenset[str]:
    """Dossiers with a file that a reviewer complained about and that is still the same."""
    book = SampleBook(out)
    units = [u for sample in book.all() for u in sample.units if u.complaints]
    return frozenset(u.applicant_id for u in units if book.stands(u))


def _refused(out: Path) -> bool:
    signed = [s for s in SampleBook(out).all() if s.signed and s.accept is not None]
    return bool(signed) and outcome(signed[0]).decision == "rejected"


def _copy(out: Path, target: Path, released: _Hashes, back: frozenset[str]) -> None:
    private_folder(target)
    public = [p.relative_to(out).as_posix() for p in _files(out / "public") if p.stem not in back]
    receipt = []
    for name in [*sorted(released), *public]:
        private_folder((target / name).parent)
        copy_private(out / name, target / name)
        sha256 = sha256_of(target / name)
        if name in released and sha256 != released[name]:
            raise _changed()
        receipt.append(f"{sha256}  {name}\n")
    (target / RECEIPT).write_text("".join(receipt), encoding="utf-8")


def _released(out: Path) -> _Hashes:
    """The files in the release, each with the hash it had when it was verified."""
    verified: dict[str, str] = {}
    for path in sorted((out / "private" / "audit").glob("*.json")):
        audit = json.loads(path.read_text(encoding="utf-8"))
        # A dossier that was withdrawn since is not there as a whole; a part of one is a fault.
        if audit["status"] == "released" and (out / "release" / audit["applicant_id"]).is_dir():
            verified |= {d["output"]: d["output_sha256"] for d in audit["documents"] if d["output"]}
    there = {path.relative_to(out).as_posix(): path for path in _files(out / "release")}
    if there.keys() != verified.keys():
        raise _changed()
    if any(sha256_of(path) != verified[name] for name, path in there.items()):
        raise _changed()
    return verified


def _files(folder: Path) -> list[Path]:
    """Every file below; a link is none of ours, and might lead to what is private."""
    found = sorted(folder.rglob("*"))
    if any(path.is_symlink() for path in found):
        raise _changed()
    return [path for path in found if path.is_file()]


def _changed() -> LeakError:
    return LeakError("the release is not what was verified", code="changed")


def _undo(target: Path, *, made: bool) -> None:
    """Remove what was copied; a folder that was there before stays, empty."""
    if made:
        shutil.rmtree(target, ignore_errors=True)
        return
    for entry in target.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
