"""The release on an object store, by URL: a dossier is there when its manifest is.

    URL/release/<id>/…              its files, and manifest.json, which is written last
    URL/private/held/<id>/          what is held now; <id>~1, <id>~2 …: what was there before
    URL/private/work/.new-…         uploads that are not yet checked
    URL/unfinished                  while a handing over is not at its end; see ``begin``

An object store cannot rename: files are uploaded under a temporary key, read back and compared,
copied to their own key and deleted. Whoever reads must go by the manifest alone: files without
one, or others than it lists, are what a crash left, and the next publication puts them aside.
Needs fsspec, and s3fs for ``s3://`` (extra ``s3``); credentials come from where these look for
them, never from the URL.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redactor.errors import OutputError, RedactorError
from redactor.files import sha256_of
from redactor.keys import checked_key
from redactor.store.writing import output_errors

MANIFEST = "manifest.json"
_UNFINISHED = "unfinished"


class BucketStore:
    """A ``Store`` on any file system of fsspec. One publisher at a time for each applicant."""

    def __init__(self, url: str, **options: Any) -> None:
        """``options`` go to fsspec, such as ``endpoint_url`` for a store of one's own."""
        with _bucket_errors("the object store cannot be opened"):
            try:
                import fsspec

                self._fs, root = fsspec.core.url_to_fs(url, **options, use_listings_cache=False)
            except ImportError:
                raise OutputError('s3fs is not installed (extra "s3")', code="no_s3") from None
            self._root = root.rstrip("/")

    def publish(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        """Upload verified files; the dossier appears with its manifest, whole. See ``Store``."""
        return self._place(applicant_id, files, "release")

    def hold(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        """The same into the hold; nothing of this applicant stays released."""
        if not files:
            self.withdraw(applicant_id)
            return ()
        return self._place(applicant_id, files, "private/held")

    def withdraw(self, applicant_id: str) -> None:
        """Move what is released and what was held to ``private/held/<id>~n/``."""
        checked_key(applicant_id)
        with _bucket_errors("a dossier cannot be withdrawn"):
            self._withdraw(applicant_id)

    def is_free(self) -> bool:
        """Whether below the URL lies nothing, or what an unfinished handing over left."""
        with _bucket_errors("the object store cannot be read"):
            found = self._below("")
        return not found or _UNFINISHED in found

    def begin(self, dossiers: Mapping[str, Sequence[Path]]) -> frozenset[str]:
        """Begin to hand over, or go on: of these dossiers those that are here already, whole.

        All else below the URL is deleted: a broken try left it. Only where it ``is_free``.
        """
        with _bucket_errors("the object store cannot be read"):
            self._fs.pipe_file(self._at(_UNFINISHED), b"")
            whole = frozenset(k for k, files in dossiers.items() if self._is_whole(k, files))
            kept = {f"release/{key}" for key in whole}
            left = [n for n in self._below("") if n != _UNFINISHED and _dossier(n) not in kept]
            self._remove(left)
        return whole

    def end(self) -> None:
        """All is handed over: from now on the place is taken."""
        with _bucket_errors("the handing over cannot be ended"):
            self._fs.rm_file(self._at(_UNFINISHED))

    def copy_in(self, relative: str, source: Path) -> None:
        """Upload a file that belongs to no dossier, and read it back."""
        with _bucket_errors("a file cannot be uploaded"):
            self._upload(source, self._at(relative))

    def _place(self, applicant_id: str, files: Sequence[Path], folder: str) -> tuple[str, ...]:
        checked_key(applicant_id)
        names = [file.name for file in files]
        if not files:
            raise OutputError("a dossier without files cannot be released")
        if len(set(names)) < len(names) or MANIFEST in names:
            raise OutputError("two files of a dossier have one name")
        work = f"private/work/.new-{secrets.token_hex(8)}"
        target = f"{folder}/{applicant_id}"
        with _bucket_errors("a dossier cannot be stored"):
            try:
                hashes = {f.name: self._upload(f, self._at(f"{work}/{f.name}")) for f in files}
                self._withdraw(applicant_id)
                for name in names:
                    self._copy(f"{work}/{name}", f"{target}/{name}")
                # The one moment at which the dossier appears.
                self._fs.pipe_file(self._at(f"{target}/{MANIFEST}"), _manifest(hashes))
            finally:
                self._delete(work)
        for file in files:
            file.unlink()
        return tuple(f"{target}/{name}" for name in names)

    def _upload(self, source: Path, key: str) -> str:
        """Its SHA-256. What came to lie there is read back: a lost packet must not be released."""
        with output_errors("a dossier cannot be stored"):
            sha256 = sha256_of(source)
        self._fs.put_file(str(source), key)
        if self._sha256(key) != sha256:
            raise OutputError("an uploaded file is not what was sent")
        return sha256

    def _copy(self, source: str, target: str) -> None:
        self._fs.cp_file(self._at(source), self._at(target))
        if self._fs.size(self._at(source)) != self._fs.size(self._at(target)):
            raise OutputError("a copied file is not what was there")

    def _sha256(self, key: str) -> str:
        with self._fs.open(key, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _withdraw(self, applicant_id: str) -> None:
        old = {
            part: found
            for part in ("release", "private/held")
            if (found := self._below(f"{part}/{applicant_id}"))
        }
        if not old:
            return
        attic = self._attic(applicant_id)
        for part, names in old.items():
            # The manifest goes first: from now on the dossier is not there.
            names.sort(key=lambda name: name != MANIFEST)
            kept = f"{attic}/{part.rpartition('/')[2]}"
            for name in names:
                self._copy(f"{part}/{applicant_id}/{name}", f"{kept}/{name}")
                self._fs.rm_file(self._at(f"{part}/{applicant_id}/{name}"))

    def _attic(self, applicant_id: str) -> str:
        number = 1
        while self._below(f"private/held/{applicant_id}~{number}"):
            number += 1
        return f"private/held/{applicant_id}~{number}"

    def _below(self, folder: str) -> list[str]:
        """Keys below a folder, relative to it."""
        path = self._at(folder)
        found = self._fs.find(path)
        return [str(key)[len(path) :].lstrip("/") for key in found if str(key) != path]

    def _is_whole(self, applicant_id: str, files: Sequence[Path]) -> bool:
        """Read back: a store that was killed may have lost what it had acknowledged."""
        folder = f"release/{checked_key(applicant_id)}"
        if sorted(self._below(folder)) != sorted([*(f.name for f in files), MANIFEST]):
            return False
        found = {f.name: self._sha256(self._at(f"{folder}/{f.name}")) for f in files}
        manifest = self._fs.cat_file(self._at(f"{folder}/{MANIFEST}"))
        return found == {f.name: sha256_of(f) for f in files} and manifest == _manifest(found)

    def _delete(self, folder: str) -> None:
        self._remove([f"{folder}/{name}" for name in self._below(folder)])

    def _remove(self, names: Sequence[str]) -> None:
        """Manifests first: no dossier is there any more when its first file goes."""
        for name in sorted(names, key=lambda name: not name.endswith(f"/{MANIFEST}")):
            self._fs.rm_file(self._at(name))

    def _at(self, relative: str) -> str:
        return f"{self._root}/{relative}" if relative else self._root


def _manifest(hashes: Mapping[str, str]) -> bytes:
    return json.dumps({"files": dict(hashes)}, ensure_ascii=False, indent=1).encode()


def _dossier(name: str) -> str:
    return "/".join(name.split("/")[:2])


@contextmanager
def _bucket_errors(what: str) -> Iterator[None]:
    """What file systems of fsspec raise has no common base, and may quote keys and names."""
    try:
        yield
    except RedactorError:
        raise
    except Exception as error:
        raise OutputError(f"{what} ({type(error).__name__})") from None
