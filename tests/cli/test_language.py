"""Every text in two languages: the catalogue against the program and against itself."""

import re
import string
import subprocess
import sys
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import redactor
from redactor.cli.language import wanted_language
from redactor.keys import MAX_LENGTH, key_fault

PACKAGE = Path(redactor.__file__).parent
FOLDER = PACKAGE / "locale/zh/LC_MESSAGES"
HAN = re.compile(r"[\u3400-\u9fff]+")
KEYWORDS = {name: None for name in ("_", "Message", "Fault", "ValueFault", "TableFault")}
COMMANDS = ["batch", "redact", "check", "propose", "verify", "ask", "export", "sample", "report"]
COMMANDS += ["serve", "account", "account add", "account remove", "verify-log", "models", "rules"]
COMMANDS += [f"rules {command}" for command in ("list", "show", "explain", "check", "questions")]
WRONG_NUMBERS = ["", "1" * (MAX_LENGTH + 1), "a\u200bb", "a/b", "-1", "nul", "x."]
CHINESE_TERMS = {"编号", "花名册"}  # of the roster's headers: they stand in English help, too


@cache
def catalogue():
    """Key → Chinese text, from the readable file."""
    with (FOLDER / "messages.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id}


@cache
def used():
    """Every text that the program hands to the catalogue."""
    kinds = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
    found = extract_from_dir(str(PACKAGE), kinds, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


@cache
def help_of(*arguments):
    call = [sys.executable, "-m", "redactor", *arguments, "--help"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=PACKAGE.parent, check=True)
    return done.stdout


def fields(template):
    return sorted(
        (name, spec) for _, name, spec, _ in string.Formatter().parse(template) if name is not None
    )


def test_the_program_hands_its_texts_to_the_catalogue():
    assert {"Released files: {path}", "is empty", "{key} must be {kind}."} <= used()


def test_every_text_has_a_chinese_one():
    assert sorted(message for message in used() if not catalogue().get(message)) == []


def test_no_chinese_text_is_left_over_from_an_earlier_wording():
    clicks = {m for _, _, m, _, _ in extract_from_dir(str(Path(click.__file__).parent))}
    numbers = {key_fault(key) for key in WRONG_NUMBERS}
    assert sorted(map(str, catalogue().keys() - used() - clicks - numbers)) == []


def test_chinese_texts_hold_the_same_facts():
    for key, text in catalogue().items():
        if isinstance(key, str):
            assert {f[0] for f in fields(text)} <= {f[0] for f in fields(key)}, key
            if key in used():
                assert fields(text) == fields(key), key


def test_the_compiled_catalogue_is_that_of_the_readable_one():
    with (FOLDER / "messages.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for key, text in catalogue().items():
        if isinstance(key, tuple):
            assert compiled.ngettext(*key, 2) == text[0]
        else:
            assert compiled.gettext(key) == text
    entries = len([key for key in compiled._catalog if key])
    assert entries == len(catalogue())


@pytest.mark.parametrize("key", WRONG_NUMBERS)
def test_what_is_wrong_with_a_number_is_told_in_chinese(key):
    assert HAN.search(catalogue()[key_fault(key)])


def test_texts_of_the_lower_layers_that_are_known_by_heart_still_stand_there():
    source = "".join(p.read_text("utf-8") for p in (PACKAGE / "store").glob("*.py"))
    source += (PACKAGE / "config/weights.py").read_text("utf-8")
    for text in (
        "another run is writing into this output folder",
        "the ledger was written by another version of the program",
        "is missing",
        "has a wrong SHA-256",
    ):
        assert text in source
        assert text in used()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_english_help_has_no_chinese_but_the_terms(command):
    text = help_of(*command.split(), "--lang", "en")
    assert set(HAN.findall(text)) <= CHINESE_TERMS
    assert "Exit codes:" in text


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_chinese_help_has_no_english_sentence(command):
    text = help_of(*command.split())
    assert "退出码：" in text
    plain = re.sub(r"^用法： .*|INTEGER RANGE|FLOAT RANGE", "", text, flags=re.M)
    assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", plain), plain


@pytest.mark.parametrize(
    "arguments, language",
    [
        ([], "zh"),
        (["batch"], "zh"),
        (["batch", "--lang", "en"], "en"),
        (["--lang=en", "batch"], "en"),
        (["batch", "--lang", "zh"], "zh"),
        (["batch", "--lang"], "zh"),
        (["batch", "--lang", "de"], "zh"),
    ],
)
def test_language_asked_for(arguments, language, monkeypatch):
    monkeypatch.delenv("REDACTOR_LANG", raising=False)
    assert wanted_language(arguments) == language


def test_language_of_the_environment(monkeypatch):
    monkeypatch.setenv("REDACTOR_LANG", "en")
    assert wanted_language(["batch"]) == "en"
    assert wanted_language(["batch", "--lang", "zh"]) == "zh"
