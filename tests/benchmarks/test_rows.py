"""From judged files to rates: what was found, what a person is told, what nobody saw."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.generator.people import WANG_WEI
from benchmarks.reporting.page import Part, as_markdown, as_page, as_summary
from benchmarks.scoring.compare import Fault
from benchmarks.scoring.outputs import MISSING, Output, read_outputs, sha256
from benchmarks.scoring.rows import (
    FLAGGED,
    FOUND,
    HELD,
    NONE,
    RELEASED,
    SILENT,
    as_record,
    from_record,
    row_of,
    score_dossier,
)
from benchmarks.scoring.tables import Rate, by_document, by_item, figures, totals
from benchmarks.truth import ASK, KEEP, REDACT, Facts, Item

TEXT, SCAN = "02", "04"


@pytest.mark.parametrize(
    "how, place, flagged, outcome",
    [
        ("", RELEASED, (), FOUND),
        ("text", RELEASED, (), SILENT),
        ("text", HELD, (), SILENT),  # held for another reason: nobody is told of this one
        ("text", HELD, (0,), FLAGGED),
        ("no_output", NONE, (), FLAGGED),
    ],
)
def test_outcome_of_an_own_value(how, place, flagged, outcome, make_result, make_row):
    result = make_result(how=how)
    assert make_row(result, place=place, flagged=flagged).outcome(result) == outcome


def test_leak_in_metadata_makes_a_release_false(make_result, make_row):
    row = make_row(make_result(), other=[Fault("leak", "metadata")])
    assert row.false_release and row.false_clean
    assert totals([row])["false_release"] == Rate(1, 1)


def test_held_leak_is_no_false_release(make_result, make_row):
    row = make_row(make_result(how="text"), status="needs_review", place=HELD, flagged=(0,))
    sums = totals([row])
    assert sums["false_release"] == Rate(0, 0)
    assert sums["flagged"] == Rate(1, 1) and sums["silently_missed"] == Rate(0, 1)


def test_born_digital_documents_are_counted_apart_from_those_that_rules_ask_about(
    make_result, make_row
):
    text = Facts("1", "award", "award_ornate", "text", "none", 0)
    asked = make_row(make_result(expected=ASK), status="needs_review", place=HELD, facts=text)
    rows = [
        make_row(make_result(), facts=text),
        make_row(make_result(), status="needs_review", place=HELD, facts=text),
        asked,
        make_row(make_result(), facts=replace(text, carrier="scan")),
    ]
    sums = totals(rows)
    assert sums["automatic_release"] == Rate(2, 4)
    assert sums["born_digital"] == Rate(1, 3)
    assert sums["born_digital_answered"] == Rate(1, 2)


def test_one_question_over_many_places_and_files_counts_once(make_row):
    alias, other = frozenset({"a1"}), frozenset({"a1", "b2"})
    rows = [
        replace(make_row(), questions=3, question_ids=alias),
        replace(make_row(), questions=2, question_ids=other),
        replace(make_row(), applicant="B", questions=1, question_ids=alias),
        replace(make_row(), applicant="C", questions=4),  # of a program that groups nothing
    ]
    assert figures(rows)["questions_a_dossier"] == (2 + 1 + 4) / 3


def test_item_is_flagged_by_a_question_on_it_and_not_by_one_beside_it():
    def quad(x):
        return ((x, 10.0), (x + 10, 10.0), (x + 10, 20.0), (x, 20.0))

    item = Item("f.pdf", 2, (quad(10.0),), "王", "name", "self", REDACT)
    held = Output("needs_review", Path("f.pdf"), False)
    assert replace(held, questions=((2, quad(15.0)),)).flags(item)
    assert not replace(held, questions=((2, quad(40.0)),)).flags(item)
    assert not replace(held, questions=((1, quad(15.0)),)).flags(item)
    assert replace(held, unread=frozenset({2})).flags(item)
    assert MISSING.flags(item)


def test_rows_survive_json(samples, put_out, sources):
    rows = score_dossier(
        put_out({TEXT: sources[TEXT].read_bytes()}, status="failed"), samples, WANG_WEI.number
    )
    facts = Facts("02.pdf", "paper", "paper_two_columns", "text", "none", 0)
    rows[1] = replace(rows[1], facts=facts)
    back = [from_record(json.loads(json.dumps(as_record(row)))) for row in rows]
    assert back[0] == rows[0]
    assert back[1] == replace(rows[1], facts=replace(facts, doc=""))  # file names may hold a name


def test_page_of_a_leak_that_the_second_look_found_is_flagged(put_out, sources):
    out = put_out({SCAN: sources[SCAN].read_bytes()}, held=True, status="leak")
    path = out / "private" / "audit" / f"{WANG_WEI.number}.json"
    audit = json.loads(path.read_text())
    audit["documents"][0]["verdict"] = {"leaks": [{"page": 1}], "unread_pages": [3]}
    path.write_text(json.dumps(audit))
    output = read_outputs(out, WANG_WEI.number)[sha256(sources[SCAN])]
    assert output.unread == {1, 3}


def test_author_rank_is_lost_without_a_mark(sources, items, redact_perfectly, pick):
    """White paper where the own name was: nobody can say any more that a person stood there."""
    path = sources[TEXT]
    mine = [i for i in items if i.doc == path.name]
    finished = path.parent / "NM_1.pdf"
    try:
        finished.write_bytes(redact_perfectly(path, pick(items, path)))
        blank = row_of(path, Output("clean", finished, True), mine, (), None).judgement
        finished.write_bytes(path.read_bytes())
        whole = row_of(path, Output("clean", finished, True), mine, (), None).judgement
    finally:
        finished.unlink(missing_ok=True)
    assert blank.ranked == whole.ranked > 0
    assert blank.rank_lost == blank.ranked and whole.rank_lost == 0


def test_groups_count_what_they_hold(make_result, make_row):
    scan = Facts("1", "award", "award_ornate", "scan", "blur", 3)
    text = Facts("2", "paper", "paper_two_columns", "text", "none", 0)
    rows = [
        make_row(make_result(how="pixels"), make_result(1, "pixels", KEEP), facts=scan),
        make_row(make_result(), make_result(1, "", KEEP), facts=text),
    ]
    blur = by_document(rows, lambda r: r.facts.damage if r.facts.carrier == "scan" else "")
    assert [(g.name, g.silent, g.damaged) for g in blur] == [("blur", Rate(1, 1), Rate(1, 1))]
    (names,) = by_item(rows, lambda i: i.category)
    assert names.silent == Rate(1, 2) and names.damaged == Rate(1, 2)


def test_page_and_summary_hold_the_same_rates(make_result, make_row):
    facts = Facts("1", "award", "award_ornate", "scan", "blur", 3)
    rows = (make_row(make_result(how="pixels"), make_result(1, "", ASK), facts=facts),)
    about = {"split": "test", "seed": "0", "commit": "abc", "date": "2026-11-21"}
    part = Part(about, rows, ())
    summary = as_summary(part, None, None)
    assert summary["totals"]["false_release"] == {
        "hits": 1, "of": 1, "wilson_95": pytest.approx((0.2065, 1.0), abs=1e-3),
    }  # fmt: skip
    page = as_page(part, None, None)
    assert "1/1 (100.0%)" in page and "<svg" in page and "http" not in page.split("<svg")[0]
    assert "1/1 (100.0%)" in as_markdown(part)
