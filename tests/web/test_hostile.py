"""Wrong and hostile input: a clear answer, never a stack trace, and nothing outside the case."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.openapi.utils import get_openapi
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redactor.web.app import all_routes
from tests.web.conftest import HTML

MB = 1_000_000


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\x.pdf",
        "/etc/cron.d/x",
        "C:\\x.pdf",
        "\x00\x01",
        "",
        "." * 900,
    ],
)
def test_a_name_never_becomes_a_path(browser, name):
    before = set(browser.site.settings.data.parent.rglob("*"))
    assert browser.upload(name).status_code == 201
    after = {p for p in set(browser.site.settings.data.parent.rglob("*")) - before if p.is_file()}
    assert all("cases" in p.parts for p in after)
    assert {p.name for p in after if p.parent.name == "uploads"} == {"0001"}
    told = browser.client.get("/self-check/state").json()["files"][0]["name"]
    assert "/" not in told and "\\" not in told and told


def test_markup_in_a_name_stays_text(browser):
    browser.upload("<img src=x onerror=alert(1)>.pdf")
    browser.person(name="王伟", employer='"><script>alert(1)</script>')
    page = browser.client.get("/self-check").text
    assert "<script>alert" not in page and "<img src=x" not in page


def test_too_large_is_refused_with_and_without_a_length(browser):
    assert browser.upload(data=b"x" * (MB + 1)).status_code == 413

    def pieces():
        for _ in range(30):
            yield b"x" * 100_000

    assert browser.upload(data=pieces()).status_code == 413
    assert browser.client.get("/self-check/state").json()["files"] == []
    (case,) = (browser.site.settings.data / "cases").iterdir()
    assert list((case / "uploads").iterdir()) == []


def test_an_empty_file_is_refused(browser):
    assert browser.upload(data=b"").json()["code"] == "empty"


def test_many_files_and_many_bytes(make_site):
    few = make_site(max_files=5).browser().enter()
    codes = [few.upload(f"{n}.pdf").status_code for n in range(7)]
    assert codes == [201] * 5 + [413] * 2
    assert few.send("DELETE", "/self-check/files/1").status_code == 200
    assert few.upload("new.pdf").status_code == 201


def test_many_uploads_at_once_lose_nothing(make_site):
    many = make_site(max_files=200).browser().enter()
    many.client.get("/self-check")
    token = many.token

    def send(number):
        headers = {"X-CSRF-Token": token, "X-File-Name": f"{number}.pdf"}
        return many.client.post("/self-check/files", content=b"x", headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(150))) == {201}
    told = many.client.get("/self-check/state").json()["files"]
    assert len({f["number"] for f in told}) == len({f["name"] for f in told}) == 150


def test_all_files_together_have_a_limit(make_site):
    small = make_site(max_case_mb=1).browser().enter()
    assert small.upload(data=b"x" * 900_000).status_code == 201
    assert small.upload(data=b"x" * 200_000).status_code == 413


@pytest.mark.parametrize("name", ["..%2f..%2fperson.json", "person.json", "x.jpg", "%00.jpg"])
def test_pictures_are_named_by_us(browser, name):
    browser.upload()
    assert browser.client.get(f"/self-check/pictures/{name}").status_code == 404


def test_a_large_body_where_none_belongs(browser):
    body = json.dumps({"fields": {"name": "x" * 3_000_000}}).encode()
    answer = browser.send("PUT", "/self-check/person", content=body)
    assert answer.status_code == 413


def test_an_unexpected_error_is_a_page_without_its_message(browser, monkeypatch, caplog):
    monkeypatch.setattr(
        type(browser.site.app.state.desk),
        "case",
        lambda *_: (_ for _ in ()).throw(KeyError("王伟")),
    )
    answer = browser.client.get("/self-check", headers=HTML)
    assert answer.status_code == 500
    assert "Traceback" not in answer.text and "王伟" not in answer.text + caplog.text
    assert answer.headers["content-security-policy"]


def test_unknown_addresses_are_a_clear_page(browser):
    answer = browser.client.get("/wp-admin.php", headers=HTML)
    assert answer.status_code == 404 and "<h1" in answer.text


def test_no_template_names_another_host():
    folder = Path(__file__).parents[2] / "redactor/web"
    for file in [*folder.rglob("*.html"), *folder.rglob("*.js"), *folder.rglob("*.css")]:
        text = file.read_text("utf-8").replace("http://www.w3.org/", "")
        assert "http://" not in text and "https://" not in text, file.name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_no_request_of_the_schema_ends_in_an_error_of_ours(browser):
    """Every operation of the OpenAPI schema with right, wrong and foreign values: never a 5xx."""
    schema = get_openapi(title="t", version="1", routes=all_routes(browser.site.app)[1:])
    browser.client._transport.raise_server_exceptions = False
    browser.upload()
    browser.person(name="王伟")
    browser.send("POST", "/self-check/check")
    token, dice = browser.token, random.Random(1)
    models = schema.get("components", {}).get("schemas", {})
    operations = [
        (method.upper(), path, what)
        for path, methods in schema["paths"].items()
        for method, what in methods.items()
        if path not in ("/logout", "/self-check/delete")
    ]
    assert len(operations) > 15

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(junk=JSON, text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
    def attack(junk, text):
        for method, path, what in operations:
            address = path
            for one in what.get("parameters", ()):
                if one["in"] == "path":
                    value = dice.choice(["1", "-1", "0", "9" * 30, "x", "..", "%2e%2e", "%00"])
                    address = address.replace("{" + one["name"] + "}", value)
            body = None
            if "requestBody" in what:
                reference = what["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                fields = models[reference.rsplit("/", 1)[1]]["properties"]
                body = {name: dice.choice([junk, text, 1, True]) for name in fields}
                body = dice.choice([body, junk])
            answer = browser.client.request(
                method,
                address,
                json=body,
                headers={"X-CSRF-Token": token, "X-File-Name": "%ff%00" + "a" * 10},
                follow_redirects=False,
            )
            assert answer.status_code < 500, (method, path, answer.status_code)

    attack()
