import pytest

from redactor.cli.ahead import workers_ahead


def options(out, **more):
    given = {"executor": "local", "dry_run": False, "out": out, "settings": None, "workers": 1}
    return given | more


def test_a_new_batch_has_workers_ahead(tmp_path):
    with workers_ahead(options(tmp_path / "new")) as workers:
        assert workers.workers == 1


@pytest.mark.parametrize("more", [{"executor": "serial"}, {"executor": "ray"}, {"dry_run": True}])
def test_what_needs_no_process_starts_none(tmp_path, more):
    with workers_ahead(options(tmp_path / "new", **more)) as workers:
        assert workers is None


def test_a_batch_that_may_be_done_starts_none(tmp_path):
    with workers_ahead(options(tmp_path)) as workers:
        assert workers is None
