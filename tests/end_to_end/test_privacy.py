"""No own value in logs, errors, messages, file names, the release or the public reports."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from redactor import pipeline
from redactor.errors import ExitCode, InputError
from tests.end_to_end.batches import Run, listening
from tests.end_to_end.command_line import CommandLine
from tests.end_to_end.conftest import Batch, Everyday
from tests.end_to_end.drawn import Sheet, write_pdf
from tests.end_to_end.people import LUO, QIAN
from tests.end_to_end.search import files_below, in_bytes, in_file, in_text

OWN = (*LUO.own, *QIAN.own)


def handed_on(out: Path) -> list[Path]:
    """What leaves the office, and the totals."""
    return [*files_below(out / "release"), *files_below(out / "public"), out / "summary.json"]


def tell_tales(out: Path) -> dict[str, list[str]]:
    """Own values by the file that tells them; empty when none does."""
    found = {p.relative_to(out).as_posix(): in_file(OWN, p) for p in handed_on(out)}
    return {name: values for name, values in found.items() if values}


def test_everything_that_is_handed_on_holds_no_own_value(everyday: Everyday) -> None:
    assert len(handed_on(everyday.run.out)) >= 8
    assert tell_tales(everyday.run.out) == {}


def test_no_file_or_folder_is_named_by_a_person(everyday: Everyday) -> None:
    paths = everyday.run.out.rglob("*")
    assert in_text(OWN, "\n".join(p.relative_to(everyday.run.out).as_posix() for p in paths)) == []


def test_no_log_line_of_any_library_holds_an_own_value(everyday: Everyday) -> None:
    """At full detail, every logger: Presidio, fontTools and Pillow talk a lot there."""
    assert "document d01 failed: protected" in everyday.run.said
    assert "document d02 failed: corrupt" in everyday.run.said
    assert in_text(OWN, everyday.run.said) == []


def test_private_audit_shows_values_masked_only(everyday: Everyday) -> None:
    for key in (LUO.key, QIAN.key):
        told = json.dumps(everyday.run.audit(key), ensure_ascii=False)
        assert in_text(OWN, told) == []
        page = (everyday.run.out / "private" / "audit" / f"{key}.html").read_text(encoding="utf-8")
        assert in_text(OWN, re.sub(r"data:image/jpeg;base64,[^\"]+", "", page)) == []


def test_search_finds_a_value_in_each_place_that_is_looked_at(
    everyday: Everyday, tmp_path: Path
) -> None:
    """Else an empty answer above would prove nothing."""
    public = everyday.run.out / "public" / f"{LUO.key}.json"
    report = tmp_path / "report.json"
    report.write_text(public.read_text(encoding="utf-8").replace("clean", LUO.name[:2]))
    assert in_file([LUO.name[:2]], report)
    escaped = tmp_path / "escaped.json"
    escaped.write_text(json.dumps({"a": LUO.name}))
    assert in_file(OWN, escaped)
    drawn = write_pdf(tmp_path / "d.pdf", [Sheet().say(60, 80, "罗　志　恒")])
    assert in_file(OWN, drawn)
    assert in_bytes(OWN, "x".encode("utf-16-be") + LUO.phone.encode("utf-16-be"))
    with listening() as lines:
        logging.getLogger("PIL.Image").debug("opened %s", f"/in/{QIAN.name}.pdf")
    assert in_text(OWN, "\n".join(lines))


# A stage that dies with a value in its message --------------------------------------------


def foreign(*args: object, **kwargs: object) -> None:
    """As a library fails: its message quotes what it worked on."""
    raise ValueError(f"cannot handle {LUO.name} {LUO.id_number} of {LUO.employer}")


def told_off(*args: object, **kwargs: object) -> None:
    """As our own code must never fail, and might."""
    raise InputError(f"cannot read {LUO.name}, {LUO.phone}", page_no=1)


@pytest.fixture
def run_one(run_batch: Batch, tmp_path: Path) -> Callable[[], Run]:
    def start() -> Run:
        folder = tmp_path / "in" / f"{LUO.key}-{LUO.name}"
        folder.mkdir(parents=True)
        page = Sheet(400, 200).say(40, 60, f"姓名：{{{LUO.name}}}").say(40, 90, f"{{{LUO.phone}}}")
        write_pdf(folder / f"{LUO.name}.pdf", [page])
        return run_batch(tmp_path / "in", [LUO], tmp_path / "out")

    return start


@pytest.mark.parametrize("stage", ["load", "read_page", "erase_document", "verify_document"])
@pytest.mark.parametrize("fault", [foreign, told_off])
def test_dying_stage_tells_nobody_what_it_worked_on(
    run_one: Callable[[], Run],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    stage: str,
    fault: Callable[..., None],
) -> None:
    monkeypatch.setattr(pipeline, stage, fault)
    run = run_one()
    audit = run.audit(LUO.key)
    assert audit["status"] == "held" and audit["documents"][0]["status"] == "failed"
    assert run.outcome.exit_code is (ExitCode.UNEXPECTED if fault is foreign else ExitCode.INPUT)
    assert not list((run.out / "release").iterdir())
    said = "".join(capfd.readouterr())
    assert in_text(OWN, said + run.said) == []
    assert tell_tales(run.out) == {}
    assert in_text(OWN, json.dumps(audit, ensure_ascii=False)) == []


# The command line -------------------------------------------------------------------------


def test_command_line_prints_no_own_value(command_line: CommandLine) -> None:
    assert f"{QIAN.key}" in command_line.said, "the held dossier is told by its number"
    assert in_text(OWN, command_line.said) == []
    assert in_bytes(OWN, command_line.said.encode()) == []


def test_command_line_hands_on_no_own_value(command_line: CommandLine) -> None:
    assert len(handed_on(command_line.out)) >= 7
    assert tell_tales(command_line.out) == {}
