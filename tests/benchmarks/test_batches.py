import subprocess
import sys

import pymupdf

from benchmarks import batches
from benchmarks.small import drawn_batch, small_batch
from redactor.config.roster import load_roster

_PARENT = """
import sys
from pathlib import Path
from benchmarks.batches import make_input, pretend
assert pretend(Path({0!r}), *make_input(Path({0!r}), 2, 1)).totals.documents.total() == 2
print({{"redactor.work", "spacy", "onnxruntime"}} & set(sys.modules))
"""


def test_who_hands_out_tasks_loads_no_reader_and_no_model(tmp_path):
    command = [sys.executable, "-c", _PARENT.format(str(tmp_path))]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_small_documents_are_those_of_the_roster(tmp_path):
    source, roster = small_batch(tmp_path, 9)
    folders = {folder.name: len(list(folder.iterdir())) for folder in source.iterdir()}
    assert folders == {profile.applicant_id: 8 for profile in load_roster(roster).profiles}
    assert len(folders) == 2


def test_drawn_small_documents_are_as_many_as_asked_for_and_short(tmp_path):
    source, roster = drawn_batch(tmp_path, 2)
    files = sorted(source.rglob("*.pdf"))
    assert len(files) == 2
    for path in files:
        with pymupdf.open(path) as document:
            assert 1 <= len(document) <= 2 and document[0].get_text().strip()
    assert {path.parent.name for path in files} == {
        profile.applicant_id for profile in load_roster(roster).profiles
    }


def test_a_rerun_does_again_what_has_changed_and_nothing_else(monkeypatch):
    monkeypatch.setattr(batches, "_DECISIONS", 2)
    told = batches.measure_rerun(8)
    done = [told[f"{what}_done"] for what in ("first", "unchanged", "one_row", "rules")]
    assert done == [8, 0, 1, 8]


def test_the_ledger_is_measured_at_each_size(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "_SAMPLE", 4)
    told = batches.measure_ledger(tmp_path / "ledger.sqlite", (10, 30))
    assert list(told) == [10, 30]
    assert all(clock > 0 for clock, _ in told.values())
