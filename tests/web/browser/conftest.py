"""A program that runs, and a browser in front of it."""

from __future__ import annotations

import pytest

from tests.sampling.released import make_released
from tests.web.browser.steps import WAIT_MS
from tests.web.live import chromium, serving
from tests.web.output import make_output


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


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    root = tmp_path_factory.mktemp("office")
    with serving(root / "data", "--out", str(make_output(root))) as running:
        yield running


@pytest.fixture(scope="module")
def spot_check(tmp_path_factory):
    root = tmp_path_factory.mktemp("spot")
    with serving(root / "data", "--out", str(make_released(root))) as running:
        yield running
