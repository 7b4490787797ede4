"""An output folder whose release is on an object store, too, of a real server that speaks S3."""

from contextlib import nullcontext

import pytest

from benchmarks.servers.objects import BUCKET
from redactor.errors import LeakError, OutputError, WorkerError
from redactor.files import sha256_of
from redactor.store import bucket
from redactor.store.bucket import MANIFEST, Bucket
from redactor.store.leases import LEASE_LOST
from redactor.store.local import LocalStore
from tests.contracts.store import FolderContract, contents, made
from tests.servers import object_server


@pytest.fixture(scope="module")
def server():
    with object_server() as server:
        yield server


@pytest.fixture(autouse=True)
def url(server, request, monkeypatch):
    """A place of the test's own in the bucket."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    pytest.importorskip("s3fs").S3FileSystem.clear_instance_cache()
    monkeypatch.setattr(bucket, "_PATIENCE_S", ())
    return f"s3://{BUCKET}/{abs(hash(request.node.nodeid)):x}"


def there(url, applicant_id="7"):
    """Name and content of what a reader finds on the store: nothing without a manifest."""
    place = Bucket(url)
    folder = f"release/{applicant_id}"
    found = {n: place._fs.cat_file(place._at(f"{folder}/{n}")) for n in place._below(folder)}
    return found if found.pop(MANIFEST, None) else {}


class TestLocalStoreWithAnObjectStore(FolderContract):
    @pytest.fixture(autouse=True)
    def _place(self, url):
        self.url = url

    def store(self, tmp_path):
        store = LocalStore(tmp_path / "out")
        store.release_to(self.url)
        return store

    def released(self, store, applicant_id):
        found = super().released(store, applicant_id)
        assert there(self.url, applicant_id) == found
        return found


@pytest.fixture
def store(tmp_path, url):
    store = LocalStore(tmp_path / "out")
    store.release_to(url)
    return store


def test_nothing_private_and_nothing_withdrawn_lies_on_the_store(store, url, tmp_path):
    store.publish("7", made(tmp_path, a="old"))
    store.hold("8", made(tmp_path, a="proposal"))
    store.publish("7", made(tmp_path, b="new"), {"private/audit/7.json": ["{}"]})
    names = ["owner", "release/7/b.pdf", f"release/7/{MANIFEST}"]
    assert sorted(Bucket(url)._below("")) == names


def test_whoever_opens_the_folder_later_acts_on_the_store(store, url, tmp_path):
    LocalStore(store.root).publish("7", made(tmp_path, a="one"))
    assert there(url) == {"a.pdf": b"one"}
    LocalStore(store.root).withdraw("7")
    assert there(url) == {}


def test_a_dossier_that_cannot_be_withdrawn_on_the_store_stays_in_both_places(
    store, url, tmp_path, monkeypatch
):
    store.publish("7", made(tmp_path, a="one"))
    with monkeypatch.context() as broken:
        broken.setattr(Bucket, "withdraw", refuse)
        with pytest.raises(OutputError):
            store.withdraw("7")
    assert contents(store.release / "7") == there(url) == {"a.pdf": b"one"}


def test_a_dossier_is_on_the_store_only_when_it_stands_in_the_release(
    store, url, tmp_path, monkeypatch
):
    seen = []
    true = Bucket._move

    def looked(place, upload):
        seen.append((contents(store.release / "7"), there(url)))
        true(place, upload)

    monkeypatch.setattr(Bucket, "_move", looked)
    store.publish("7", made(tmp_path, a="old"))
    store.publish("7", made(tmp_path, a="new"))
    assert seen == [({"a.pdf": b"old"}, {}), ({"a.pdf": b"new"}, {})]


def refuse(*_given, **_named):
    raise OutputError("the server is gone")


def test_nothing_moves_on_the_store_once_another_run_has_the_dossier(store, url, tmp_path):
    store.publish("7", made(tmp_path, a="theirs"))
    late = LocalStore(store.root, lost)
    for act in (lambda: late.publish("7", made(tmp_path, a="late")), lambda: late.withdraw("7")):
        with pytest.raises(WorkerError):
            act()
    assert contents(store.release / "7") == there(url) == {"a.pdf": b"theirs"}
    assert sorted(Bucket(url)._below("release/7")) == ["a.pdf", MANIFEST]


def lost():
    raise WorkerError("another run works on this dossier", code=LEASE_LOST)


def test_the_store_is_never_another_one(store, url):
    store.release_to(f"{url}/")
    with pytest.raises(OutputError) as caught:
        store.release_to(f"{url}-2")
    assert caught.value.code == "other_store"
    assert LocalStore(store.root).remote.url == url


def test_a_place_of_another_folder_is_refused(store, url, tmp_path):
    other = LocalStore(tmp_path / "other")
    with pytest.raises(OutputError) as caught:
        other.release_to(url)
    assert caught.value.code == "store_taken"
    assert other.remote.url == ""


def test_a_dossier_lost_on_the_store_is_put_there_again_as_it_was_verified(store, url, tmp_path):
    store.publish("7", made(tmp_path, a="one", b="two"))
    Bucket(url).withdraw("7")
    verified = {path: sha256_of(path) for path in (store.release / "7").iterdir()}
    store.remote.complete(verified, nullcontext)
    assert there(url) == contents(store.release / "7")


def test_what_was_changed_since_it_was_verified_is_not_put_there(store, url, tmp_path):
    store.publish("7", made(tmp_path, a="one"))
    Bucket(url).withdraw("7")
    path = store.release / "7" / "a.pdf"
    verified = {path: sha256_of(path)}
    path.write_text("changed")
    with pytest.raises(LeakError):
        store.remote.complete(verified, nullcontext)
    assert Bucket(url)._below("release/7") == []
