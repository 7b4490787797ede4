"""The release on an object store: against a real server that speaks S3."""

import json

import pytest

from benchmarks.servers.objects import BUCKET
from redactor.errors import OutputError
from redactor.store.bucket import MANIFEST, BucketStore
from tests.contracts.store import StoreContract
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


class TestBucketStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _bucket(self, bucket):
        self.url, self.options = bucket

    def store(self, tmp_path):
        return BucketStore(self.url, **self.options)

    def contents(self, store, folder):
        names = [n for n in store._below(folder) if not n.endswith(MANIFEST)]
        return {n: store._fs.cat_file(store._at(f"{folder}/{n}")) for n in names}

    def released(self, store, applicant_id):
        return self.contents(store, f"release/{applicant_id}")

    def held(self, store, applicant_id):
        return self.contents(store, f"private/held/{applicant_id}")

    def kept(self, store, applicant_id):
        every = self.contents(store, "private/held")
        return [data for name, data in every.items() if name.startswith(f"{applicant_id}~")]


@pytest.fixture
def store(bucket):
    url, options = bucket
    return BucketStore(url, **options)


def made(tmp_path, **contents):
    paths = []
    for name, text in contents.items():
        path = tmp_path / f"{name}.pdf"
        path.write_text(text)
        paths.append(path)
    return paths


def manifest(store):
    try:
        return json.loads(store._fs.cat_file(store._at(f"release/7/{MANIFEST}")))["files"]
    except FileNotFoundError:
        return None


def test_the_manifest_lists_every_file_with_its_hash_and_no_upload_is_left(store, tmp_path):
    store.publish("7", made(tmp_path, a="one", b="two"))
    assert sorted(manifest(store)) == ["a.pdf", "b.pdf"]
    assert all(len(sha) == 64 for sha in manifest(store).values())
    assert store._below("private/work") == []


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
        monkeypatch.undo()
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


def test_a_store_that_is_not_there_is_an_output_error(server, tmp_path):
    store = BucketStore(
        "s3://none/x",
        **{"endpoint_url": "http://127.0.0.1:1", "key": "a", "secret": "geheim"},
        config_kwargs={"retries": {"max_attempts": 0}, "connect_timeout": 1},
    )
    with pytest.raises(OutputError) as caught:
        store.publish("7", made(tmp_path, a="one"))
    assert "geheim" not in str(caught.value)
    assert list(tmp_path.iterdir())
