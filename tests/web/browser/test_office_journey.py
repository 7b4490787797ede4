"""The office's journey: questions by keys, answers applied, a batch from roster to export."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pymupdf
import pytest

from tests.cli.pretend import PEOPLE, write_roster
from tests.dossier.hand_made import LINES, NAME, draw
from tests.web.browser.steps import WAIT_MS, fits, put_in
from tests.web.live import serving, shoot

pytestmark = pytest.mark.slow


def test_the_queue_by_keys(office, engine):
    page = engine.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(WAIT_MS)
    page.goto(office.entry)
    page.click("h2:has-text('待确认问题')")
    page.locator("#layer .spot").wait_for()
    shoot(page, "queue")
    assert "是本人单位的简称吗" in page.inner_text("#text")
    page.keyboard.press("1")
    page.locator("#text", has_text="王伟2").wait_for()
    page.keyboard.press("u")
    page.locator("#text", has_text="王伟3").wait_for()
    page.keyboard.press("1")
    page.locator("#text", has_text="王伟2").wait_for()
    page.keyboard.press("w")
    page.keyboard.press("2")
    page.locator("#finished").wait_for()
    page.locator("#unsent").wait_for(state="hidden")
    shoot(page, "queue_end")
    told = page.request.get(f"{office.base}/questions/list?again=true").json()["questions"]
    assert [q["reply"] for q in told] == ["redact", "keep", "keep"]
    page.close()


def test_an_answer_is_applied_and_the_dossier_released(engine, tmp_path):
    folder = tmp_path / "in" / "T-1"
    folder.mkdir(parents=True)
    draw(folder / "05_年度考核表.pdf", lines=(*LINES[:4], (72, 260, f"审核人：{NAME}（人社局）")))
    roster = write_roster(tmp_path / "roster.csv", {"T-1": PEOPLE["T-1"]})
    batch = ["--roster", str(roster), "--out", str(tmp_path / "out")]
    command = [sys.executable, "-m", "redactor", "batch", str(tmp_path / "in"), *batch]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 10
    where = ["--in", str(tmp_path / "in"), *batch]
    with serving(tmp_path / "data", *where) as running:
        page = engine.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(WAIT_MS)
        page.goto(running.entry)
        page.goto(f"{running.base}/questions")
        page.locator("#layer .spot").wait_for()
        assert f"此处的“{NAME}”是申报人本人吗？" in page.inner_text("#text")
        page.keyboard.press("2")
        page.click("#apply")
        page.locator("#applied", has_text="已放行 1 份").wait_for()
        shoot(page, "applied")
        page.close()
    (made,) = (tmp_path / "out/release/T-1").iterdir()
    with pymupdf.open(made) as pdf:
        assert pdf[0].get_text().count(NAME) == 1  # the reviewer's stays


def test_a_batch_from_the_roster_to_the_export(engine, tmp_path):
    folder = tmp_path / "in" / "T-1"
    folder.mkdir(parents=True)
    draw(folder / "05_年度考核表.pdf")
    draw(
        tmp_path / "in" / "05_无主.pdf"
    )  # no folder of the roster's: the results show all the same
    faulty = tmp_path / "faulty.csv"
    roster = write_roster(tmp_path / "roster.csv", {"T-1": PEOPLE["T-1"]})
    faulty.write_text(roster.read_text("utf-8").replace("000X", "0001"), "utf-8")
    where = ["--in", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    with serving(tmp_path / "data", *where) as running:
        page = engine.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.set_default_timeout(WAIT_MS)
        page.goto(running.entry)
        page.click("text=我是办事机构人员")
        page.wait_for_url("**/office")
        put_in(page, "#roster", faulty)
        page.locator("#roster-told .faults li").first.wait_for()
        shoot(page, "office_faults")
        put_in(page, "#roster", roster)
        page.locator("#roster-told .good").wait_for()
        page.click("#rehearse")
        page.locator("#rehearsed li").first.wait_for()
        assert "1 份材料，1 个文件，1 页" in page.inner_text("#rehearsed")
        shoot(page, "office_rehearsed")
        page.click("#run")
        page.locator("td .state.passed").wait_for()
        assert "有文件夹没有处理" in page.inner_text("#run-state")
        page.click("#export")
        page.locator("#exported a").wait_for()
        page.emulate_media(color_scheme="dark")
        shoot(page, "office_done")
        with page.expect_download() as taken:
            page.click("#exported a")
        with zipfile.ZipFile(taken.value.path()) as zipped:
            assert "release/T-1/T-1_5_01.pdf" in zipped.namelist()
        page.set_viewport_size({"width": 375, "height": 720})
        page.emulate_media(color_scheme="light")
        assert fits(page)
        shoot(page, "office_phone")
        page.close()
