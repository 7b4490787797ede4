"""The reviewer's journey, from drawing the sample to the signed-off page."""

from __future__ import annotations

import pytest

from tests.web.browser.steps import WAIT_MS, box_on, fits
from tests.web.live import shoot

pytestmark = pytest.mark.slow


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
    assert fits(page)
    context.close()
