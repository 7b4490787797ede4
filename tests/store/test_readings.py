import os
import stat

import pytest

from redactor.store.readings import Readings

SECRET = bytes(range(32))
KEY = b"k" * 32


@pytest.fixture
def readings(tmp_path):
    return Readings(tmp_path / "readings", SECRET, 10)


def files(tmp_path):
    return sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_what_was_kept_comes_back_in_another_process_too(readings, tmp_path):
    assert readings.get(KEY) is None
    readings.put(KEY, "申报人：王伟".encode())
    again = Readings(tmp_path / "readings", SECRET, 10)
    assert again.get(KEY) == "申报人：王伟".encode()
    assert again.get(b"other") is None


def test_the_folder_tells_nothing_without_the_key(readings, tmp_path):
    readings.put(KEY, "王伟".encode() * 100)
    (path,) = files(tmp_path)
    assert "王伟".encode() not in path.read_bytes()
    assert KEY.hex() not in path.name
    assert Readings(tmp_path / "readings", b"x" * 32, 10).get(KEY) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: b"", lambda d: bytes(len(d))])
def test_what_was_tampered_with_is_not_believed(readings, tmp_path, change):
    readings.put(KEY, b"one")
    (path,) = files(tmp_path)
    path.write_bytes(change(path.read_bytes()))
    assert readings.get(KEY) is None


def test_a_reading_under_another_name_is_not_believed(readings, tmp_path):
    readings.put(KEY, b"one")
    (one,) = files(tmp_path)
    readings.put(b"two", b"two")
    (two,) = [path for path in files(tmp_path) if path != one]
    two.write_bytes(one.read_bytes())
    assert readings.get(b"two") is None


def test_what_was_longest_unused_goes_first(tmp_path, monkeypatch):
    monkeypatch.setattr("redactor.store.readings._SHELVES", 1)
    readings = Readings(tmp_path / "readings", SECRET, 1)
    monkeypatch.setattr(readings, "_path", lambda key: tmp_path / "shelf" / key.decode())
    for number, key in enumerate((b"a", b"b", b"c")):
        readings.put(key, os.urandom(300_000))
        os.utime(tmp_path / "shelf" / key.decode(), (number, number))
    assert readings.get(b"a") is not None  # and was used just now
    readings.put(b"d", os.urandom(300_000))
    assert [path.name for path in files(tmp_path)] == ["a", "c", "d"]


def test_a_full_disk_is_no_fault(readings, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    readings.put(KEY, b"one")
    monkeypatch.undo()
    assert readings.get(KEY) is None
