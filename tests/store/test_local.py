import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from redactor.errors import OutputError
from redactor.store import local, writing
from redactor.store.local import LocalStore
from tests.contracts.store import FolderContract, contents

ROOT = Path(__file__).resolve().parents[2]


class TestLocalStore(FolderContract):
    def store(self, tmp_path):
        return LocalStore(tmp_path / "out")


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "out")


def made(tmp_path, name="a.pdf", text="one"):
    path = tmp_path / name
    path.write_text(text)
    return path


def test_only_the_owner_can_read(tmp_path):
    previous = os.umask(0)
    try:
        store = LocalStore(tmp_path / "out")
        (tmp_path / "out").chmod(0o755)
        store = LocalStore(tmp_path / "out")
        source = made(tmp_path)
        source.chmod(0o666)
        store.publish("7", [source])
        store.hold("8", [made(tmp_path)])
        store.publish("7", [made(tmp_path)])
        store.write_text("public/7.json", "{}")
        store.write_text("private/audit/deep/7.json", "{}")
    finally:
        os.umask(previous)
    modes = {
        path.relative_to(tmp_path): stat.S_IMODE(path.stat().st_mode)
        for path in [store.root, *store.root.rglob("*")]
        if path.name != "deep"  # below a folder that nobody else can enter
    }
    wrong = {
        path: oct(mode)
        for path, mode in modes.items()
        if mode != (0o700 if (tmp_path / path).is_dir() else 0o600)
    }
    assert wrong == {}


def test_withdrawing_takes_the_public_files_of_that_applicant_only(store, tmp_path):
    store.publish("7", [made(tmp_path)])
    for name in ("7.json", "7.html", "7/page1.png", "7.1.json", "77.json", "summary.html"):
        store.write_text(f"public/{name}", name)
    store.withdraw("7")
    assert sorted(path.name for path in store.public.iterdir()) == [
        "7.1.json",
        "77.json",
        "summary.html",
    ]
    kept = store.held / "7~1"
    assert (kept / "release" / "a.pdf").read_text() == "one"
    assert (kept / "public" / "7.json").read_text() == "7.json"
    assert (kept / "public" / "7" / "page1.png").is_file()


@pytest.mark.parametrize(
    "there", ["release/7/a.pdf", "private/held/7/a.pdf", "public/7.json", "public/report.pdf"]
)
def test_it_is_known_whether_there_is_anything_to_withdraw(store, there):
    assert not store.is_told_of("7")
    path = store.root / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    assert store.is_told_of("7")
    store.withdraw("7")
    assert not store.is_told_of("7") and not path.exists()


def test_files_are_written_whole_or_not_at_all(store, monkeypatch):
    store.write_text("summary.json", "old")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device", "王伟.pdf")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        store.write_text("summary.json", "new")
    assert caught.value.code == "disk_full"
    assert "王伟" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert (store.root / "summary.json").read_text() == "old"
    assert list(store.work.iterdir()) == []


def test_text_that_stops_while_it_is_made_leaves_what_was_there(store):
    store.write_all({"report.html": ["<p>", "王", "</p>"]})

    def pieces():
        yield "<p>"
        raise ValueError

    with pytest.raises(ValueError):
        store.write_all({"report.json": ["{}"], "report.html": pieces()})
    assert (store.root / "report.html").read_text() == "<p>王</p>"
    assert not (store.root / "report.json").exists(), "none of them before all are whole"
    assert list(store.work.iterdir()) == []


def test_nothing_moves_to_its_place_before_it_is_on_the_disk(store, tmp_path, monkeypatch):
    synced = []  # inodes
    true_fsync, true_rename = os.fsync, os.rename

    def fsync(handle):
        synced.append(os.fstat(handle).st_ino)
        true_fsync(handle)

    def moved(source, target):
        names = [Path(source), *Path(source).glob("*")]
        assert {path.stat().st_ino for path in names} <= set(synced)
        true_rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", moved)
    monkeypatch.setattr(os, "replace", moved)
    reports = {"public/7.json": ["{}"], "private/audit/7.json": ["{}"]}
    store.publish("7", [made(tmp_path, "a.pdf"), made(tmp_path, "b.pdf")], reports)
    for folder in (store.release, store.public, store.audit):
        assert folder.stat().st_ino in synced
    for path in (store.release / "7" / "b.pdf", store.audit / "7.json"):
        assert path.stat().st_ino in synced


