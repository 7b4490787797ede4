"""What pages were read as, kept so that a change of the rules reads none of them again.

Readings hold whole pages of text: each is sealed (AES-GCM) with a key of its ledger, and named by
a keyed hash, so that the folder alone tells nobody what is in it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import zlib
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from redactor.store.writing import beside, draft, private_folder

_NONCE = 12  # bytes
_SHELVES = 256  # folders, of which each keeps its share of the limit


class Readings:
    """A folder of sealed readings, at most ``max_mb`` large: what was longest unused goes first.

    Safe for several processes. Nothing here may fail a dossier: what cannot be read, or was
    tampered with, is read from the page again, and what cannot be kept is not kept.
    """

    def __init__(self, folder: Path, secret: bytes, max_mb: int) -> None:
        """``secret``: of the ledger. Whoever has it can open every reading."""
        self._folder = folder
        self._naming = _derived(secret, b"reading names")
        self._sealing = AESGCM(_derived(secret, b"reading contents"))
        self._shelf_bytes = max_mb * 1_000_000 // _SHELVES

    def get(self, key: bytes) -> bytes | None:
        """What was kept under ``key``; None when there is nothing, or nothing whole."""
        path = self._path(key)
        try:
            sealed = path.read_bytes()
            os.utime(path)  # it was used just now
        except OSError:
            return None
        try:
            packed = self._sealing.decrypt(sealed[:_NONCE], sealed[_NONCE:], path.name.encode())
        except (InvalidTag, ValueError):
            return None
        return zlib.decompress(packed)

    def put(self, key: bytes, data: bytes) -> None:
        """Keep ``data`` under ``key``, and forget the oldest where there is no room."""
        path = self._path(key)
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._sealing.encrypt(nonce, zlib.compress(data, 1), path.name.encode())
        with suppress(OSError):  # a full disk fails what is released, not what is remembered
            private_folder(path.parent)
            with draft(beside(path), [sealed], durable=False) as made:
                made.replace(path)
            self._make_room(path.parent)

    def _path(self, key: bytes) -> Path:
        name = hmac.digest(self._naming, key, "sha256").hex()
        return self._folder / name[:2] / name

    def _make_room(self, shelf: Path) -> None:
        kept = sorted(
            ((entry.stat(), entry.path) for entry in os.scandir(shelf)),
            key=lambda one: one[0].st_mtime_ns,
        )
        size = sum(stat.st_size for stat, _ in kept)
        for stat, path in kept:
            if size <= self._shelf_bytes:
                return
            Path(path).unlink(missing_ok=True)  # another process may have been quicker
            size -= stat.st_size


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, hashlib.sha256(purpose).digest(), "sha256")
