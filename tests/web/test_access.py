"""Every route × every role, from the application's own table of routes."""

from __future__ import annotations

import pytest
from starlette.routing import Mount

from redactor.web.access import RULES, routes_without_rule
from redactor.web.app import all_routes
from redactor.web.visitors import Role
from tests.web.conftest import HTML, KEY, PASSWORD

REFUSED = {401, 403}
FILLED = {
    "{sample}": "20260101-00000000",
    "{unit}": "0",
    "{number}": "1",
    "{name}": "0" * 24 + ".jpg",
    "{question}": "0" * 16,
    "{place}": "0",
}


def filled(path):
    for name, value in FILLED.items():
        path = path.replace(name, value)
    assert "{" not in path
    return path


@pytest.fixture
def office(make_site):
    """A site that others reach; everybody needs an account."""
    return make_site(host="0.0.0.0")


def test_every_route_has_a_rule_and_every_rule_a_route(site):
    routes = [r for r in all_routes(site.app) if not isinstance(r, Mount)]
    assert {(m, r.path) for r in routes for m in r.methods - {"HEAD"}} == set(RULES)


def test_a_route_without_a_rule_does_not_start(site):
    site.app.add_api_route("/new", lambda: None)
    assert routes_without_rule(all_routes(site.app)) == ["GET /new"]
    assert site.browser().enter().client.get("/new").status_code in REFUSED


@pytest.mark.parametrize("role", Role)
def test_matrix(office, role):
    browser = office.browser()
    if role is not Role.GUEST:
        browser.login(role)
    token = browser.token
    for (method, path), allowed in RULES.items():
        if path in ("/login", "/logout"):
            continue
        answer = browser.client.request(
            method, filled(path), headers={"X-CSRF-Token": token}, follow_redirects=False
        )
        told = (method, path, role.value, answer.status_code)
        if role in allowed:
            assert answer.status_code not in REFUSED or path == "/start", told
        else:
            assert answer.status_code in REFUSED, told


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.OFFICE])
def test_nobody_else_reaches_a_self_check(office, role):
    applicant = office.browser().login(Role.APPLICANT)
    applicant.upload()
    other = office.browser().login(role)
    for path in ("/self-check/state", "/self-check/view", "/self-check/files/1"):
        assert other.client.get(path).status_code == 403


def test_one_applicant_never_sees_anothers_case(office):
    first, second = (office.browser().login(Role.APPLICANT) for _ in range(2))
    first.upload("mine.pdf")
    first.person(name="王伟")
    first.send("POST", "/self-check/check")
    picture = first.view()["files"][0]["pages"][0]["picture"]
    assert first.client.get(f"/self-check/pictures/{picture}").status_code == 200
    assert second.client.get("/self-check/state").json()["files"] == []
    assert second.client.get(f"/self-check/pictures/{picture}").status_code == 404
    assert 'value="王伟"' in first.client.get("/self-check").text
    assert 'value="王伟"' not in second.client.get("/self-check").text


@pytest.mark.parametrize("key", ["", "x", "钥匙", "\x7f"])
def test_a_wrong_key_opens_nothing(site, key):
    answer = site.browser().client.get("/start", params={"key": key}, follow_redirects=False)
    assert answer.status_code in (401, 403, 422) and "redactor_session" not in answer.cookies


def test_without_the_tokens_nothing_is_changed(browser):
    for (method, path), allowed in RULES.items():
        if method == "GET" or Role.GUEST in allowed:
            continue
        answer = browser.client.request(method, filled(path))
        assert answer.status_code == 403, path
        here = allowed & {Role.APPLICANT, Role.AUDITOR}  # without an output folder
        assert answer.json()["code"] == "foreign" or not here, path
        wrong = browser.client.request(method, filled(path), headers={"X-CSRF-Token": "x"})
        assert wrong.status_code == 403


def test_another_site_cannot_send_anything(browser):
    for path, given in (("/language", {"language": "en"}), ("/login", {"name": "a"})):
        headers = {"Origin": "https://evil.example"}
        answer = browser.client.post(path, json=given, headers=headers)
        assert answer.status_code in (403, 422)
    headers = {"Origin": "https://evil.example"}
    assert browser.send("POST", "/self-check/undo", headers=headers).status_code == 403


def test_another_name_for_this_machine_is_refused(site):
    answer = site.browser().client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421


def test_the_key_of_this_machine(site):
    guest = site.browser().client
    assert guest.get("/start", params={"key": "wrong"}).status_code == 422
    assert guest.get("/self-check", headers=HTML).status_code == 401
    answer = guest.get("/start", params={"key": KEY}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_the_key_opens_nothing_beyond_this_machine(office):
    assert office.browser().client.get("/start", params={"key": KEY}).status_code == 422


def test_beyond_this_machine_accounts_must_exist(make_site, monkeypatch):
    from redactor.errors import ConfigError
    from redactor.web import app

    monkeypatch.setattr(app.Accounts, "any", lambda self: False)
    with pytest.raises(ConfigError) as caught:
        make_site(host="0.0.0.0")
    assert caught.value.code == "no_accounts"


def test_a_wrong_password_and_too_many_of_them(office):
    client = office.browser().client
    wrong = {"name": "office", "password": "wrong"}
    codes = [client.post("/login", json=wrong).status_code for _ in range(12)]
    assert codes[0] == 422 and codes[-1] == 429
    acts = [e.act for e in office.app.state.trail.newest()]
    assert "login_failed" in acts and PASSWORD not in str(acts)


def test_log_out(office):
    browser = office.browser().login(Role.APPLICANT)
    assert browser.send("POST", "/logout").status_code == 200
    assert browser.client.get("/self-check/state").status_code == 401


def test_a_session_ends_by_itself(make_site):
    site = make_site(session_hours=1e-9)
    assert site.browser().enter().client.get("/self-check/state").status_code == 401


def test_headers(browser):
    for path in ("/self-check", "/self-check/state", "/static/app.css", "/nothing"):
        headers = browser.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert browser.client.get("/self-check").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", Role)
def test_everybody_has_a_first_page(office, role):
    browser = office.browser()
    if role is not Role.GUEST:
        browser.login(role)
    answer = browser.client.get("/", headers=HTML)
    assert answer.status_code == 200 and "<h1" in answer.text
