"""axe-core over every page, in light and dark."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.dossier.hand_made import NAME, draw
from tests.web.browser.steps import WAIT_MS, begin

pytestmark = pytest.mark.slow
AXE = os.environ.get("REDACTOR_AXE", "")


@pytest.mark.skipif(not AXE, reason="REDACTOR_AXE=axe.min.js is not set (see CONTRIBUTING)")
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
    page.keyboard.press("d")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#kind[open]").wait_for()
    look("pages, a dialog")
    page.click("#kind-cancel")
    page.set_viewport_size({"width": 375, "height": 720})
    look("pages, phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    for path, ready in (
        ("/self-check", "#files li"),
        ("/self-check/done", "#items li"),
        ("/questions", "#layer .spot, #finished h2"),
        ("/office", "#h-board"),
        ("/samples", "#draw"),
        ("/trail", "table"),
        ("/login", "form"),
        ("/nowhere", "h1"),
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
    page.goto(spot_check.base + "/office/report")
    look("report")
    page.goto(spot_check.base + "/samples")
    look("samples")
    context.close()
    assert faults == []
