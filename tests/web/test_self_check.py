"""The self-check from the first page to the last, with pretended models."""

from __future__ import annotations

import io
import logging
import zipfile

import pytest

from redactor.errors import WorkerError
from tests.web.conftest import HTML

PERSON = {"name": "王伟", "id_number": "15990119850412000X"}


@pytest.fixture
def ready(browser):
    """A person, two files, and what was found in them."""
    browser.upload()
    browser.upload("07_王伟_论文.pdf", b"%PDF-1.7 question")
    assert browser.person(**PERSON).json() == {"faults": {}, "warnings": {}}
    assert browser.send("POST", "/self-check/check").status_code == 202
    return browser


def spots(view, file=0):
    return {s["id"]: s["colour"] for s in view["files"][file]["spots"]}


def item(view, key):
    return next(i["state"] for i in view["checklist"] if i["key"] == key)


def redact(browser):
    assert browser.send("POST", "/self-check/redact").status_code == 202
    return browser.view()


def test_every_page_opens(ready):
    for path in ("/", "/self-check", "/self-check/pages", "/self-check/done", "/trail"):
        answer = ready.client.get(path, headers=HTML)
        assert answer.status_code == 200
        assert "<h1" in answer.text


def test_pages_speak_english_after_the_switch(ready):
    ready.send("POST", "/language", json={"language": "en"})
    assert "Check your files before you hand them in" in ready.client.get("/self-check").text
    assert ready.view()["files"][0]["spots"][0]["entity"] == "name"


def test_what_was_typed_is_there_again(ready):
    assert 'value="王伟"' in ready.client.get("/self-check").text


@pytest.mark.parametrize(
    "field, value",
    [("id_number", "159901198504120001"), ("name", ""), ("phone", "12"), ("name", "张X")],
)
def test_a_wrong_value_is_told_at_its_field(browser, field, value):
    told = browser.person(**{**PERSON, field: value}).json()
    assert list(told["faults"]) == [field]
    assert value not in str(told) or value == ""
    browser.upload()
    assert browser.send("POST", "/self-check/check").json()["code"] == "no_person"


def test_red_orange_and_the_answer(ready):
    view = ready.view()
    assert spots(view) == {"d01-1": "leak"}
    assert spots(view, 1) == {"d02-1": "leak", "d02-2": "ask"}
    assert view["files"][1]["spots"][1]["reason"] == "此处的“王伟”是申报人本人吗？"
    assert not view["may_upload"]


def test_the_whole_way_to_the_download(ready):
    ready.send("POST", "/self-check/decide", json={"spot": "d02-2", "action": "keep"})
    view = redact(ready)
    assert spots(view, 1) == {"d02-1": "covered"}
    assert view["released"] and not view["may_upload"]  # nobody has looked at the seals
    assert item(view, "seal") == "ask"
    view = ready.send("POST", "/self-check/confirm", json={"item": "seal"}).json()
    assert view["may_upload"] and not view["stale"]
    assert ready.client.get("/self-check/files/1").content.startswith(b"%PDF")
    zipped = ready.client.get("/self-check/all")
    assert zipfile.ZipFile(io.BytesIO(zipped.content)).namelist() == ["x_1.pdf", "x_2.pdf"]


def test_while_something_is_orange_nothing_is_released(ready):
    view = redact(ready)
    assert not view["released"] and spots(view, 1)["d02-2"] == "ask"
    assert ready.client.get("/self-check/files/1").status_code == 404
    assert ready.client.get("/self-check/all").status_code == 404


def test_a_box_is_drawn_taken_away_and_undone(ready):
    box = {"doc_id": "d01", "page": 1, "share": [0.5, 0.5, 0.7, 0.55], "entity": "phone"}
    view = ready.send("POST", "/self-check/draw", json=box).json()
    assert spots(view)["box-1"] == "leak"
    drawn = next(s for s in view["files"][0]["spots"] if s["id"] == "box-1")
    assert drawn["boxes"][0][0] == [500.0, 500.0] and drawn["boxes"][0][2] == [700.0, 550.0]
    gone = ready.send("POST", "/self-check/decide", json={"spot": "box-1", "action": "keep"})
    assert "box-1" not in spots(gone.json())
    back = ready.send("POST", "/self-check/undo").json()
    assert "box-1" in spots(back)
    assert len(ready.site.workers.submitted) == 1  # a click reads nothing again
    redact(ready)
    (edit,) = ready.site.workers.submitted[-1].edits
    assert (edit.page_no, edit.entity, edit.quads[0].tl) == (1, "phone", (300.0, 400.0))


def test_a_finding_that_is_not_mine_stays(ready):
    view = ready.send("POST", "/self-check/decide", json={"spot": "d01-1", "action": "keep"}).json()
    assert spots(view)["d01-1"] == "kept"
    assert spots(redact(ready))["d01-1"] == "kept"
    view = ready.send("POST", "/self-check/undo").json()
    assert view["stale"] and not view["may_upload"]
    assert ready.client.get("/self-check/files/1").status_code == 404


