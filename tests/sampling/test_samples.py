"""From a lot to a signed sample, and from its complaints to cases."""

from __future__ import annotations

import json

import pytest

from redactor.config.records import Limits
from redactor.errors import ConfigError, InputError, OutputError
from redactor.sampling.book import SampleBook
from redactor.sampling.cases import export_cases
from redactor.sampling.draw import Wanted, draw
from redactor.sampling.lot import LotFile, released_lot
from redactor.sampling.outcome import outcome
from redactor.sampling.records import Complaint, Flaw, PlanKind, Stratum
from tests.sampling.released import SECRET, make_released

LEAK = Complaint(Flaw.LEAK, 1, (0.1, 0.1, 0.3, 0.2), "name")
OVER = Complaint(Flaw.OVER, 2, (0.4, 0.1, 0.5, 0.2), "employer")


@pytest.fixture
def out(tmp_path):
    return make_released(tmp_path)


@pytest.fixture
def book(out):
    return SampleBook(out)


def lot(size, heavy=()):
    return [
        LotFile(f"T-{n}", 1, 5, 1, f"release/{n}", "0", 50.0 if n in heavy else 1.0)
        for n in range(size)
    ]


def test_the_lot_is_what_is_released_and_nothing_else(out):
    found = released_lot(out)
    assert [f.applicant_id for f in found] == ["T-1", "T-1", "T-2", "T-2", "T-3", "T-3"]
    assert [f.weight for f in found] == [1.0, 4.0] * 3  # look-alikes were kept in the second


def test_the_same_seed_draws_the_same():
    wanted = Wanted(aql="1.0", seed=7)
    first, again = draw(lot(400), wanted), draw(lot(400), wanted)
    assert first.units == again.units
    assert draw(lot(400), Wanted(aql="1.0", seed=8)).units != first.units
    assert len({u.output for u in first.units}) == len(first.units) == 50 + 5
    assert (first.letter, first.accept) == ("H", 1)


def test_every_file_is_drawn_as_often_as_any_other():
    times = dict.fromkeys(range(40), 0)
    for seed in range(400):
        for unit in draw(lot(40), Wanted(PlanKind.RANDOM, size=10, risk=0, seed=seed)).units:
            times[int(unit.output.split("/")[1])] += 1
    assert min(times.values()) > 60 and max(times.values()) < 145  # 100 is the mean


def test_risky_files_are_drawn_rather_than_others():
    heavy = {3, 17, 30}
    hits = 0
    for seed in range(50):
        sample = draw(lot(200, heavy), Wanted(PlanKind.RISK, size=6, seed=seed))
        assert {u.stratum for u in sample.units} == {Stratum.RISK}
        hits += sum(int(u.output.split("/")[1]) in heavy for u in sample.units)
    assert hits > 80  # 4.5 were to be expected without weights


def test_nothing_released_nothing_drawn():
    with pytest.raises(ConfigError):
        draw([], Wanted())


def judged(book, sample, bad=()):
    for index in range(len(sample.units)):
        if index in bad:
            book.complain(sample.sample_id, index, "r1", LEAK)
        else:
            book.judge(sample.sample_id, index, "r1", good=True)
    return book.find(sample.sample_id)


def test_a_good_lot_is_accepted_and_signed_and_never_changes_again(book):
    sample = book.draw(Wanted(risk=0))
    assert outcome(sample).decision == "open" and not outcome(sample).may_sign
    with pytest.raises(InputError) as refused:
        book.sign(sample.sample_id, "r1")
    assert refused.value.code == "sample_open"
    judged(book, sample)
    signed = book.sign(sample.sample_id, "r1")
    assert outcome(signed).decision == "accepted"
    assert outcome(signed).rates[Stratum.RANDOM][Flaw.LEAK].high == pytest.approx(0.39, abs=0.01)
    for change in (
        lambda: book.judge(sample.sample_id, 0, "r1", good=False),
        lambda: book.complain(sample.sample_id, 0, "r1", LEAK),
        lambda: book.recuse(sample.sample_id, 0, "r1", knows=True),
        lambda: book.sign(sample.sample_id, "r2"),
    ):
        with pytest.raises(InputError):
            change()
    assert book.find(sample.sample_id) == signed == book.all()[0]


