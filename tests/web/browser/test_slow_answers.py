"""While an answer is slow nothing is done twice, and nothing that was clicked is lost."""

from __future__ import annotations

import pytest

from tests.dossier.hand_made import ID, NAME, draw
from tests.web.browser.steps import WAIT_MS, begin, put_in

pytestmark = pytest.mark.slow
# In the page: a handler of Playwright's that sleeps stops the test, too.
_LATE = """
const sent = window.fetch;
window.fetch = async (...given) => {
  await new Promise((wake) => setTimeout(wake, 700));
  return sent(...given);
};
"""


@pytest.fixture
def slow(page):
    """Every answer takes a while; yields the last words of what was asked for."""
    asked = []
    page.on("request", lambda r: r.method == "GET" or asked.append(r.url.rsplit("/", 1)[-1]))
    page.add_init_script(_LATE)
    page.reload()
    return asked


def press_thrice(page, button):
    page.locator(button).evaluate("button => { for (let n = 0; n < 3; n += 1) button.click(); }")


def test_a_check_is_started_once(page, slow, tmp_path):
    page.click("text=我是申报人")
    page.wait_for_url("**/self-check")
    put_in(page, "#pick", draw(tmp_path / "05.pdf"))
    page.locator("#files li").first.wait_for()
    page.fill("#f-name", NAME)
    page.fill("#f-id_number", ID)
    press_thrice(page, "#go")
    page.wait_for_url("**/self-check/pages")
    assert slow.count("check") == 1


def test_a_place_is_decided_once(page, slow, tmp_path):
    begin(page, draw(tmp_path / "05.pdf"))
    page.locator(".spot.leak").first.click()
    for _ in range(3):
        page.keyboard.press("2")
    page.locator("#list button.kept").first.wait_for()
    page.locator("#main:not(.acting)").wait_for()
    assert slow.count("decide") == 1


def test_a_file_is_redacted_once_and_the_page_waits_until_it_knows_what_it_shows(
    page, slow, tmp_path
):
    begin(page, draw(tmp_path / "05.pdf"))
    page.goto(page.url)
    page.locator("#redact").click()  # as soon as it can be
    press_thrice(page, "#redact")
    page.wait_for_url("**/self-check/done")
    assert slow.count("redact") == 1


def test_a_sample_is_drawn_once(spot_check, engine):
    page = engine.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(spot_check.entry)
    page.add_init_script(_LATE)
    page.goto(f"{spot_check.base}/samples")
    drawn = page.locator("a[href$='/result']")
    before = drawn.count()
    page.locator("#main:not([inert])").wait_for()
    press_thrice(page, "#draw button.main")
    page.locator("#pages .spot.covered").first.wait_for()
    page.goto(f"{spot_check.base}/samples")
    assert drawn.count() == before + 1
    page.close()


def test_what_a_field_is_told_does_not_move_the_button_away(page, tmp_path):
    page.click("text=我是申报人")
    page.wait_for_url("**/self-check")
    put_in(page, "#pick", draw(tmp_path / "05.pdf"))
    page.locator("#files li").first.wait_for()
    page.fill("#f-name", NAME)
    page.locator("#f-id_number").press_sequentially("159901198504120001")
    page.locator("#go").scroll_into_view_if_needed()
    box = page.locator("#go").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)
    with page.expect_response("**/self-check/person"):
        page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    page.locator("#f-id_number:focus").wait_for()  # where the pressed button leads
