import json
import re
import stat

import pytest

from redactor.cli.metrics import Counts
from tests.cli.pretend import PEOPLE, write_source


@pytest.fixture
def watched(office, tmp_path):
    """What a run with one held and one failed dossier told elsewhere."""
    write_source(office.folder / "T-2/02.pdf", "question")
    write_source(office.folder / "T-3/02.pdf", "corrupt")
    events, metrics = tmp_path / "events.jsonl", tmp_path / "redactor.prom"
    said = office.batch("--events", events, "--metrics", metrics)
    return said, events, metrics


def test_lines_tell_rate_and_what_was_held_and_failed(watched):
    said, _, _ = watched
    line = said.err.splitlines()[-1]
    assert re.fullmatch(r"3/3 份材料，3 页（每分钟 \d+ 页），暂扣 1 份，失败 1 份，约剩 0:00", line)


def test_events_are_json_lines_by_numbers_alone(watched):
    _, events, _ = watched
    told = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    assert [t["event"] for t in told] == ["begin", "dossier", "dossier", "dossier", "end"]
    assert [(t["id"], t["state"]) for t in told[1:4]] == [
        ("T-1", "released"),
        ("T-2", "held"),
        ("T-3", "failed"),
    ]
    assert told[-1]["done"] == {"released": 1, "held": 1, "failed": 1}
    assert told[-1]["seconds_left"] == 0
    text = events.read_text("utf-8")
    assert not any(value in text for row in PEOPLE.values() for value in row.split(","))
    assert stat.S_IMODE(events.stat().st_mode) == 0o600


def test_another_run_goes_on_in_the_same_file(office, watched, tmp_path):
    _, events, metrics = watched
    before = events.read_text("utf-8")
    office.batch("--events", events)
    assert events.read_text("utf-8").startswith(before)


def test_metrics_are_what_prometheus_reads(watched):
    _, _, metrics = watched
    lines = metrics.read_text("utf-8").splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert values["redactor_dossiers"] == "3"
    assert values['redactor_dossiers_done_total{state="failed"}'] == "1"
    assert values["redactor_pages_read_total"] == "3"
    assert values["redactor_left_seconds"] == "0.0"
    sample = re.compile(r'redactor_[a-z_]+(\{[a-z]+="[a-z_]+"\})? [0-9.e+-]+')
    assert all(line.startswith("# ") or sample.fullmatch(line) for line in lines)


def test_a_batch_goes_on_where_nobody_can_be_told(office, tmp_path):
    said = office.batch("--metrics", tmp_path / "no folder" / "redactor.prom")
    assert said.code == 0
    assert len(office.released()) == 3
    assert said.err.count("进度文件无法再写入") == 1


def test_what_is_left_is_guessed_by_what_is_done():
    assert Counts(10, {"released": 1, "held": 1}, 0, 60.0, {}).seconds_left == 240.0
    assert Counts(10, {}, 5, 60.0, {}).seconds_left is None
