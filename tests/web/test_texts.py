"""Texts that scripts show: each is on every page that loads the script, in the page's language."""

import re
from pathlib import Path

import pytest

import redactor.web

WEB = Path(redactor.web.__file__).parent
TEMPLATES = {p.name: p.read_text("utf-8") for p in sorted((WEB / "templates").glob("*.html"))}
SCRIPTS = {p.name: p.read_text("utf-8") for p in sorted((WEB / "static").glob("*.js"))}
USED = re.compile(r"""\btext\((?:[^()"`]*\? )?"(\w+)"(?: : "(\w+)")?""")
FOLLOW = {"of", "pages", "waiting"}  # what ``follow`` in base.js says


def given(template):
    found = re.findall(r"data-([a-z-]+)=", TEMPLATES[template])
    return {re.sub(r"-(\w)", lambda m: m[1].upper(), name) for name in found}


def wanted(script):
    code = SCRIPTS[script]
    keys = {key for pair in USED.findall(code) for key in pair if key}
    return keys | (FOLLOW if "follow(" in code and script != "base.js" else set())


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_text_of_a_script_is_on_its_page(template):
    scripts = set(re.findall(r'src="/static/(\w+\.js)"', TEMPLATES[template])) - {"base.js"}
    missing = set().union(*(wanted(s) for s in scripts)) - given(template)
    assert not missing


def test_the_texts_of_scripts_are_seen_at_all():
    assert {"checking", "proposing", "waiting", "of"} <= wanted("self_check.js")
    assert {"redacting", "waiting", "removeBox"} <= wanted("viewer.js")


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_holds_a_text_of_one_language(script):
    lines = [line for line in SCRIPTS[script].splitlines() if re.search(r"[\u4e00-\u9fff]", line)]
    # When the server does not answer, there is no page to take a text from.
    assert all("documentElement.lang" in line or "split(" in line for line in lines)