@pytest.mark.parametrize("links", [True, False])
def test_files_are_moved_and_copied_only_where_there_are_no_links(
    store, tmp_path, monkeypatch, links
):
    def refused(source, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", refused)
    source = made(tmp_path)
    source.chmod(0o644)
    number = source.stat().st_ino
    store.publish("7", [source])
    released = (store.release / "7" / "a.pdf").stat()
    assert (released.st_ino == number) is links
    assert stat.S_IMODE(released.st_mode) == 0o600
    assert contents(store.release / "7") == {"a.pdf": b"one"}
    assert not source.exists()


def test_full_disk_releases_nothing_and_keeps_the_sources(store, tmp_path, monkeypatch):
    files = [made(tmp_path, "a.pdf"), made(tmp_path, "b.pdf")]

    def full_at_b(source, target):
        if target.name == "b.pdf":
            raise OSError(errno.ENOSPC, "No space left on device")
        writing.place_private(source, target)

    monkeypatch.setattr(local, "place_private", full_at_b)
    with pytest.raises(OutputError) as caught:
        store.publish("7", files)
    assert caught.value.code == "disk_full"
    assert not store.is_released("7")
    assert [file.read_text() for file in files] == ["one", "one"]
    assert list(store.work.iterdir()) == []


def test_a_report_that_stops_while_it_is_made_leaves_what_was_there(store, tmp_path):
    store.publish("7", [made(tmp_path, text="old")], {"public/7.json": ["old"]})

    def pieces():
        yield "<p>"
        raise ValueError

    with pytest.raises(ValueError):
        store.publish("7", [source := made(tmp_path)], {"public/7.json": pieces()})
    assert contents(store.release / "7") == {"a.pdf": b"old"}
    assert (store.public / "7.json").read_text() == "old"
    assert source.exists()
    assert list(store.work.iterdir()) == []


def test_a_dossier_without_files_is_held_with_its_reports(store, tmp_path):
    store.publish("7", [made(tmp_path)], {"public/7.json": ["old"]})
    assert store.hold("7", [], {"public/7.json": ["new"]}) == ()
    assert not store.is_released("7")
    assert (store.public / "7.json").read_text() == "new"


@pytest.mark.parametrize("relative", ["../x", "/etc/x", "public/../../x", "", "release/7/a.pdf"])
def test_paths_that_lead_elsewhere_are_refused(store, relative):
    with pytest.raises(OutputError):
        store.write_text(relative, "x")


def test_second_run_is_kept_out(store):
    second = LocalStore(store.root)
    with (
        store.exclusive(),
        pytest.raises(OutputError, match="another run"),
        second.exclusive(),
    ):
        pytest.fail("both runs got in")
    with second.exclusive():
        pass


def test_work_folder_is_private_and_goes_away(store):
    with store.work_folder() as folder:
        (folder / "x").write_text("x")
        assert folder.parent == store.work
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(store.work.iterdir()) == []


def test_start_sweeps_what_dead_processes_left_and_nothing_of_the_living(store):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (store.work / f".new-{dead.pid}-aa").mkdir()
    (store.work / f".new-{dead.pid}-aa" / "x.pdf").touch()
    (store.work / f".new-{dead.pid}-bb").touch()
    (store.work / f".new-{os.getpid()}-cc").mkdir()
    LocalStore(store.root)
    assert [path.name for path in store.work.iterdir()] == [f".new-{os.getpid()}-cc"]


CRASH = """
import os, sys
from pathlib import Path
from redactor.store import local, writing

steps, last = 0, int(sys.argv[2])

def crash_after(function):
    def counted(*args, **kwargs):
        global steps
        if steps == last:
            os._exit(9)
        steps += 1
        return function(*args, **kwargs)
    return counted

root = Path(sys.argv[1])
store = local.LocalStore(root / "out")
for name in ("rename", "mkdir", "unlink", "replace"):
    setattr(Path, name, crash_after(getattr(Path, name)))
local.place_private = crash_after(local.place_private)
store.publish("7", [root / "a.pdf", root / "b.pdf"], {"public/7.json": ["new"]})
print(steps)
"""


def crash(tmp_path, last):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_text("new")
    return subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path), str(last)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )


def test_a_crash_at_any_step_leaves_the_old_dossier_the_new_one_or_none(tmp_path):
    store = LocalStore(tmp_path / "out")
    steps = 0
    seen = set()
    while True:
        shutil.rmtree(store.root)
        store = LocalStore(tmp_path / "out")
        files = [made(tmp_path, "a.pdf", "old"), made(tmp_path, "b.pdf", "old")]
        store.publish("7", files, {"public/7.json": ["old"]})
        done = crash(tmp_path, steps)
        store = LocalStore(tmp_path / "out")
        released = contents(store.release / "7")
        state = tuple(sorted(set(released.values())))
        assert state in [(b"old",), (b"new",), ()]
        assert len(released) in (0, 2)
        assert [path.name for path in store.release.iterdir()] in (["7"], [])
        assert list(store.work.iterdir()) == []
        report = contents(store.public).get("7.json")
        assert report in (None, *state) or (report, state) == (b"old", ())  # withdrawn first
        everything = [path.read_text() for path in store.root.rglob("*.pdf")]
        assert everything.count("old") == 2  # wherever they are now, they are not lost
        seen.add(state)
        if done.returncode == 0:
            break
        assert done.returncode == 9, done.stderr
        steps += 1
    assert steps >= 6
    assert seen == {(b"old",), (b"new",), ()}
