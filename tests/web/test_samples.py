"""The spot-check over HTTP: what a reviewer reaches, and what not."""

from __future__ import annotations

import pytest

from redactor.dossier.place_picture import place_picture
from redactor.web.visitors import Role
from tests.sampling.released import SECRET, make_released
from tests.web import pretend
from tests.web.conftest import HTML

BOX = {"fault": "leak", "page": 1, "share": [0.1, 0.1, 0.4, 0.2], "category": "name"}


@pytest.fixture
def make(make_site, tmp_path, monkeypatch):
    monkeypatch.setitem(pretend.TASKS, "place_picture", place_picture)

    def made(**more):
        site = make_site(out=make_released(tmp_path), **more)
        site.app.state.review._workers = site.workers
        return site

    return made


@pytest.fixture
def reviewer(make):
    return make().browser().enter()


def drawn(browser, **wanted):
    return "/samples/" + browser.send("POST", "/samples", json=wanted).json()["id"]


def say(browser, base, unit, said):
    return browser.send("POST", f"{base}/units/{unit}/verdict", json={"said": said})


def test_from_the_drawing_to_the_signed_page(reviewer):
    base = drawn(reviewer)
    state = reviewer.client.get(f"{base}/state").json()
    assert len(state["units"]) == 6 and state["decision"] == "open"
    for unit in range(5):
        assert say(reviewer, base, unit, "good").status_code == 200
    told = reviewer.send("POST", f"{base}/units/5/complaints", json=BOX)
    assert told.status_code == 201 and told.json()["may_sign"]
    assert reviewer.send("POST", f"{base}/sign").json() == {"decision": "rejected"}
    page = reviewer.client.get(f"{base}/result", headers=HTML).text
    assert "本批不接收" in page and "1 / 6" in page and "16.7 %" in page
    acts = [e.act for e in reviewer.site.app.state.trail.newest()]
    assert acts == ["sample_signed", *["sample_judged"] * 6, "sample_drawn"]
    assert say(reviewer, base, 0, "open").json()["code"] == "sample_signed"


def test_what_a_reviewer_reads_names_nobody_and_tells_no_stratum(reviewer):
    base = drawn(reviewer)
    texts = [
        reviewer.client.get(path, headers=HTML).text
        for path in ("/samples", base, f"{base}/state", f"{base}/result")
    ]
    texts.append(reviewer.client.get(f"{base}/units/0/pages/1").text)
    assert "姓名" in texts[-1]
    for text in texts:
        assert SECRET not in text
        assert "inside_longer_name" not in text and "weight" not in text
    assert "risk" not in texts[2]


def test_a_page_is_that_of_the_released_file(reviewer):
    base = drawn(reviewer)
    told = reviewer.client.get(f"{base}/units/0/pages/2").json()
    assert told["ratio"] == pytest.approx(595 / 420, abs=0.01)
    assert [m["category"] for m in told["marks"]] == ["姓名"]
    assert reviewer.client.get(f"{base}/units/0/pictures/2").content[:2] == b"\xff\xd8"
    for path in ("units/0/pages/3", "units/6/pages/1", "units/0/pictures/99999"):
        assert reviewer.client.get(f"{base}/{path}").status_code == 404
    (job,) = reviewer.site.workers.submitted
    assert job.files[0].is_relative_to(reviewer.site.settings.out / "release")


def test_roles_reach_what_is_theirs(make):
    site = make(host="0.0.0.0")
    reviewer = site.browser().login(Role.REVIEWER)
    base = drawn(reviewer)
    office, auditor = site.browser().login(Role.OFFICE), site.browser().login(Role.AUDITOR)
    assert office.client.get(f"{base}/result", headers=HTML).status_code == 200
    assert say(office, base, 0, "good").status_code == 403
    assert auditor.client.get(f"{base}/result", headers=HTML).status_code == 403
    for path in ("/questions", "/questions/list", "/self-check", "/trail"):
        assert reviewer.client.get(path).status_code == 403


def test_who_stood_back_sees_no_page_of_the_dossier_any_more(make):
    site = make(host="0.0.0.0")
    reviewer = site.browser().login(Role.REVIEWER)
    base = drawn(reviewer)
    said = say(reviewer, base, 0, "recused").json()
    assert sum(u["recused"] for u in said["units"]) == 2
    for path in ("units/0/pages/1", "units/0/pictures/1"):
        told = reviewer.client.get(f"{base}/{path}")
        assert (told.status_code, told.json()["code"]) == (403, "recused")


@pytest.mark.parametrize(
    "body",
    [
        BOX | {"page": 9},
        BOX | {"fault": "good"},
        BOX | {"category": "x"},
        BOX | {"share": [0, 0, 2, 2]},
        BOX | {"share": [0, 0, "x", 1]},
        {},
    ],
)
def test_complaints_that_make_no_sense(reviewer, body):
    base = drawn(reviewer)
    told = reviewer.send("POST", f"{base}/units/0/complaints", json=body)
    assert told.status_code == 422


@pytest.mark.parametrize("wanted", [{"aql": "0.1"}, {"level": "X"}, {"plan": "all"}, {"size": 0}])
def test_plans_that_are_not_offered(reviewer, wanted):
    assert reviewer.send("POST", "/samples", json=wanted).status_code == 422


def test_without_an_output_folder_there_is_no_spot_check(browser):
    assert browser.client.get("/samples").status_code == 403
