"""Zips of applicants unpacked under random names; hostile ones are refused."""

from __future__ import annotations

import secrets
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from redactor.config.records import Limits
from redactor.errors import InputError, InputTooLargeError, ProtectedInputError

_MAX_RATIO = 200  # unpacked to packed; text reaches 20, pictures 1.1, bombs 1000
_RATIO_FROM_BYTES = 1_000_000  # below this no ratio does harm
_CHUNK = 1 << 20
_FAULTS = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive on disk, and its path inside the archive."""

    path: Path
    untrusted_name: str  # with "/" between folders; may hold a person's name


def unpack(archive: Path, work_dir: Path, limits: Limits) -> tuple[Member, ...]:
    """The files of a zip, in its order, written to ``work_dir`` under random names.

    Nothing is written outside ``work_dir`` whatever the members are called. Raises InputError
    (``bad_zip``, ``zip_path``), ProtectedInputError, InputTooLargeError; never echoes a name.
    """
    try:
        with zipfile.ZipFile(archive) as zipped:
            infos = [i for i in zipped.infolist() if not i.is_dir()]
            _check(infos, limits)
            left = _allowed_bytes(limits)
            members = []
            for info in infos:
                target = work_dir / secrets.token_hex(12)
                left -= _extract(zipped, info, target, min(left, limits.max_file_mb * 1_000_000))
                members.append(Member(target, member_name(info)))
            return tuple(members)
    except _FAULTS:
        # Not chained: zipfile's messages quote names of members.
        raise InputError("the zip is damaged; pack it anew", code="bad_zip") from None


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as it was typed: Chinese Windows writes GBK and does not say so.

    Without the UTF-8 flag ``zipfile`` decodes as cp437, which maps every byte.
    """
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):  # GBK that is valid UTF-8 by chance is very rare
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _allowed_bytes(limits: Limits) -> int:
    return limits.max_file_mb * 1_000_000 * 4


def _check(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    # Litter of the operating system comes on top of what a dossier holds.
    if len(infos) > limits.max_dossier_files * 3:
        raise InputTooLargeError("the zip holds too many files", code="zip_too_many")
    if sum(i.file_size for i in infos) > _allowed_bytes(limits):
        raise InputTooLargeError("the zip unpacks to too much", code="zip_too_large")
    for info in infos:
        _check_member(info, limits)


def _check_member(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = member_name(info).replace("\\", "/")
    parts = PurePosixPath(name).parts
    drive = len(name) > 1 and name[1] == ":"
    if not parts or name.startswith("/") or drive or ".." in parts or "\0" in name:
        raise InputError("the zip holds a path that leads out of it", code="zip_path")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise InputError("the zip holds a link or device", code="zip_path")
    if info.flag_bits & 0x1:
        raise ProtectedInputError("the zip needs a password; pack it without one")
    if info.file_size > limits.max_file_mb * 1_000_000:
        raise InputTooLargeError(f"a file in the zip is larger than {limits.max_file_mb} MB")
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _RATIO_FROM_BYTES and ratio > _MAX_RATIO:
        raise InputTooLargeError("the zip unpacks to too much", code="zip_too_large")


def _extract(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Write one member and return its size; what the directory claims is not believed."""
    size = 0
    with zipped.open(info) as packed, target.open("xb") as file:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise InputTooLargeError("the zip unpacks to too much", code="zip_too_large")
            file.write(chunk)
    return size
