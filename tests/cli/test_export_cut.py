"""An object store that dies in the middle of an export, as one that is killed with -9 does.

The test's server keeps all in memory, so what dies is the way to it: every connection is reset
after so many bytes, wherever in a request that is, and nobody listens any more.
"""

import hashlib
import json
import os
import socket
import struct
import threading
from contextlib import contextmanager, suppress
from random import Random

import pytest

from tests.store.s3 import s3_server

pytestmark = pytest.mark.slow  # s3fs tries again for seconds
_ROUNDS = int(os.environ.get("REDACTOR_KILLS", "2"))
_RESET = struct.pack("ii", 1, 0)


class Way:
    """A port that leads to a server, for so many bytes of what is sent to it."""

    def __init__(self, server, limit):
        self._server, self._limit = server, limit
        self.sent = 0
        self._lock = threading.Lock()
        self._open = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._server)
                self._open += [client, server]
                for pair in ((client, server, True), (server, client, False)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source, target, counted):
        with suppress(OSError):
            while data := source.recv(65536):
                if counted:
                    with self._lock:
                        data = data[: self._limit - self.sent]
                        self.sent += len(data)
                target.sendall(data)
                if counted and self.sent >= self._limit:
                    self.end()
                    return
            target.shutdown(socket.SHUT_WR)

    def end(self):
        self._listening.close()
        for one in self._open:
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                one.shutdown(socket.SHUT_RDWR)
                one.close()


@pytest.fixture
def by(monkeypatch):
    """A file system of its own by each way: fsspec keeps those that it has opened."""
    import s3fs

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")

    @contextmanager
    def opened(url):
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        s3fs.S3FileSystem.clear_instance_cache()
        yield s3fs.S3FileSystem(use_listings_cache=False)

    return opened


def whole_dossiers(store, folder, release):
    """Those that are there for a reader: each file is the one on record."""
    keys = set(store.find(folder)) if store.exists(folder) else set()
    found = []
    for manifest in sorted(k for k in keys if k.endswith("/manifest.json") and "/release/" in k):
        place = manifest.removesuffix("/manifest.json")
        key = place.rpartition("/")[2]
        told = json.loads(store.cat_file(manifest))["files"]
        assert sorted(told) == sorted(path.name for path in (release / key).iterdir())
        for name, sha256 in told.items():
            data = store.cat_file(f"{place}/{name}")
            assert hashlib.sha256(data).hexdigest() == sha256
            assert data == (release / key / name).read_bytes()
        found.append(key)
    return found


def test_an_object_store_that_dies_leaves_no_half_dossier_and_no_receipt(office, by):
    office.batch()
    release = office.out / "release"
    with s3_server() as url:
        host, port = url.removeprefix("http://").split(":")
        server = (host, int(port))
        with by(url) as store:
            store.mkdir("office")
        uncut = Way(server, 1 << 30)
        with by(uncut.url):
            assert office.run("export", office.out, "--to", "s3://office/uncut").code == 0
        there = []
        for number in range(_ROUNDS):
            way = Way(server, Random(number).randrange(1, uncut.sent))
            with by(way.url):
                assert office.run("export", office.out, "--to", f"s3://office/{number}").code == 8
            with by(url) as store:
                there.append(whole_dossiers(store, f"office/{number}", release))
                assert not store.exists(f"office/{number}/receipt.sha256")
                # What was released here still is: it can be handed over whole elsewhere.
                again = f"s3://office/{number}-again"
                assert office.run("export", office.out, "--to", again).code == 0
                assert whole_dossiers(store, again[5:], release) == ["T-1", "T-2", "T-3"]
        uncut.end()
    print("whole dossiers when it died:", there)
