"""The office's queue: the records are those of ``redactor ask``."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from redactor.dossier.place_picture import PlaceJob, place_picture
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.web.visitors import Role
from tests.web import pretend
from tests.web.output import make_output


@pytest.fixture
def office(make_site, tmp_path, monkeypatch):
    out = make_output(tmp_path)
    site = make_site(out=out)
    site.app.state.office._workers = site.workers
    monkeypatch.setitem(pretend.TASKS, "place_picture", place_picture)
    return site.browser().enter()


def replies(browser):
    with Ledger(browser.site.settings.out / "private/ledger.sqlite") as ledger:
        return [a.reply.value if a.reply else None for a in ledger.questions()]


def answer(browser, number, reply, whole=False):
    given = {"question": f"{number:016x}", "reply": reply, "whole": whole}
    return browser.send("POST", "/questions/answer", json=given)


def test_the_dossier_that_fewest_answers_release_comes_first(office):
    told = office.client.get("/questions/list").json()["questions"]
    assert [q["applicant_id"] for q in told] == ["T-2", "T-1", "T-1"]
    assert told[0]["text"] == "“王伟3”是本人单位的简称吗？"
    assert [r["text"] for r in told[0]["replies"]] == ["是，遮盖", "否，保留"]
    assert len(told[1]["places"]) == 2  # of one dossier: what settles most places


def test_an_answer_is_in_the_ledger_and_in_the_trail(office):
    assert answer(office, 3, "redact").json() == {"answered": [{"id": f"{3:016x}", "before": None}]}
    assert replies(office) == [None, None, "redact"]
    (entry,) = office.site.app.state.trail.newest()
    assert (entry.role, entry.act) == ("office", "answer") and "T-2" in entry.about
    assert len(office.client.get("/questions/list").json()["questions"]) == 2
    assert len(office.client.get("/questions/list?again=true").json()["questions"]) == 3


def test_an_answer_is_taken_back(office):
    answer(office, 3, "keep")
    answer(office, 3, None)
    assert replies(office) == [None, None, None]


def test_one_answer_for_the_whole_dossier(office):
    told = answer(office, 1, "keep", whole=True).json()["answered"]
    assert len(told) == 2
    assert replies(office) == ["keep", "keep", None]


@pytest.mark.parametrize("number, reply", [(9, "keep"), (1, "wrong_file"), (1, "burn")])
def test_answers_that_make_no_sense(office, number, reply):
    assert answer(office, number, reply).status_code in (404, 422)
    assert replies(office) == [None, None, None]


def test_the_page_of_a_place(office):
    told = office.client.get(f"/questions/{1:016x}/places/0").json()
    assert told["boxes"][0][0] == [191.6, 291.0] and 1.3 < told["ratio"] < 1.5
    picture = office.client.get(f"/questions/{1:016x}/pictures/0")
    assert picture.content[:2] == b"\xff\xd8"
    assert office.client.get(f"/questions/{1:016x}/places/7").status_code == 404
    jobs = [j for j in office.site.workers.submitted if isinstance(j, PlaceJob)]
    assert len(jobs) == 1  # drawn once, and by a worker


def test_a_file_that_is_gone_is_told(office, tmp_path):
    (tmp_path / "source.pdf").unlink()
    answer_to = office.client.get(f"/questions/{1:016x}/places/0")
    assert answer_to.json()["code"] == "no_file"


def test_while_a_batch_runs_nothing_is_answered(office):
    with LocalStore(office.site.settings.out).exclusive():
        assert answer(office, 1, "keep").json()["code"] == "batch_runs"


def test_answers_and_pictures_do_not_hinder_one_another(office):
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(office.client.get, f"/questions/{1:016x}/places/0") for _ in range(8)]
        given = [pool.submit(answer, office, number, "keep") for number in (1, 2, 3)]
        codes = {future.result().status_code for future in [*asked, *given]}
    assert codes == {200}
    assert replies(office) == ["keep"] * 3


def test_an_answer_withdraws_what_was_released(office):
    store = LocalStore(office.site.settings.out)
    folder = store.release / "T-2"
    folder.mkdir()
    from redactor.datatypes import DossierStatus, Status
    from redactor.store.ledger import DocumentEntry, DossierEntry
    from tests.web.output import question

    with Ledger(store.ledger_path) as ledger:
        entry = DossierEntry("T-2", "f", DossierStatus.RELEASED)
        document = DocumentEntry(
            "d01", store.root, "0" * 64, Status.CLEAN, "release/T-2/a.pdf", "0" * 64
        )
        ledger.record(entry, [document], [question(3, "alias_unconfirmed")])
    answer(office, 3, "redact")
    assert not folder.exists()


def test_without_an_output_folder_there_is_no_queue(browser):
    assert browser.client.get("/questions").status_code == 403
    assert Role.OFFICE.value not in browser.client.get("/").text
