"""The release on an object store: against a real server that speaks S3."""

import json
import time

import pytest

from benchmarks.servers.objects import BUCKET
from redactor.errors import OutputError
from redactor.store import bucket as bucket_module
from redactor.store.bucket import MANIFEST, Bucket
from tests.contracts.store import made
from tests.servers import object_server


@pytest.fixture(scope="module")
def server():
    with object_server() as server:
        yield server


@pytest.fixture
def bucket(server, request):
    """A place of the test's own in the bucket, by URL."""
    told = server.environment
    keys = {"key": told["AWS_ACCESS_KEY_ID"], "secret": told["AWS_SECRET_ACCESS_KEY"]}
    return f"s3://{BUCKET}/{abs(hash(request.node.nodeid)):x}", {"endpoint_url": server.url, **keys}


@pytest.fixture
def store(bucket):
    url, options = bucket
    return Bucket(url, **options)


def manifest(store):
    try:
        return json.loads(store._fs.cat_file(store._at(f"release/7/{MANIFEST}")))["files"]
    except FileNotFoundError:
        return None


def test_the_manifest_lists_every_file_with_its_hash_and_no_upload_is_left(store, tmp_path):
    store.publish("7", made(tmp_path, a="one", b="two"))
    assert sorted(manifest(store)) == ["a.pdf", "b.pdf"]
    assert all(len(sha) == 64 for sha in manifest(store).values())
    assert sorted(store._below("")) == [f"release/7/{n}" for n in ("a.pdf", "b.pdf", MANIFEST)]


def test_an_upload_that_arrives_changed_is_not_released(store, tmp_path, monkeypatch):
    true = store._fs.put_file

    def damaged(source, key):
        true(source, key)
        store._fs.pipe_file(key, b"damaged")

    monkeypatch.setattr(store._fs, "put_file", damaged)
    files = made(tmp_path, a="one")
    with pytest.raises(OutputError):
        store.publish("7", files)
    assert store._below("release") == []
    assert files[0].read_text() == "one"


@pytest.mark.parametrize("act", ["put_file", "cp_file", "rm_file", "pipe_file"])
def test_a_crash_at_any_step_leaves_the_old_dossier_the_new_one_or_none(
    store, tmp_path, monkeypatch, act
):
    monkeypatch.setattr(bucket_module, "_PATIENCE_S", ())
    true = getattr(store._fs, act)
    for last in range(12):
        store.publish("7", made(tmp_path, a="old", b="old"))
        before, calls = manifest(store), []

        def crash(*args, last=last, calls=calls, **kwargs):
            calls.append(args)
            if len(calls) > last:
                raise OSError("王伟.pdf: the server is gone")
            return true(*args, **kwargs)

        monkeypatch.setattr(store._fs, act, crash)
        try:
            store.publish("7", made(tmp_path, a="new", b="new"))
        except OutputError as error:
            assert "王伟" not in str(error)
        monkeypatch.setattr(store._fs, act, true)
        now = manifest(store)
        assert now is None or len(now) == 2
        if now is not None:
            assert all(
                store._sha256(store._at(f"release/7/{name}")) == sha for name, sha in now.items()
            )
        if now == before or len(calls) <= last:
            break
    store.publish("7", made(tmp_path, a="last"))
    assert list(manifest(store)) == ["a.pdf"]
    assert [n for n in store._below("release/7") if n != MANIFEST] == ["a.pdf"]


def test_an_upload_waits_for_a_store_that_is_started_anew(server, store, tmp_path, monkeypatch):
    pauses = []

    def started_meanwhile(pause_s):
        pauses.append(pause_s)
        if server.process.poll() is not None:
            server.start()

    monkeypatch.setattr(time, "sleep", started_meanwhile)
    server.kill()
    store.publish("7", made(tmp_path, a="one"))
    assert pauses
    assert list(manifest(store)) == ["a.pdf"]


def test_what_is_withdrawn_is_deleted_whole_and_no_neighbour(store, tmp_path):
    for key in ("7", "7.1", "77"):
        store.publish(key, made(tmp_path, a=key))
    store._fs.pipe_file(store._at("release/7/.new-x/a.pdf"), b"left by a crash")
    store.withdraw("7")
    assert store._below("release/7") == []
    assert store.whole() == {"7.1": {"a.pdf"}, "77": {"a.pdf"}}


def test_a_dossier_without_its_manifest_is_not_whole(store, tmp_path):
    store.publish("7", made(tmp_path, a="one"))
    assert store.whole() == {"7": {"a.pdf"}}
    store._fs.rm_file(store._at(f"release/7/{MANIFEST}"))
    assert store.whole() == {}


def test_a_place_is_its_first_owners(store):
    assert store.claim("one")
    assert store.claim("one")
    assert not store.claim("another")


def test_a_place_that_holds_something_is_nobodys(store):
    store._fs.pipe_file(store._at("x"), b"")
    assert not store.claim("one")


def test_credentials_in_the_url_are_refused():
    with pytest.raises(OutputError) as caught:
        Bucket("s3://key:geheim@office/x")
    assert caught.value.code == "store_keys"
    assert "geheim" not in str(caught.value)


def test_a_store_that_is_not_there_is_an_output_error(server, tmp_path, monkeypatch):
    monkeypatch.setattr(bucket_module, "_PATIENCE_S", ())
    store = Bucket(
        "s3://none/x",
        **{"endpoint_url": "http://127.0.0.1:1", "key": "a", "secret": "geheim"},
        config_kwargs={"retries": {"max_attempts": 0}, "connect_timeout": 1},
    )
    with pytest.raises(OutputError) as caught:
        store.publish("7", made(tmp_path, a="one"))
    assert "geheim" not in str(caught.value)
    assert list(tmp_path.iterdir())
