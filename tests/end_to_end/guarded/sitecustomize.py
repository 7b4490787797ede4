"""Loaded at the start of every Python process of a guarded run, its workers included.

No connection, no look-up of a host: each try fails and is written down. What is opened for
writing is written down too. An audit hook sees what a patched ``socket.connect`` would miss.
"""

import os
import socket
import sys

_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_JOURNAL = os.open(os.environ["GUARDED_JOURNAL"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _note(line):
    os.write(_JOURNAL, (line + "\n").encode("utf-8", "surrogateescape"))


def _hook(event, args):
    if event.startswith(_NETWORK):
        _note(f"network {event}")
        raise OSError("there is no network in this test")
    if (
        event == "open"
        and isinstance(args[2], int)
        and args[2] & _WRITING
        and not _is_open(args[0])
    ):
        _note(f"write {os.path.abspath(os.fsdecode(args[0]))}")  # noqa: PTH100 - follows no link


def _is_open(file):
    """A descriptor: opened, and written down, before."""
    return isinstance(file, int)


def _refuse(*args, **kwargs):
    _note("network patched")
    raise OSError("there is no network in this test")


socket.socket.connect = socket.socket.connect_ex = _refuse
sys.addaudithook(_hook)