@pytest.mark.parametrize(
    "path, given",
    [
        ("decide", {"spot": "d09-1", "action": "keep"}),
        ("decide", {"spot": "box-9", "action": "redact"}),
        ("draw", {"doc_id": "d01", "page": 9, "share": [0, 0, 1, 1], "entity": "name"}),
        ("draw", {"doc_id": "d01", "page": 1, "share": [0, 0, 0, 0], "entity": "name"}),
        ("draw", {"doc_id": "d01", "page": 1, "share": [0, 0, 1, 1], "entity": "secrecy"}),
        ("belongs", {"doc_id": "d01", "belongs": True}),
        ("confirm", {"item": "name"}),
    ],
)
def test_clicks_that_make_no_sense_are_refused(ready, path, given):
    answer = ready.send("POST", f"/self-check/{path}", json=given)
    assert answer.status_code in (404, 422)
    assert spots(ready.view()) == {"d01-1": "leak"}


def test_proposals(browser):
    browser.upload()
    assert browser.send("POST", "/self-check/propose", json={"name": "王"}).status_code == 422
    assert browser.send("POST", "/self-check/propose", json={"name": "王伟"}).status_code == 202
    told = browser.client.get("/self-check/proposals").json()["proposals"]
    assert [(p["field"], p["sure"]) for p in told] == [("id_number", True), ("phone", False)]


def test_events_tell_the_end(ready):
    told = ready.client.get("/self-check/events").text
    assert '"state": "done"' in told


@pytest.mark.parametrize("word, code", [(b"crash", "unexpected"), (b"killed", "worker")])
def test_a_job_that_fails_is_told_without_its_message(browser, caplog, word, code):
    browser.upload(data=b"%PDF-1.7 " + word)
    browser.person(**PERSON)
    with caplog.at_level(logging.DEBUG):
        browser.send("POST", "/self-check/check")
    job = browser.client.get("/self-check/state").json()["job"]
    assert (job["state"], job["error"]) == ("failed", code)
    assert "王伟" not in caplog.text


def test_one_job_at_a_time(browser):
    browser.site.workers.hold = True
    browser.upload()
    browser.person(**PERSON)
    assert browser.send("POST", "/self-check/check").status_code == 202
    assert browser.send("POST", "/self-check/check").status_code == 409
    assert browser.upload().status_code == 409


def test_another_file_makes_the_view_old(ready):
    ready.upload("c.pdf")
    assert ready.client.get("/self-check/view").status_code == 404


def test_everything_can_be_deleted(ready):
    (folder,) = (ready.site.settings.data / "cases").iterdir()
    assert ready.send("POST", "/self-check/delete").status_code == 200
    assert not folder.exists()
    assert ready.client.get("/self-check/state").json()["files"] == []


def test_old_cases_go_by_themselves(make_site):
    site = make_site(retention_hours=1e-9)
    browser = site.browser().enter()
    browser.upload()
    lost = site.settings.data / "cases" / "lost"
    lost.mkdir()
    assert site.app.state.desk.delete_old() == 2
    assert list((site.settings.data / "cases").iterdir()) == []


def test_no_value_reaches_the_database_an_address_or_a_file_name(ready):
    redact(ready)
    ready.client.get("/trail")
    data = ready.site.settings.data
    assert "王伟" not in "".join(p.name for p in data.rglob("*"))
    for file in data.glob("web.sqlite*"):
        raw = file.read_bytes()
        assert "王伟".encode() not in raw and b"15990119850412000X" not in raw


def test_folders_and_files_are_the_owners_alone(ready):
    for path in ready.site.settings.data.rglob("*"):
        if "out" not in path.parts and path.name != "0" * 23 + "1.jpg":
            assert path.stat().st_mode & 0o077 == 0, path.name


def test_an_original_is_given_beside_its_copy(browser):
    browser.upload()
    sent = browser.send("POST", "/self-check/files/1/original", content=b"%PDF-1.7 original")
    assert sent.json()["has_original"]
    assert browser.send("POST", "/self-check/files/9/original", content=b"x").status_code == 404
    browser.person(**PERSON)
    browser.send("POST", "/self-check/check")
    (given,) = browser.site.workers.submitted[-1].files
    assert given.original.read_bytes() == b"%PDF-1.7 original"
    browser.send("DELETE", "/self-check/files/1")
    assert not given.original.exists()


def test_a_check_goes_on_when_the_first_page_cannot_be_drawn(ready, monkeypatch):
    def refused(task, job):
        raise WorkerError("no worker could be started")

    monkeypatch.setattr(ready.site.app.state.desk._drawing, "submit", refused)
    assert ready.send("POST", "/self-check/check").status_code == 202
    assert ready.client.get("/self-check/state").json()["job"]["state"] == "done"
