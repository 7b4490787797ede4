"""The journeys in a real browser, with the true models, from the first click to the last page."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pymupdf
import pytest

from tests.cli.pretend import PEOPLE, write_roster
from tests.dossier.hand_made import ID, LINES, NAME, draw
from tests.sampling.released import make_released
from tests.web.live import chromium, serving, shoot
from tests.web.output import make_output

pytestmark = pytest.mark.slow
WAIT_MS = 120_000
FIRST_PAGE_S = 3.0  # on two free cores; told, and held to ten times on a busy machine


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    root = tmp_path_factory.mktemp("serve")
    small = root / "small.toml"
    small.write_text("[limits]\nmax_file_mb = 40\n", encoding="utf-8")
    with serving(root / "data", "--config", str(small)) as running:
        yield running


@pytest.fixture(scope="module")
def engine():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(server, engine):
    """A browser that has come in; whatever its console says is a fault."""
    context = engine.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened, said = context.new_page(), []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    opened.on(
        "request", lambda r: r.url.startswith((server.base, "data:", "blob:")) or said.append(r.url)
    )
    opened.set_default_timeout(WAIT_MS)
    opened.goto(server.entry)
    yield opened
    context.close()
    assert [text for text in said if "status of 4" not in text] == []


def begin(page, *paths):
    """The first page filled in, and on to the pages."""
    page.click("text=我是申报人")
    page.set_input_files("#pick", list(paths))
    page.locator("#files li").nth(len(paths) - 1).wait_for()
    page.fill("#f-name", NAME)
    page.fill("#f-id_number", ID)
    page.click("#go")
    page.wait_for_url("**/self-check/pages")
    page.locator("#tabs button").first.wait_for()


def colours(page):
    return page.locator("#list button").evaluate_all("all => all.map(b => b.className)")


def verdict(page):
    page.goto(re.sub("/self-check/.*", "/self-check/done", page.url))
    page.locator("#items li").first.wait_for()
    return page.inner_text("#verdict")


def test_a_file_that_was_badly_redacted_by_hand(page, tmp_path):
    path = draw(tmp_path / f"{NAME}_考核表.pdf", ((1, NAME), (1, "优秀")), pages=2)
    begin(page, path)
    shoot(page, "hand_redacted")
    told = page.inner_text("#list")
    assert "遮盖条下面的文字还在" in told
    assert "文件名" in told and "评审时要用" in told
    assert {"leak", "over", "covered"} <= set(colours(page))
    page.locator("#list button.over").first.click()
    assert "建议取消遮盖" in page.inner_text("#card")
    assert verdict(page) == "还不能上传"
    shoot(page, "hand_redacted_done")


def test_a_file_that_was_well_redacted_by_hand(page, tmp_path):
    begin(page, draw(tmp_path / "05.pdf", ((1, NAME), (1, ID)), flat=True))
    assert set(colours(page)) == {"covered"}
    assert verdict(page) == "还不能上传"
    page.click("text=我已看过这些页")
    page.locator("#verdict.good").wait_for()
    assert page.inner_text("#verdict") == "可上传"
    shoot(page, "well_redacted_done")


def test_one_click_redacts_and_the_answer_is_yes(page, tmp_path):
    start = time.monotonic()
    begin(page, draw(tmp_path / "05_考核表.pdf"))
    page.locator(".spot").first.wait_for()
    seconds = time.monotonic() - start
    print(f"first page with findings after {seconds:.1f} s")
    assert seconds < 10 * FIRST_PAGE_S
    shoot(page, "check")
    page.locator("svg .spot.leak").first.click()
    assert "与本人信息完全一致" in page.inner_text("#card")
    page.click("#draw")
    paper = page.locator(".paper").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.32 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.36 * box["height"], steps=4)
    page.mouse.up()
    page.locator("#kind[open]").wait_for()
    shoot(page, "draw")
    page.locator("#kinds button").first.click()
    page.locator('svg [data-spot^="box-"]').wait_for()
    page.keyboard.press("z")
    page.locator('svg [data-spot^="box-"]').wait_for(state="detached")
    page.click("#redact")
    page.wait_for_url("**/self-check/done")
    page.click("text=我已看过这些页")
    page.locator("#verdict.good").wait_for()
    shoot(page, "done")
    with page.expect_download() as taken:
        page.click("#all")
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as zipped:
        (name,) = zipped.namelist()
        with pymupdf.open("pdf", zipped.read(name)) as pdf:
            text = pdf[0].get_text()
    assert NAME not in name and NAME not in text and ID not in text
    assert "赵强" in text and "优秀" in text and "内蒙古农业大学" in text
    page.click("#delete")
    page.locator("#sure[open]").wait_for()
    page.click("#sure button[value=yes]")
    page.wait_for_url("**/self-check")
    assert page.locator("#files li").count() == 0


def test_a_drawn_box_is_gone_from_the_finished_file(page, tmp_path):
    begin(page, draw(tmp_path / "05.pdf"))
    page.keyboard.press("d")
    page.keyboard.press("ArrowDown")  # by keyboard: a box appears, and moves
    for _ in range(15):
        page.keyboard.press("ArrowUp")
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    for _ in range(30):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#kind[open]").wait_for()
    page.locator("#kinds button").nth(2).click()
    page.locator('svg [data-spot^="box-"]').wait_for()
    page.click("#redact")
    page.wait_for_url("**/self-check/done")
    page.goto(page.url.replace("done", "pages"))
    page.locator(".spot.covered").first.wait_for()
    shoot(page, "drawn_result")
    assert "您画的框" in page.inner_text("#list")
    data = page.request.get(page.url.replace("pages", "files/1")).body()
    with pymupdf.open("pdf", data) as pdf:
        lost = [word for word in ("考核等次", "优秀") if word not in pdf[0].get_text()]
    assert lost


def test_what_the_files_say_fills_the_form(page, tmp_path):
    page.click("text=我是申报人")
    page.set_input_files("#pick", [draw(tmp_path / "05.pdf")])
    page.fill("#f-name", NAME)
    page.locator("#propose:enabled").click()
    page.locator(".proposed, .chip").first.wait_for()
    shoot(page, "proposed")
    told = page.input_value("#f-id_number") + page.inner_text('[data-field="id_number"]')
    assert ID in told


def test_wrong_values_are_told_beside_their_fields(page, tmp_path):
    page.click("text=我是申报人")
    page.set_input_files("#pick", [draw(tmp_path / "05.pdf")])
    page.fill("#f-name", NAME)
    page.fill("#f-id_number", "159901198504120001")
    page.click("#go")
    page.locator("#f-id_number[aria-invalid=true]").wait_for()
    assert "校验" in page.inner_text("#e-id_number")


def test_on_a_phone_in_the_dark_and_in_english(page, tmp_path):
    page.set_viewport_size({"width": 375, "height": 720})
    page.emulate_media(color_scheme="dark")
    begin(page, draw(tmp_path / "05.pdf"))
    page.locator(".spot").first.click()
    shoot(page, "phone")
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    page.click("#language")
    page.locator("text=Redact everything").wait_for()
    shoot(page, "phone_english")


def test_a_huge_upload_leaves_memory_flat(server, page):
    before = server.peak_mb
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "redactor_session"]
    token = page.get_attribute('meta[name="csrf"]', "content")
    host, port = server.base.removeprefix("http://").split(":")
    head = (
        f"POST /self-check/files HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie['name']}="
        f"{cookie['value']}\r\nX-CSRF-Token: {token}\r\nX-File-Name: a.pdf\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), 60) as line:
        line.sendall(head.encode())
        piece = b"%x\r\n" % 1_000_000 + b"x" * 1_000_000 + b"\r\n"
        try:
            for _ in range(2000):
                line.sendall(piece)
        except OSError:
            pass  # it answered and closed: what we wanted
    assert server.peak_mb - before < 60


# -- the office's queue --------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    root = tmp_path_factory.mktemp("office")
    with serving(root / "data", "--out", str(make_output(root))) as running:
        yield running


def test_the_queue_by_keys(office, engine):
    page = engine.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(WAIT_MS)
    page.goto(office.entry)
    page.click("text=我是办事机构人员")
    page.locator("#layer .spot").wait_for()
    shoot(page, "queue")
    assert "是本人单位的简称吗" in page.inner_text("#text")
    start = time.monotonic()
    page.keyboard.press("1")
    page.locator("#text", has_text="王伟2").wait_for()
    seconds = time.monotonic() - start
    print(f"a key was answered after {1000 * seconds:.0f} ms")
    assert seconds < 1.0
    page.keyboard.press("u")
    page.locator("#text", has_text="王伟3").wait_for()
    page.keyboard.press("1")
    page.locator("#text", has_text="王伟2").wait_for()
    page.keyboard.press("w")
    page.keyboard.press("2")
    page.locator("#finished").wait_for()
    page.wait_for_timeout(500)
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
    faulty = tmp_path / "faulty.csv"
    roster = write_roster(tmp_path / "roster.csv", {"T-1": PEOPLE["T-1"]})
    faulty.write_text(roster.read_text("utf-8").replace("000X", "0001"), "utf-8")
    where = ["--in", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    with serving(tmp_path / "data", *where) as running:
        page = engine.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.set_default_timeout(WAIT_MS)
        page.goto(running.entry)
        page.click("h2:has-text('整批处理')")
        page.set_input_files("#roster", [faulty])
        page.locator("#roster-told .faults li").first.wait_for()
        shoot(page, "office_faults")
        page.set_input_files("#roster", [roster])
        page.locator("#roster-told .good").wait_for()
        page.click("#rehearse")
        page.locator("#rehearsed li").first.wait_for()
        assert "1 份材料，1 个文件，1 页" in page.inner_text("#rehearsed")
        shoot(page, "office_rehearsed")
        page.click("#run")
        page.locator("td .state.passed").wait_for()
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
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1]
        shoot(page, "office_phone")
        page.close()


# -- the reviewer's spot-check -------------------------------------------------------------


@pytest.fixture(scope="module")
def spot_check(tmp_path_factory):
    root = tmp_path_factory.mktemp("spot")
    with serving(root / "data", "--out", str(make_released(root))) as running:
        yield running


def box_on(page, x0, y0, x1, y1):
    paper = page.locator("#pages .paper").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    page.mouse.move(box["x"] + x0 * box["width"], box["y"] + y0 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + x1 * box["width"], box["y"] + y1 * box["height"], steps=4)
    page.mouse.up()
    page.locator("#kind[open]").wait_for()


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 1280), ("light", 390)])
def test_a_spot_check_from_the_drawing_to_the_signed_page(spot_check, engine, scheme, width):
    context = engine.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width < 500
    )
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    shot = f"spot_{scheme}_{width}"
    page.goto(spot_check.entry)
    page.click("text=我是抽查人员")
    shoot(page, f"{shot}_draw")
    page.click("#draw button.main")
    page.locator("#pages .spot.covered").first.wait_for()
    shoot(page, f"{shot}_file")
    page.keyboard.press("1")
    page.locator("#count", has_text="第 2").wait_for()
    page.locator("#pages .spot.covered").first.wait_for()
    page.click("#leak")
    box_on(page, 0.12, 0.07, 0.6, 0.13)
    page.click("#kinds button[value=name]")
    page.locator("#complaints li").wait_for()
    page.click("#over")
    box_on(page, 0.22, 0.16, 0.4, 0.2)
    page.click("#kinds button[value=employer]")
    page.locator("#complaints li").nth(1).wait_for()
    shoot(page, f"{shot}_complaint")
    page.click("#undo")
    page.locator("#complaints li").nth(1).wait_for(state="detached")
    page.keyboard.press("n")
    for number in range(3, 7):
        page.locator("#count", has_text=f"第 {number}").wait_for()
        page.keyboard.press("1")
    page.locator("#sign:visible").wait_for()
    page.click("#sign")
    page.locator("#sure[open]").wait_for()
    page.click("#sure button[value=yes]")
    page.wait_for_url("**/result")
    assert page.inner_text(".verdict") == "本批不接收"
    assert "16.7 %" in page.inner_text("main") and "仍可识别本人" in page.inner_text("main")
    shoot(page, f"{shot}_result")
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    context.close()


# -- accessibility -------------------------------------------------------------------------

AXE = os.environ.get("REDACTOR_AXE", "")


@pytest.mark.skipif(not AXE, reason="REDACTOR_AXE=axe.min.js (npm pack axe-core) is not set")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_any_page(office, spot_check, engine, tmp_path, scheme):
    script = Path(AXE).read_text(encoding="utf-8")
    # axe-core is put in by the test: the page itself would refuse it.
    context = engine.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    faults = []

    def look(name):
        page.evaluate(script)
        found = page.evaluate("axe.run(document)")["violations"]
        faults.extend((name, v["impact"], v["id"]) for v in found)

    page.goto(office.entry)
    look("home")
    begin(page, draw(tmp_path / f"{NAME}.pdf", ((1, NAME), (1, "优秀"))))
    page.locator(".spot").first.click()
    look("pages")
    for path, ready in (
        ("/self-check", "#files li"),
        ("/self-check/done", "#items li"),
        ("/questions", "#layer .spot, #finished h2"),
        ("/office", "#h-board"),
        ("/samples", "#draw"),
        ("/trail", "table"),
        ("/login", "form"),
    ):
        page.goto(office.base + path)
        page.locator(ready).first.wait_for()
        look(path)
    page.goto(spot_check.entry)
    page.goto(spot_check.base + "/samples")
    page.click("#draw button.main")
    page.locator("#pages .spot.covered").first.wait_for()
    look("review")
    page.goto(page.url + "/result")
    look("result")
    page.goto(spot_check.base + "/samples")
    look("samples")
    context.close()
    assert faults == []
