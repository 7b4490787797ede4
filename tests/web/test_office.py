"""The office's screens: roster, dry run, board, export. Workers are pretended, files are not."""

from __future__ import annotations

import io
import zipfile

import pytest

from redactor.datatypes import DossierStatus, Status
from redactor.errors import ExitCode
from redactor.rehearsal import look_at_roster, rehearse
from redactor.report.making import make_report
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore
from redactor.web.board import board
from redactor.web.settings import BatchInput
from redactor.web.visitors import Role
from tests.cli.pretend import HEADER, PEOPLE
from tests.sampling.released import SECRET, draw, make_released
from tests.web import pretend
from tests.web.conftest import HTML

ROSTER = "\n".join([HEADER, *(f"{key},{rest}" for key, rest in PEOPLE.items())]).encode()
WRONG = f"{HEADER}\nT-1,王伟,159901198504120001,单位,15412345678\nT-1,乌兰,,,\n".encode()


@pytest.fixture
def office(make_site, tmp_path, monkeypatch):
    for task in (look_at_roster, rehearse, make_report):
        monkeypatch.setitem(pretend.TASKS, task.__name__, task)
    out = make_released(tmp_path)
    folder = tmp_path / "dossiers"
    draw(folder / "T-1" / "01_评审表.pdf", "x", pages=3)
    (folder / "T-1" / "02.pdf").write_bytes(b"no pdf")
    draw(folder / "unknown" / "01.pdf", "x")
    site = make_site(out=out, batch=BatchInput(folder))
    site.app.state.batching._workers = site.workers
    return site.browser().enter()


def upload(browser, data):
    return browser.send("POST", "/office/roster", content=data)


def test_a_faulty_roster_is_told_whole_and_not_used(office):
    told = upload(office, WRONG).json()
    assert len(told["faults"]) >= 2 and all("行" in fault for fault in told["faults"])
    assert "159901198504120001" not in str(told)
    assert office.send("POST", "/office/rehearsal").json()["code"] == "no_roster"
    assert office.send("POST", "/office/run").json()["code"] == "no_roster"
    assert "T-1" in office.client.get("/office", headers=HTML).text


@pytest.mark.parametrize("data", [b"", b"\x00" * 500, b"PK\x03\x04" + b"x" * 400])
def test_what_is_no_roster(office, data):
    told = upload(office, data)
    assert told.status_code == 422 or told.json()["faults"]


def test_a_roster_that_swells_is_refused(office):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        with zipped.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(600):
                sheet.write(b"<row>" + b" " * 999_995)
    assert len(bomb.getvalue()) < 1_000_000
    told = upload(office, bomb.getvalue()).json()
    assert told["faults"] and not told["applicants"]


def test_a_dry_run_counts_and_works_on_nothing(office):
    assert upload(office, ROSTER).json()["applicants"] == 3
    out = office.site.settings.out
    before = sorted(p for p in out.rglob("*.pdf"))
    told = office.send("POST", "/office/rehearsal").json()
    assert (told["dossiers"], told["files"], told["pages"], told["unreadable"]) == (1, 2, 3, 1)
    assert told["seconds"] > 0 and not told["measured"]
    faults = "".join(told["faults"])
    assert "1 个文件夹" in faults and "T-2" in faults and "unknown" not in faults
    assert sorted(p for p in out.rglob("*.pdf")) == before
    (imported,) = (office.site.settings.data / "office").iterdir()
    assert imported.stat().st_mode & 0o077 == 0


def test_the_board_tells_the_four_states(office):
    out = office.site.settings.out
    with Ledger(LocalStore(out).ledger_path) as ledger:
        for key, status in (
            ("T-5", Status.NEEDS_REVIEW),
            ("T-6", Status.FAILED),
            ("T-7", Status.QUARANTINED),
        ):
            ledger.record(
                DossierEntry(key, "f", DossierStatus.HELD, int(ExitCode.REVIEW)),
                [DocumentEntry("d01", out, "0" * 64, status)],
            )
    states = {row.applicant_id: row.state for row in board(out)}
    assert states == {
        **dict.fromkeys(("T-1", "T-2", "T-3"), "passed"),
        "T-5": "person",
        "T-6": "failed",
        "T-7": "quarantined",
    }
    page = office.client.get("/office?show=failed", headers=HTML).text
    assert "T-6" in page and "T-5" not in page and "通过 3" in page
    assert SECRET not in page


def test_a_report_opens_without_scripts_and_no_other_file_does(office):
    out = office.site.settings.out
    (out / "private/audit/T-1.html").write_text("<h1>x</h1>", encoding="utf-8")
    told = office.client.get("/office/reports/T-1")
    assert told.text == "<h1>x</h1>" and "sandbox" in told.headers["content-security-policy"]
    for name in ("T-9", "..%2Fledger", "%2e%2e", "T-1.html"):
        assert office.client.get(f"/office/reports/{name}").status_code == 404


def test_the_report_of_the_batch_as_page_and_pdf(office):
    page = office.client.get("/office/report")
    assert "批次报告" in page.text and SECRET not in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    assert office.client.get("/office/report.pdf").content[:5] == b"%PDF-"


def test_the_export_is_release_public_and_receipt(office):
    made = office.send("POST", "/office/export").json()
    assert (made["files"], made["kept_back"]) == (6, [])
    data = office.client.get(f"/office/export/{made['name']}").content
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        names = zipped.namelist()
    assert {n.split("/")[0] for n in names} == {"release", "public", "receipt.sha256"}
    again = office.send("POST", "/office/export").json()
    assert office.client.get(f"/office/export/{made['name']}").status_code == 404
    assert len(list((office.site.settings.data / "office").iterdir())) == 1
    assert again["name"] != made["name"]
    acts = [entry.act for entry in office.site.app.state.trail.newest()]
    assert acts == ["export", "export"]


def test_a_changed_release_is_not_exported(office):
    (office.site.settings.out / "release/T-1/more.pdf").write_bytes(b"x")
    told = office.send("POST", "/office/export")
    assert told.status_code == 422 and told.json()["code"] == "changed"
    assert list((office.site.settings.data / "office").iterdir()) == []


def test_a_reviewer_reaches_none_of_it(make_site, tmp_path):
    site = make_site(host="0.0.0.0", out=make_released(tmp_path))
    reviewer = site.browser().login(Role.REVIEWER)
    for path in ("/office", "/office/reports/T-1", "/office/export/x", "/office/progress"):
        assert reviewer.client.get(path).status_code == 403
    assert upload(reviewer, ROSTER).status_code == 403
