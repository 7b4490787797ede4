"""The applicant's journey, with the true models, from the first click to the last page."""

from __future__ import annotations

import io
import zipfile

import pymupdf
import pytest

from tests.dossier.hand_made import ID, LINES, NAME, draw
from tests.web.browser.steps import WAIT_MS, begin, box_on, fits, put_in
from tests.web.live import shoot

pytestmark = pytest.mark.slow


def test_one_click_redacts_and_the_answer_is_yes(page, tmp_path):
    begin(page, draw(tmp_path / "05_考核表.pdf"))
    page.locator(".spot").first.wait_for()
    shoot(page, "check")
    page.locator("svg .spot.leak").first.click()
    assert "与本人信息完全一致" in page.inner_text("#card")
    page.click("#draw")
    box_on(page, 0.1, 0.32, 0.4, 0.36)
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


def test_a_box_is_drawn_by_finger_and_taken_back(server, engine, tmp_path):
    context = engine.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(server.entry)
    begin(page, draw(tmp_path / "05.pdf"))
    page.click("#draw")
    paper = page.locator(".paper").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    finger = context.new_cdp_session(page)

    def touch(kind, *share):
        at = [
            {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in share
        ]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (0.2, 0.05))
    for step in range(1, 6):
        touch("touchMove", (0.2 + 0.06 * step, 0.05 + 0.01 * step))
    touch("touchEnd")
    page.locator("#kind[open]").wait_for()
    page.locator("#kinds button").nth(2).click()
    page.locator('svg [data-spot^="box-"]').wait_for()
    shoot(page, "phone_drawn")
    page.click("#undo")
    page.locator('svg [data-spot^="box-"]').wait_for(state="detached")
    context.close()


def test_open_questions_are_asked_about_before_redacting(page, tmp_path):
    begin(
        page, draw(tmp_path / "05.pdf", lines=(*LINES[:4], (72, 260, f"审核人：{NAME}（人社局）")))
    )
    page.click("#redact")
    page.locator("#open[open]").wait_for()
    shoot(page, "asked_first")
    page.click("#open button[value=decide]")
    page.locator("#card").get_by_text("是申报人本人吗").wait_for()
    page.keyboard.press("2")
    page.locator("#card").wait_for(state="hidden")
    page.click("#redact")
    page.wait_for_url("**/self-check/done")
    page.locator("#items li").first.wait_for()
    assert "只差一步" in page.inner_text("#why")


def test_what_the_files_say_fills_the_form(page, tmp_path):
    page.click("text=我是申报人")
    page.wait_for_url("**/self-check")
    put_in(page, "#pick", draw(tmp_path / "05.pdf"))
    page.fill("#f-name", NAME)
    page.locator("#propose:enabled").click()
    page.locator(".proposed, .chip").first.wait_for()
    shoot(page, "proposed")
    told = page.input_value("#f-id_number") + page.inner_text('[data-field="id_number"]')
    assert ID in told


def test_wrong_values_are_told_beside_their_fields(page, tmp_path):
    page.click("text=我是申报人")
    page.wait_for_url("**/self-check")
    put_in(page, "#pick", draw(tmp_path / "05.pdf"))
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
    assert fits(page)
    page.click("#language")
    page.locator("text=Redact everything").wait_for()
    shoot(page, "phone_english")
