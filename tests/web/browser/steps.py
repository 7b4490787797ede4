"""What the journeys have in common."""

from __future__ import annotations

import re

from tests.dossier.hand_made import ID, NAME

WAIT_MS = 120_000


def put_in(page, field, *paths):
    """Files chosen for a field. A person cannot before the page's script runs; Playwright can."""
    page.locator("#main:not([inert])").wait_for()
    page.set_input_files(field, list(paths))


def begin(page, *paths):
    """The first page filled in, and on to the pages."""
    page.click("text=我是申报人")
    page.wait_for_url("**/self-check")
    put_in(page, "#pick", *paths)
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


def box_on(page, x0, y0, x1, y1):
    """Draw a box on the first page by mouse; the question what it holds is open then."""
    paper = page.locator("#pages .paper").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    page.mouse.move(box["x"] + x0 * box["width"], box["y"] + y0 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + x1 * box["width"], box["y"] + y1 * box["height"], steps=4)
    page.mouse.up()
    page.locator("#kind[open]").wait_for()


def fits(page):
    """Whether nothing reaches beyond the window's width."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return wide <= window
