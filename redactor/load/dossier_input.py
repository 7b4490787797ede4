"""The input folder of a batch: one folder or zip an applicant, sorted into dossiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from redactor.config.records import Limits
from redactor.errors import InputError, InputTooLargeError, RedactorError
from redactor.load.archives import unpack
from redactor.load.naming import folder_no
from redactor.load.sniff import is_zip, sniff

_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".spotlight-v100", ".trashes"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a dossier. Its name may hold a person's name: never print it."""

    path: Path  # where its bytes lie; a random name when it came out of a zip
    untrusted_name: str = field(repr=False)  # relative to the dossier, "/" between folders
    folder_no: int  # item of the 材料目录单, 1 to 11
    fault: str = ""  # fixed word for why it cannot be read ("archive", "word", "empty" …)


@dataclass(frozen=True, slots=True)
class DossierInput:
    """What lies in ``IN`` for one applicant, before it is known whose it is."""

    untrusted_name: str = field(repr=False)  # of the folder or the zip, without ".zip"
    files: tuple[SourceFile, ...]
    fault: str = ""  # fixed word for why the whole dossier cannot be read


@dataclass(frozen=True, slots=True)
class BatchInput:
    """All dossiers, in a stable order, and the loose files that belong to nobody."""

    dossiers: tuple[DossierInput, ...]
    loose: tuple[Path, ...]  # at the top level: reported, never guessed


def find_dossiers(root: Path, work_dir: Path, limits: Limits) -> BatchInput:
    """Every folder and zip of ``root``, with its files; zips are unpacked into ``work_dir``.

    Nothing is left out in silence: what cannot be read carries a ``fault``, except the litter
    of operating systems. Links are not followed. Raises InputError when ``root`` is no folder.
    """
    if not root.is_dir():
        raise InputError("the input is no folder", code="no_folder")
    dossiers, loose = [], []
    for entry in sorted(root.iterdir(), key=lambda p: _natural(p.name)):
        if _is_litter(entry.name):
            continue
        if entry.is_symlink():
            loose.append(entry)
        elif entry.is_dir():
            dossiers.append(_guard(entry.name, partial(_folder_files, entry, limits)))
        elif entry.is_file() and is_zip(entry) and entry.suffix.lower() == ".zip":
            dossiers.append(_guard(entry.stem, partial(_zip_files, entry, work_dir, limits)))
        else:
            loose.append(entry)
    return BatchInput(tuple(dossiers), tuple(loose))


def loose_files(paths: Iterable[Path]) -> tuple[SourceFile, ...]:
    """Files named one by one, in the given order, as the files of one dossier."""
    return given_files((path, path.name) for path in paths)


def given_files(named: Iterable[tuple[Path, str]]) -> tuple[SourceFile, ...]:
    """As ``loose_files``, of files that lie under another name than the one they came with."""
    return tuple(SourceFile(path, name, _number(name), _fault(path)) for path, name in named)


def _guard(name: str, files: Callable[[], tuple[SourceFile, ...]]) -> DossierInput:
    """The dossier, or its fault: one broken zip must not stop the batch."""
    try:
        return DossierInput(name, files())
    except RedactorError as error:
        return DossierInput(name, (), error.code)


def _folder_files(folder: Path, limits: Limits) -> tuple[SourceFile, ...]:
    found: list[tuple[str, Path]] = []
    pending = [folder]
    while pending:
        for entry in pending.pop().iterdir():
            if _is_litter(entry.name):
                continue
            # A link may lead anywhere, also round in a ring.
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
            else:
                found.append((entry.relative_to(folder).as_posix(), entry))
            if len(found) > limits.max_dossier_files:
                raise InputTooLargeError("the dossier has too many files", code="too_many_files")
    return _sorted_files(found)


def _zip_files(archive: Path, work_dir: Path, limits: Limits) -> tuple[SourceFile, ...]:
    members = unpack(archive, work_dir, limits)
    found = [(m.untrusted_name.replace("\\", "/"), m.path) for m in members]
    found = [(name, path) for name, path in found if not _has_litter(name)]
    if len(found) > limits.max_dossier_files:
        raise InputTooLargeError("the dossier has too many files", code="too_many_files")
    return _sorted_files(found)


def _sorted_files(found: list[tuple[str, Path]]) -> tuple[SourceFile, ...]:
    found.sort(key=lambda item: _natural(item[0]))
    return tuple(SourceFile(path, name, _number(name), _fault(path)) for name, path in found)


def _number(name: str) -> int:
    """The checklist's item by the file's name, else by that of the nearest folder that tells."""
    numbers = (folder_no(part) for part in reversed(PurePosixPath(name).parts))
    return next((n for n in numbers if n != 11), 11)


def _fault(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "not_a_file"
    try:
        sniff(path)
    except InputError as error:
        return error.code
    except OSError:
        return "unreadable"
    return ""


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts "2" before "10", and is the same on every machine."""
    parts = re.split(r"([0-9]+)", name)
    return tuple((0, int(p), p) if p.isdigit() else (1, 0, p) for p in parts if p)


def _is_litter(name: str) -> bool:
    return name.lower() in _LITTER or name.startswith(("~$", "._", ".~"))


def _has_litter(name: str) -> bool:
    return any(_is_litter(part) for part in PurePosixPath(name).parts)
