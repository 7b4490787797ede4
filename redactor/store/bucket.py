"""The release on an object store, by URL: a dossier is there when its manifest is.

    URL/release/<id>/…              its files, and manifest.json, which is written last
    URL/release/<id>/.new-…/        uploads that are not yet checked
    URL/owner                       the output folder whose release it is; see ``claim``
    URL/unfinished                  while a handing over is not at its end; see ``begin``

An object store cannot rename: files are uploaded under a temporary key, read back and compared,
copied to their own key and deleted. Whoever reads must go by the manifest alone: files without
one, or others than it lists, are what a crash left, and the next publication deletes them.
Needs fsspec, and s3fs for ``s3://`` (extra ``s3``); credentials come from where these look for
them, never from the URL.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from redactor.errors import OutputError, RedactorError
from redactor.files import sha256_of
from redactor.keys import checked_key
from redactor.store.writing import output_errors

MANIFEST = "manifest.json"
_UNFINISHED = "unfinished"
_OWNER = "owner"
_AT_ONCE = 8
_PATIENCE_S = (1.0, 2.0, 4.0, 8.0)  # between two tries of an upload: a server is started anew
# A fence may be held meanwhile, and SQLite lets nobody write: a server that is gone is told soon.
_S3_WAITS = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 1}}


class Bucket:
    """A release on any file system of fsspec. One publisher at a time for each applicant."""

    def __init__(self, url: str, **options: Any) -> None:
        """``options`` go to fsspec, such as ``endpoint_url`` for a store of one's own."""
        if "@" in urlsplit(url).netloc:
            raise OutputError("credentials stand in the URL of the store", code="store_keys")
        if url.startswith("s3:"):
            options = {"config_kwargs": _S3_WAITS, **options}
        with _bucket_errors("the object store cannot be opened"):
            try:
                import fsspec

                self._fs, root = fsspec.core.url_to_fs(url, **options, use_listings_cache=False)
            except ImportError:
                raise OutputError('s3fs is not installed (extra "s3")', code="no_s3") from None
            self._root = root.rstrip("/")

    def publish(self, applicant_id: str, files: Sequence[Path]) -> None:
        """Upload verified files; the dossier appears with its manifest, whole."""
        with self.upload(applicant_id, files) as upload:
            upload.clear()
            upload.appear()

    @contextmanager
    def upload(self, applicant_id: str, files: Sequence[Path]) -> Iterator[Upload]:
        """The files on the store and read back, but not there yet; gone at the end if not moved."""
        upload = Upload(self, checked_key(applicant_id))
        try:
            with _bucket_errors("a dossier cannot be stored"):
                for file in files:
                    upload.hashes[file.name] = self._sent(file, f"{upload.place}/{file.name}")
            yield upload
        finally:
            # What stays where even this fails, the next publication deletes.
            with suppress(OutputError), _bucket_errors("an upload cannot be deleted"):
                if files and not upload.is_moved:
                    self._remove(upload.place)

    def withdraw(self, applicant_id: str, *, but: str = "") -> None:
        """Delete whatever lies there of this applicant, ``but`` for what is below this key."""
        with _bucket_errors("a dossier cannot be withdrawn"):
            self._remove(f"release/{checked_key(applicant_id)}", but=but)

    def whole(self) -> dict[str, frozenset[str]]:
        """By applicant the files of each dossier that has a manifest, by one look at all of it."""
        with _bucket_errors("the object store cannot be read"):
            found: dict[str, set[str]] = {}
            for name in self._below("release"):
                applicant_id, _, file = name.partition("/")
                found.setdefault(applicant_id, set()).add(file)
        return {key: frozenset(n) - {MANIFEST} for key, n in found.items() if MANIFEST in n}

    def claim(self, owner: str) -> bool:
        """Whether it is this owner's; an empty place becomes it."""
        with _bucket_errors("the object store cannot be read"):
            try:
                return bool(self._fs.cat_file(self._at(_OWNER)) == owner.encode())
            except FileNotFoundError:
                if self._below(""):
                    return False
            self._fs.pipe_file(self._at(_OWNER), owner.encode())
        return True

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
            self._delete(left)
        return whole

    def end(self) -> None:
        """All is handed over: from now on the place is taken."""
        with _bucket_errors("the handing over cannot be ended"):
            self._fs.rm_file(self._at(_UNFINISHED))

    def copy_in(self, relative: str, source: Path) -> None:
        """Upload a file that belongs to no dossier, and read it back."""
        with _bucket_errors("a file cannot be uploaded"):
            self._sent(source, relative)

    def _sent(self, source: Path, relative: str) -> str:
        """Its SHA-256. What came to lie there is read back: a lost packet must not be released."""
        with output_errors("a dossier cannot be stored"):
            sha256 = sha256_of(source)
        key = self._at(relative)
        if _patiently(lambda: self._put(source, key)) != sha256:
            raise OutputError("an uploaded file is not what was sent")
        return sha256

    def _put(self, source: Path, key: str) -> str:
        self._fs.put_file(str(source), key)
        return self._sha256(key)

    def _sha256(self, key: str) -> str:
        with self._fs.open(key, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _is_whole(self, applicant_id: str, files: Sequence[Path]) -> bool:
        """Read back: a store that was killed may have lost what it had acknowledged."""
        folder = f"release/{checked_key(applicant_id)}"
        if sorted(self._below(folder)) != sorted([*(f.name for f in files), MANIFEST]):
            return False
        found = {f.name: self._sha256(self._at(f"{folder}/{f.name}")) for f in files}
        manifest = self._fs.cat_file(self._at(f"{folder}/{MANIFEST}"))
        return found == {f.name: sha256_of(f) for f in files} and manifest == _manifest(found)

    def _move(self, upload: Upload) -> None:
        """To their own keys; the manifest, with which the dossier appears, comes last."""
        target = self._at(f"release/{upload.applicant_id}")
        place = self._at(upload.place)
        _each(lambda name: self._fs.cp_file(f"{place}/{name}", f"{target}/{name}"), upload.hashes)
        found = {str(key): told["size"] for key, told in self._fs.find(target, detail=True).items()}
        for name in upload.hashes:
            if found.get(f"{target}/{name}") != found[f"{place}/{name}"]:
                raise OutputError("a copied file is not what was there")
        self._remove(upload.place)
        self._fs.pipe_file(f"{target}/{MANIFEST}", _manifest(upload.hashes))

    def _below(self, folder: str) -> list[str]:
        """Keys below a folder, relative to it."""
        path = self._at(folder)
        found = self._fs.find(path)
        return [str(key)[len(path) :].lstrip("/") for key in found if str(key) != path]

    def _remove(self, folder: str, *, but: str = "") -> None:
        names = [f"{folder}/{name}" for name in self._below(folder)]
        self._delete([name for name in names if not but or not name.startswith(f"{but}/")])

    def _delete(self, names: Sequence[str]) -> None:
        """Manifests first: no dossier is there any more when its first file goes."""
        for of_manifests in (True, False):
            some = [name for name in names if name.endswith(f"/{MANIFEST}") is of_manifests]
            _each(lambda name: self._fs.rm_file(self._at(name)), some)

    def _at(self, relative: str) -> str:
        return f"{self._root}/{relative}" if relative else self._root


class Upload:
    """The files of one dossier, uploaded and checked, that are not there yet."""

    def __init__(self, bucket: Bucket, applicant_id: str) -> None:
        self.applicant_id = applicant_id
        self.place = f"release/{applicant_id}/.new-{secrets.token_hex(8)}"
        self.hashes: dict[str, str] = {}
        self.is_moved = False
        self._bucket = bucket

    def clear(self) -> None:
        """Delete what was there of this dossier, and what broken tries left."""
        self._bucket.withdraw(self.applicant_id, but=self.place)

    def appear(self) -> None:
        """The dossier is there, whole, or not at all; only after ``clear``. None without files."""
        with _bucket_errors("a dossier cannot be stored"):
            if self.hashes:
                self._bucket._move(self)
        self.is_moved = True


def _each(act: Callable[[str], object], names: Iterable[str]) -> None:
    """For each name, some at once: each is a way to the store and back, and a fence may wait."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(act, names):
            pass


def _patiently(act: Callable[[], str]) -> str:
    """Try again for a while where the store does not answer; not where it says no."""
    for pause_s in _PATIENCE_S:
        try:
            return act()
        except (FileNotFoundError, PermissionError, RedactorError):
            raise
        except Exception:
            time.sleep(pause_s)
    return act()


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
        raise OutputError(f"{what} ({type(error).__name__})", code="no_bucket") from None
