"""Schemathesis over the OpenAPI schema: whatever it allows or forbids, never an error of ours."""

from __future__ import annotations

import pytest
from fastapi.openapi.utils import get_openapi
from hypothesis import HealthCheck, Phase, given, settings

from redactor.dossier.place_picture import place_picture
from redactor.rehearsal import look_at_roster, rehearse
from redactor.report.making import make_report
from redactor.web.app import all_routes
from redactor.web.rerun import Rerun
from redactor.web.settings import BatchInput
from tests.sampling.released import make_released
from tests.web import pretend

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
_LAST = {"/logout", "/self-check/delete"}  # after them nothing is left to ask for


@pytest.fixture
def browser(make_site, tmp_path, monkeypatch):
    """Everything is there: files, a view, a sample, dossiers; but no batch is run."""
    for task in (place_picture, look_at_roster, rehearse, make_report):
        monkeypatch.setitem(pretend.TASKS, task.__name__, task)
    monkeypatch.setattr(Rerun, "start", lambda *_, **__: None)
    (tmp_path / "dossiers").mkdir()
    site = make_site(out=make_released(tmp_path), batch=BatchInput(tmp_path / "dossiers"))
    for part in (site.app.state.office, site.app.state.review, site.app.state.batching):
        part._workers = site.workers
    made = site.browser().enter()
    made.upload()
    made.person(name="王伟")
    made.send("POST", "/self-check/check")
    made.send("POST", "/samples", json={"plan": "risk"})
    return made


def operations(browser):
    raw = get_openapi(title="t", version="1", routes=all_routes(browser.site.app)[1:])
    schema = schemathesis.openapi.from_dict(raw)
    found = [result.ok() for result in schema.get_all_operations()]
    return sorted(found, key=lambda o: (o.path in _LAST, o.path, o.method))


@pytest.mark.slow
def test_no_operation_ends_in_an_error_of_ours(browser):
    browser.client._transport.raise_server_exceptions = False
    token = browser.token
    asked = operations(browser)
    assert len(asked) > 45
    wrong = []
    for operation in asked:

        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def attack(case):
            sent = case.as_transport_kwargs(base_url="http://127.0.0.1")
            headers = {**dict(sent.get("headers") or {}), "X-CSRF-Token": token}
            given_ = {k: sent[k] for k in ("params", "json", "data") if sent.get(k) is not None}
            data = given_.pop("data", None)
            answer = browser.client.request(
                sent["method"],
                sent["url"],
                headers={k: v for k, v in headers.items() if v.isascii() and v.isprintable()},
                content=data if isinstance(data, bytes | str) else None,
                follow_redirects=False,
                **given_,
            )
            if answer.status_code >= 500:
                wrong.append((case.method, case.path, answer.status_code))

        attack()
    assert sorted(set(wrong)) == []
