"""A click that comes before the page's script must not be lost, nor reload the page."""

from __future__ import annotations

import time

import pytest

from tests.web.browser.steps import WAIT_MS

pytestmark = pytest.mark.slow


def _late(route):
    time.sleep(2)
    route.continue_()


def test_a_sample_is_drawn_though_the_click_comes_before_the_script(spot_check, engine):
    context = engine.new_context()
    page = context.new_page()
    page.set_default_timeout(WAIT_MS // 10)
    page.goto(spot_check.entry)
    page.route("**/static/samples.js", _late)
    page.click("text=我是抽查人员", no_wait_after=True)
    page.click("#draw button.main")
    page.locator("#pages .spot.covered").first.wait_for()
    context.close()
