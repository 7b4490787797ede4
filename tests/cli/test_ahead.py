import pytest

from redactor.cli.ahead import workers_ahead
from redactor.errors import WorkerError


def options(out, **more):
    given = {"executor": "local", "dry_run": False, "out": out, "settings": None, "workers": 1}
    return given | more


def test_a_new_batch_has_workers_ahead(tmp_path):
    with workers_ahead(options(tmp_path / "new")) as workers:
        assert workers.workers == 1


def test_a_cluster_is_joined_ahead_and_where_there_is_none_the_batch_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    given = options(tmp_path / "new", executor="ray", ray_address="127.0.0.1:1")
    with workers_ahead(given) as workers, pytest.raises(WorkerError) as caught:
        list(workers.map(str, [1]))
    assert caught.value.code == "no_ray"


@pytest.mark.parametrize("more", [{"executor": "serial"}, {"dry_run": True}])
def test_what_needs_no_process_starts_none(tmp_path, more):
    with workers_ahead(options(tmp_path / "new", **more)) as workers:
        assert workers is None


def test_a_batch_that_may_be_done_starts_none(tmp_path):
    with workers_ahead(options(tmp_path)) as workers:
        assert workers is None