def test_one_fault_more_than_accepted_and_the_lot_is_not(book):
    sample = book.draw(Wanted(aql="1.0", risk=0))  # 6 files: all of them; Ac 0
    assert outcome(judged(book, sample, bad={2})).decision == "rejected"


def test_a_fault_of_the_risky_part_does_not_decide(book):
    sample = book.draw(Wanted(PlanKind.RISK, size=3))
    told = outcome(judged(book, sample, bad={0}))
    assert told.decision == "none" and told.rates[Stratum.RISK][Flaw.LEAK].hits == 1


def test_who_knows_the_person_judges_no_file_of_the_dossier(book):
    sample = book.draw(Wanted(risk=0))
    mine = [n for n, u in enumerate(sample.units) if u.applicant_id == "T-1"]
    for index in range(len(sample.units)):
        book.judge(sample.sample_id, index, "r1", good=True)
    after = book.recuse(sample.sample_id, mine[0], "r1", knows=True)
    assert [n for n, u in enumerate(after.units) if not u.by] == mine
    assert outcome(after).recused == 2 and outcome(after).decision == "open"
    with pytest.raises(InputError) as refused:
        book.complain(sample.sample_id, mine[1], "r1", LEAK)
    assert refused.value.code == "recused"
    for index in mine:
        after = book.judge(sample.sample_id, index, "r2", good=True)
    assert outcome(after).decision == "accepted"
    assert not book.recuse(sample.sample_id, mine[0], "r1", knows=False).recused["T-1"]


def test_undo_takes_the_last_back(book):
    sample = book.draw(Wanted())
    book.complain(sample.sample_id, 0, "r1", LEAK)
    two = book.complain(sample.sample_id, 0, "r1", OVER)
    assert two.units[0].has(Flaw.OVER)
    one = book.undo(sample.sample_id, 0, "r1")
    assert one.units[0].complaints == (LEAK,) and one.units[0].by
    assert not book.undo(sample.sample_id, 0, "r1").units[0].by


@pytest.mark.parametrize(
    "box", [(0.1, 0.1, 0.1, 0.2), (0.5, 0.1, 0.2, 0.2), (-0.1, 0, 1, 1), (float("nan"), 0, 1, 1)]
)
def test_boxes_that_are_none(book, box):
    sample = book.draw(Wanted())
    with pytest.raises(InputError):
        book.complain(sample.sample_id, 0, "r1", Complaint(Flaw.LEAK, 1, box, "name"))


@pytest.mark.parametrize("name", ["", "../summary", "20260101-00000000", "x" * 500])
def test_no_other_file_is_a_sample(book, name):
    with pytest.raises(InputError):
        book.find(name)


def test_a_changed_file_is_neither_shown_nor_judged(book, out):
    sample = book.draw(Wanted())
    with (out / sample.units[0].output).open("ab") as file:
        file.write(b"x")
    for act in (
        lambda: book.path(sample.units[0]),
        lambda: book.judge(sample.sample_id, 0, "r1", good=True),
        lambda: book.complain(sample.sample_id, 0, "r1", LEAK),
    ):
        with pytest.raises(InputError) as refused:
            act()
        assert refused.value.code == "unit_changed"


def test_complaints_become_cases_with_their_originals(book, out, tmp_path):
    sample = book.draw(Wanted(risk=0))
    index = next(n for n, u in enumerate(sample.units) if u.output.startswith("release/T-2/"))
    judged(book, sample, bad={index})
    book.complain(sample.sample_id, index, "r1", OVER)
    target = tmp_path / "cases"
    assert export_cases(out, target, Limits()).cases == 0  # not signed yet
    book.sign(sample.sample_id, "r1")
    with pytest.raises(OutputError):
        export_cases(out, target, Limits())
    made = export_cases(out, tmp_path / "more", Limits())
    assert (made.cases, made.whole) == (2, 2)
    lines = (tmp_path / "more/cases.jsonl").read_text("utf-8").splitlines()
    leak, over = map(json.loads, lines)
    assert (leak["expected"], over["expected"]) == ("redact", "keep")
    assert leak["quads"][0][0] == [42.0, 59.5]
    assert (tmp_path / "more" / leak["original"]).read_bytes()[:4] == b"%PDF"
    assert SECRET not in leak["original"] and leak["original"] == over["original"]
    names = sorted(p.name for p in (tmp_path / "more/dossiers/T-2").iterdir())
    assert len(names) == 2 and all(name.startswith("11_") for name in names)  # the whole dossier
