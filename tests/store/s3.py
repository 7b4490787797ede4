"""An S3 server of the test's own, where moto is present."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def s3_server() -> Iterator[str]:
    """The URL of an empty server on this machine alone; skipped where moto or s3fs is absent, in
    the project's check it fails.
    """
    try:
        import s3fs  # noqa: F401
        from moto.server import ThreadedMotoServer
    except ImportError:
        absent = pytest.fail if os.environ.get("REDACTOR_NEEDS_S3") else pytest.skip
        absent("moto or s3fs is not installed (pip install 'redactor[dev]')")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        # All servers of a process share what they hold.
        urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST"))
        yield url
    finally:
        server.stop()
