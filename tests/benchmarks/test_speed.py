"""The speed benchmark: choice of pages, statistics, ratios, record, and a real run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pymupdf
import pytest

from benchmarks.speed import __main__ as command
from benchmarks.speed import dense, subjects
from benchmarks.speed.dense import add_to_roster, draw_dense
from benchmarks.speed.inputs import Source, choose, lay_out, sources_of
from benchmarks.speed.measure import measure, size_mb
from benchmarks.speed.record import (
    BORN_DIGITAL,
    DENSE,
    KINDS,
    PADDLEOCR,
    PYMUPDF,
    RARE_NAME,
    REDACTOR,
    SAMPLED,
    SCANNED,
    SUBJECTS,
    Run,
    Speed,
    Spread,
    ratio,
    rows_of,
    stage_sums,
    warnings_of,
)
from benchmarks.speed.subjects import Pass, peak_mb
from benchmarks.speed.table import as_table
from redactor.config.roster import load_roster

REPO = Path(__file__).resolve().parents[2]


def _run(subject=REDACTOR, round=1, seconds=8.0, kind=SCANNED, **changes) -> Run:
    run = Run(
        subject,
        kind,
        round,
        pages=4,
        seconds=seconds,
        cpu_seconds=seconds,
        start_seconds=3.0,
        stages={"read": seconds / 2, "verify": seconds / 4},
        peak_mb=1000.0,
    )
    return replace(run, **changes)


def _rounds(subject, *seconds, **changes) -> list[Run]:
    return [_run(subject, number, s, **changes) for number, s in enumerate(seconds, 1)]


# All three on both kinds, three steady rounds: nothing to warn of.
STEADY = [
    run
    for kind in KINDS
    for subject, seconds in ((REDACTOR, 8.0), (PADDLEOCR, 4.0), (PYMUPDF, 1.0))
    for run in _rounds(subject, seconds, seconds * 1.1, seconds * 1.05, kind=kind)
]


def _speed(runs=STEADY, load=(0.1, 1.0, 1.0, 1.0)) -> Speed:
    rows = rows_of(runs, dict.fromkeys(KINDS, 4))
    return Speed(
        machine="a machine",
        rounds=3,
        subjects=subjects.described(),
        documents={kind: ["NM2026-0001/01.pdf"] for kind in KINDS},
        rows=rows,
        runs=tuple(runs),
        load=load,
        warnings=warnings_of(runs, rows, load),
        installed_mb=1400.0,
        weights_mb=84.0,
    )


@pytest.mark.parametrize(
    "values, expected",
    [([3.0], (3, 3, 3)), ([9.0, 1.0, 2.0], (2, 1, 9)), ([4.0, 1.0], (2.5, 1, 4))],
)
def test_spread_is_median_and_extremes(values, expected):
    assert Spread.of(values) == Spread(*expected)


def test_ratio_pairs_rounds():
    """A machine that slows down slows both: the ratio stays."""
    ours, theirs = _rounds(REDACTOR, 8, 16, 24), _rounds(PADDLEOCR, 4, 8, 8, peak_mb=500.0)
    found = ratio(ours, theirs)
    assert found.baseline == PADDLEOCR
    assert found.time == Spread(2, 2, 3)
    assert found.memory == 2


def test_ratio_of_reading_leaves_all_other_stages_out():
    ours = _rounds(REDACTOR, 8, stages={"load": 0.5, "read": 5.5, "verify": 2.0})
    found = ratio(ours, _rounds(PADDLEOCR, 4))
    assert found.reading.median == pytest.approx(1.5)
    assert found.time.median == found.processor.median == pytest.approx(2)


def test_ratio_compares_seconds_a_page_not_seconds():
    ours, theirs = _rounds(REDACTOR, 8), _rounds(PYMUPDF, 2, pages=40)
    assert ratio(ours, theirs).time.median == pytest.approx(40)


@pytest.mark.parametrize("other", [_rounds(PADDLEOCR, 4), [_run(PADDLEOCR, n) for n in (2, 3)]])
def test_ratio_over_different_rounds_is_refused(other):
    with pytest.raises(ValueError):
        ratio(_rounds(REDACTOR, 8, 8), other)


def _audit(*documents) -> dict[str, object]:
    usual = {"doc_id": "d01", "error_code": "", "output": "release/x.pdf", "pages": 1}
    return {"applicant_id": "NM2026-0001", "documents": [usual | d for d in documents]}


def test_stages_are_summed_over_documents_and_audits():
    first = _audit({"seconds": {"load": 0.25, "read": 2.0}}, {"seconds": {"read": 1.0}})
    second = _audit({"seconds": {"read": 0.5, "erase": 4.0}})
    assert stage_sums([first, second]) == {"load": 0.25, "read": 3.5, "erase": 4.0}


@pytest.mark.parametrize("fault", [{"error_code": "corrupt"}, {"output": None}])
def test_a_document_without_a_finished_file_is_no_measure(fault):
    with pytest.raises(RuntimeError, match="NM2026-0001 d01 was not finished"):
        stage_sums([_audit({"seconds": {"load": 0.1}} | fault)])


def test_rows_count_by_page():
    runs = [run for run in STEADY if run.kind in SAMPLED]
    rows = {(row.kind, row.subject): row for row in rows_of(runs, {BORN_DIGITAL: 4, SCANNED: 2})}
    assert set(rows) == {(kind, subject) for kind in SAMPLED for subject in SUBJECTS}
    ours = rows[SCANNED, REDACTOR]
    assert ours.pages == 2
    assert ours.seconds_a_page == Spread(8.4 / 4, 8 / 4, 8.8 / 4)
    assert ours.pages_a_minute.high == pytest.approx(30)
    assert ours.stages == pytest.approx({"read": 4.2 / 4, "verify": 2.1 / 4})


def test_only_the_redactor_has_ratios():
    for row in rows_of(STEADY, dict.fromkeys(KINDS, 4)):
        names = [r.baseline for r in row.ratios]
        assert names == ([PADDLEOCR, PYMUPDF] if row.subject == REDACTOR else [])


def test_peak_memory_is_the_greatest_of_the_rounds():
    runs = [_run(PYMUPDF, n, peak_mb=mb) for n, mb in enumerate((90.0, 120.0, 100.0), 1)]
    assert [row.peak_mb for row in rows_of(runs, {SCANNED: 4})] == [120]


def test_an_idle_machine_gets_no_warning():
    assert _speed().warnings == ()


@pytest.mark.parametrize(
    "runs, load, word",
    [
        (STEADY, (0.9, 1.0), "before the start: load 0.90"),
        (STEADY, (0.1, 1.0, 2.3, 1.0), "meanwhile: load 2.30"),
        ([replace(r, cpu_seconds=r.seconds / 2) for r in STEADY], (0.1, 1.0), "waited: 0.50"),
        ([replace(r, cpu_seconds=r.seconds * 2) for r in STEADY], (0.1, 1.0), "one thread: 2.00"),
        (_rounds(PYMUPDF, 1, 1, 2), (0.1, 1.0), "rounds differ by 100%"),
    ],
)
def test_whatever_speaks_against_idle_is_warned_of(runs, load, word):
    rows = rows_of(runs, dict.fromkeys(KINDS, 4))
    (warning,) = warnings_of(runs, rows, load)
    assert word in warning


def test_record_survives_json():
    speed = _speed()
    again = json.loads(json.dumps(asdict(speed)))
    assert again["schema_version"] == 1
    assert len(again["rows"]) == 12 and len(again["runs"]) == 36
    assert again["rows"][0]["ratios"][0]["time"] == asdict(speed.rows[0].ratios[0].time)


def test_record_is_written_into_a_folder_that_is_not_there_yet(tmp_path, monkeypatch):
    target = tmp_path / "build" / "bench" / "speed.json"
    monkeypatch.setattr(command, "measure", lambda *_: _speed())
    monkeypatch.setattr(sys, "argv", ["speed", "--json", str(target)])
    command.main()
    assert json.loads(target.read_bytes())["schema_version"] == 1


def test_table_names_weights_ratios_and_warnings():
    table = as_table(_speed(load=(0.9, 1.0)))
    assert "PP-OCRv6_tiny_det + PP-OCRv6_tiny_rec" in table
    assert "over bare_paddleocr: time × 2.00 (2.00 … 2.00), memory × 1.00" in table
    assert "over bare_pymupdf: time × 8.00" in table
    assert "read 1.050, verify 0.525" in table
    assert "warning: not idle before the start" in table
    assert "installed environment 1400 MB" in table and "weights 84 MB" in table


def _source(folder, number, kind=SCANNED, pages=1) -> Source:
    return Source(Path(f"{folder}/{number}.pdf"), folder, number, kind, pages)


def test_chosen_documents_are_unlike():
    sources = [_source(folder, number) for folder in "abc" for number in (1, 2, 3)]
    text = _source("a", 9, BORN_DIGITAL)
    chosen = choose([*sources, text], 4)
    places = [(s.folder, s.number) for s in chosen[SCANNED]]
    assert places == [("a", 1), ("b", 2), ("c", 3), ("a", 2)]
    assert chosen[BORN_DIGITAL] == [text]


def test_documents_are_chosen_whole():
    sources = [_source("a", 1, pages=2), _source("a", 2, pages=3), _source("a", 3)]
    chosen = choose([*sources, _source("a", 9, BORN_DIGITAL)], 4)
    assert [s.number for s in chosen[SCANNED]] == [1, 3]


@pytest.mark.parametrize("pages, expected", [(2, [2, 3]), (3, [2, 3]), (4, [1, 2, 3])])
def test_no_document_pushes_all_others_out(pages, expected):
    sources = [_source("a", 1, pages=2), _source("a", 2), _source("a", 3)]
    chosen = choose([*sources, _source("a", 9, BORN_DIGITAL)], pages)
    assert [s.number for s in chosen[SCANNED]] == expected


def test_samples_without_a_short_enough_document_are_refused():
    sources = [_source("a", 1, pages=2), _source("a", 9, BORN_DIGITAL)]
    with pytest.raises(ValueError, match="no scanned document of at most 1 pages"):
        choose(sources, 1)


def test_text_layer_makes_a_document_born_digital(samples):
    kinds = {s.number: s.kind for s in sources_of(samples)}
    assert kinds == {n: BORN_DIGITAL if n in (1, 2, 5) else SCANNED for n in range(1, 7)}


def test_labels_hold_no_file_name(samples):
    labels = [s.label for s in sources_of(samples)]
    assert labels[:3] == ["NM2026-0001/01.pdf", "NM2026-0001/02.pdf", "NM2026-0001/03.jpg"]


def test_drawn_pages_are_dense_scans_of_people_in_the_roster(samples, tmp_path, monkeypatch):
    monkeypatch.setattr(dense, "_DOCUMENTS", 2)  # one of each kind
    drawn = draw_dense(tmp_path)
    roster = tmp_path / "roster.csv"
    roster.write_bytes((samples / "roster.csv").read_bytes())
    add_to_roster(roster)
    numbers = {profile.applicant_id for profile in load_roster(roster).profiles}
    for kind in (DENSE, RARE_NAME):
        assert {s.kind for s in drawn[kind]} == {kind}
        assert [s.pages for s in drawn[kind]] == [1] * 2
        assert {s.folder for s in drawn[kind]} <= numbers
        for source in drawn[kind]:
            with pymupdf.open(source.path) as document:
                assert not document[0].get_text() and document[0].get_images()
    assert set(choose([*sources_of(samples), *drawn[DENSE]], 2)) == {*SAMPLED, DENSE}


@pytest.fixture
def laid_out(samples, tmp_path) -> Path:
    """One page of each kind, as a child process finds them."""
    lay_out(tmp_path, samples, choose(sources_of(samples), 1))
    return tmp_path


def test_layout_holds_copies_roster_and_a_page_to_warm_up_on(laid_out, samples):
    for kind in SAMPLED:
        (copy,) = (laid_out / kind / "NM2026-0001").iterdir()
        original = samples / "dossiers" / "NM2026-0001" / copy.name
        assert copy.read_bytes() == original.read_bytes()
    assert (laid_out / "roster.csv").read_bytes() == (samples / "roster.csv").read_bytes()
    with pymupdf.open(laid_out / "warm-up" / "NM2026-0001" / "warm-up.pdf") as warm:
        assert "虚构样例" in warm[0].get_text()
        assert not warm[1].get_text() and warm[1].get_images()


@pytest.mark.parametrize("kind", SAMPLED)
def test_bare_pymupdf_saves_every_page(laid_out, tmp_path, kind):
    out = tmp_path / "out"
    out.mkdir()
    done = subjects.bare_pymupdf(laid_out / "roster.csv")(laid_out / kind, out)
    assert done.pages == 1
    assert set(done.stages) == {"open", "extract", "render", "save"}
    with pymupdf.open(out / "1.pdf") as saved:
        assert saved.is_pdf and saved.page_count == 1


def test_short_passes_are_repeated_and_the_warm_up_is_left_out(tmp_path, monkeypatch):
    now, seen = [0.0], []

    def work(folder, out):
        seen.append(folder.name)
        assert not list(out.iterdir())
        now[0] += 0.4
        return Pass(2, {"open": 0.4})

    monkeypatch.setitem(subjects.MAKERS, PYMUPDF, lambda roster: work)
    monkeypatch.setattr(subjects.time, "perf_counter", lambda: now[0])
    measured = subjects.run(PYMUPDF, SCANNED, tmp_path)
    assert seen == ["warm-up", SCANNED, SCANNED, SCANNED]
    assert measured["pages"] == 6
    assert measured["seconds"] == pytest.approx(1.2)
    assert measured["stages"] == pytest.approx({"open": 1.2})


def test_peak_memory_of_a_child_leaves_its_parent_out():
    ballast = os.urandom(1) * 300_000_000
    code = "from benchmarks.speed.subjects import peak_mb; print(peak_mb())"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, check=True)
    assert peak_mb() > 300 and len(ballast) == 300_000_000
    assert 5 < float(done.stdout) < 250


def test_hard_links_count_once(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert size_mb(tmp_path) == 3


@pytest.mark.slow
def test_two_pages_are_measured(samples, monkeypatch):
    """The real thing: six processes, a page of text and a scanned one."""
    monkeypatch.setattr("benchmarks.speed.measure.KINDS", SAMPLED)
    monkeypatch.setattr(dense, "_DOCUMENTS", 1)
    speed = measure(samples, pages=1, rounds=1)
    rows = {(row.kind, row.subject): row for row in speed.rows}
    assert len(rows) == 6 and len(speed.load) == 2
    for kind in SAMPLED:
        ours = rows[kind, REDACTOR]
        stages = ("load", "read", "detect", "recognise", "erase", "verify", "pictures", "rest")
        assert set(ours.stages) == set(stages)
        assert sum(ours.stages.values()) == pytest.approx(ours.seconds_a_page.median, rel=0.01)
        assert all(ours.stages[stage] > 0 for stage in ("read", "recognise", "erase", "verify"))
        assert rows[kind, PADDLEOCR].stages["ocr"] > 0.05
        # Whoever reads pages takes longer than who does not, and holds models besides.
        assert rows[kind, PYMUPDF].peak_mb < rows[kind, PADDLEOCR].peak_mb
        assert rows[kind, PYMUPDF].peak_mb < ours.peak_mb
        paddle, pymupdf_ratio = ours.ratios
        assert paddle.time.median < pymupdf_ratio.time.median
    # A born-digital page needs less than PaddleOCR brings, of which we leave parts out.
    assert rows[SCANNED, PADDLEOCR].peak_mb < rows[SCANNED, REDACTOR].peak_mb
