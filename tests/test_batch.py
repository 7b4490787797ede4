"""The batch itself: who belongs to whom, what is left out, and what a bad dossier may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from redactor import work
from redactor.assemble import KeptReadings, Recipe
from redactor.batch import Outcome, run_batch
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import DossierStatus
from redactor.dossier.answering import give_answer
from redactor.dossier.job import PageRange
from redactor.errors import ExitCode, InputError, OutputError
from redactor.execute.serial import SerialExecutor
from redactor.fakes.execute import FakeExecutor
from redactor.plan import BatchFault, Plan, plan_batch
from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.textnorm import folded
from tests.cli import pretend

RECIPE = Recipe(load_settings(), load_rules("neimenggu-2026"))


@dataclass(slots=True)
class Bench:
    """A folder of dossiers and all that a batch needs."""

    folder: Path
    roster: Path
    store: LocalStore
    ledger: Ledger
    recipe: Recipe = RECIPE

    def plan(self, **options: object) -> Plan:
        roster = load_roster(self.roster)
        with self.store.work_folder() as work:
            return plan_batch(
                self.folder, roster, self.recipe, self.store, self.ledger, work, **options
            )

    def run(self, executor=None, on_result: Callable = lambda result: None, **options) -> Outcome:
        return run_batch(self.plan(**options), executor or SerialExecutor(), self.ledger, on_result)

    def released(self) -> list[str]:
        return sorted(path.name for path in self.store.release.iterdir())


@pytest.fixture
def bench(tmp_path, monkeypatch) -> Iterator[Bench]:
    monkeypatch.setattr(work, "process", pretend.process)
    monkeypatch.setattr(work, "build_parts", lambda recipe: None)
    monkeypatch.setattr(work, "_built", {})
    store = LocalStore(tmp_path / "out")
    roster = pretend.write_roster(tmp_path / "roster.csv")
    with Ledger(store.ledger_path) as ledger:
        yield Bench(pretend.write_folders(tmp_path / "in"), roster, store, ledger)


def todo(plan: Plan) -> list[str]:
    return [task.applicant_id for task in plan.tasks]


def test_every_folder_finds_its_row(bench):
    (bench.folder / "T-2").rename(bench.folder / "T-2_乌兰")
    plan = bench.plan()
    assert todo(plan) == ["T-1", "T-2", "T-3"]
    assert plan.faults == ()
    assert [task.profile.names[0] for task in plan.tasks] == ["王伟", "乌兰", "欧阳明珠"]


def test_the_other_applicants_are_known_by_name_and_number(bench):
    first = bench.plan().tasks[0]
    assert first.others.names == {"乌兰", "欧阳明珠"}
    assert first.others.id_numbers == {folded("15990219900215004X"), "159903198803070068"}


def test_inputs_that_fit_nobody_are_faults_of_one_list(bench):
    for name in ("nobody", "T-2_b"):
        pretend.write_source(bench.folder / name / "1.pdf")
    pretend.write_source(bench.folder / "loose.pdf")
    more = "赵强,159901197809060015,长青水库,15412345681"
    pretend.write_roster(bench.roster, {**pretend.PEOPLE, "T-9": more})
    plan = bench.plan()
    assert set(plan.faults) == {
        BatchFault("loose"),
        BatchFault("unmatched"),
        BatchFault("double", "T-2"),
        BatchFault("missing", "T-9"),
    }
    assert todo(plan) == ["T-1", "T-3"]
    assert Outcome(faults=plan.faults).exit_code == ExitCode.CONFIG


def test_an_applicant_without_a_folder_is_no_failure(bench):
    assert Outcome(faults=(BatchFault("missing", "T-9"),)).exit_code == ExitCode.OK


def test_values_of_a_profile_stay_out_of_a_task_in_print(bench):
    text = repr(bench.plan().tasks)
    for value in ("王伟", "15990", "154123", "云岭", "评审表"):
        assert value not in text


def test_what_is_done_is_not_done_again(bench):
    bench.run()
    plan = bench.plan()
    assert todo(plan) == []
    assert sorted(plan.done) == ["T-1", "T-2", "T-3"]
    outcome = bench.run()
    assert outcome.totals.dossiers.total() == 0
    assert [e.status for e in outcome.unchanged] == [DossierStatus.RELEASED] * 3


def changed_row(bench):
    row = pretend.PEOPLE["T-2"].replace("15412345679", "15412345670")
    pretend.write_roster(bench.roster, {**pretend.PEOPLE, "T-2": row})


def changed_file(bench):
    (bench.folder / "T-2/01_评审表.pdf").write_bytes(b"%PDF-1.7\nclean\nmore")


def another_file(bench):
    pretend.write_source(bench.folder / "T-2/02.pdf")


def lost_output(bench):
    (bench.store.release / "T-2/T-2_d01.pdf").unlink()


@pytest.mark.parametrize("change", [changed_row, changed_file, another_file, lost_output])
def test_what_has_changed_is_done_again_and_nothing_else(bench, change):
    bench.run()
    change(bench)
    assert todo(bench.plan()) == ["T-2"]


def ask_about_t2(bench):
    pretend.write_source(bench.folder / "T-2/02.pdf", "question")
    bench.run()
    (asked,) = bench.ledger.questions()
    return asked


def say(bench, reply):
    (asked,) = bench.ledger.questions()
    return give_answer(bench.store, bench.ledger, asked, reply, Role.OFFICE)


def test_questions_of_a_held_dossier_are_in_the_ledger(bench):
    asked = ask_about_t2(bench)
    assert (asked.applicant_id, asked.answer) == ("T-2", None)
    assert asked.question.value == pretend.ALIAS
    assert todo(bench.plan()) == []


def test_an_answer_redoes_its_dossier_only_and_releases_it(bench):
    ask_about_t2(bench)
    assert bench.released() == ["T-1", "T-3"]
    assert say(bench, Reply.REDACT) is False  # nothing was released of it
    assert todo(bench.plan()) == ["T-2"]
    assert pretend.ALIAS not in repr(bench.plan().tasks)
    bench.run()
    assert bench.released() == ["T-1", "T-2", "T-3"]
    assert todo(bench.plan()) == []


def test_a_changed_answer_withdraws_at_once_and_redoes(bench):
    ask_about_t2(bench)
    say(bench, Reply.KEEP)
    bench.run()
    assert say(bench, Reply.REDACT) is True
    assert bench.released() == ["T-1", "T-3"]
    assert not (bench.store.public / "T-2.json").exists()
    assert todo(bench.plan()) == ["T-2"]
    bench.run()
    assert bench.released() == ["T-1", "T-2", "T-3"]


def test_an_answer_taken_back_withdraws_as_well(bench):
    ask_about_t2(bench)
    say(bench, Reply.KEEP)
    bench.run()
    assert say(bench, None) is True
    assert bench.released() == ["T-1", "T-3"]
    bench.run()
    assert [a.answer for a in bench.ledger.questions()] == [None]
    assert bench.released() == ["T-1", "T-3"]


def test_the_same_answer_again_touches_nothing(bench):
    ask_about_t2(bench)
    say(bench, Reply.KEEP)
    bench.run()
    assert say(bench, Reply.KEEP) is False
    assert bench.released() == ["T-1", "T-2", "T-3"]
    assert todo(bench.plan()) == []


def test_a_withdrawal_that_fails_leaves_the_old_answer(bench, monkeypatch):
    ask_about_t2(bench)
    say(bench, Reply.KEEP)
    bench.run()

    def fail(self, applicant_id):
        raise OutputError("the disk is full")

    monkeypatch.setattr(LocalStore, "withdraw", fail)
    with pytest.raises(OutputError):
        say(bench, Reply.REDACT)
    assert [a.reply for a in bench.ledger.questions()] == [Reply.KEEP]


def test_random_names_change_no_question_and_are_withdrawn_too(bench):
    asked = ask_about_t2(bench)
    bench.run(random_names=True)
    (again,) = bench.ledger.questions()
    assert again.question.question_id == asked.question.question_id
    say(bench, Reply.KEEP)
    bench.run(random_names=True)
    assert say(bench, Reply.REDACT) is True
    assert len(bench.released()) == 2


def test_changed_rules_redo_everything(bench):
    bench.run()
    bench.recipe = replace(RECIPE, rules=replace(RECIPE.rules, version="other"))
    assert todo(bench.plan()) == ["T-1", "T-2", "T-3"]


def test_planning_alone_withdraws_nothing(bench):
    bench.run()
    changed_row(bench)
    bench.plan()
    assert bench.released() == ["T-1", "T-2", "T-3"]


class Nothing:
    """An executor that is interrupted before its first job."""

    def map(self, task: Callable, jobs: Sequence, more: Callable) -> Iterator:
        raise KeyboardInterrupt
        yield


def test_what_has_changed_is_withdrawn_before_the_first_dossier_is_begun(bench):
    bench.run()
    changed_row(bench)
    with pytest.raises(KeyboardInterrupt):
        bench.run(Nothing())
    assert bench.released() == ["T-1", "T-3"]
    assert not (bench.store.public / "T-2.json").exists()
    assert todo(bench.plan()) == ["T-2"]


def test_another_name_for_the_output_withdraws_the_old_one(bench):
    bench.run()
    bench.run(random_names=True)
    names = bench.released()
    assert len(names) == 3
    assert not set(names) & set(pretend.PEOPLE)
    bench.run()
    assert bench.released() == ["T-1", "T-2", "T-3"]


def test_a_worker_that_dies_loses_its_dossier_only(bench):
    outcome = bench.run(FakeExecutor(dying=frozenset({1})))
    assert bench.released() == ["T-1", "T-3"]
    assert outcome.exit_code == ExitCode.WORKER
    (lost,) = outcome.held
    assert (lost.applicant_id, lost.error_code) == ("T-2", "worker")
    assert [d.error_code for d in lost.documents] == ["worker"]
    assert todo(bench.plan()) == ["T-2"]  # another try may help


def test_a_worker_that_dies_on_the_second_run_leaves_no_old_release(bench):
    bench.run()
    changed_row(bench)
    bench.run(FakeExecutor(dying=frozenset({0})))
    assert bench.released() == ["T-1", "T-3"]


def test_a_dossier_that_cannot_be_read_as_a_whole_carries_its_reason(bench):
    for path in (bench.folder / "T-2").iterdir():
        path.unlink()
    (bench.folder / "T-2").rmdir()
    (bench.folder / "T-2.zip").write_bytes(b"PK\x03\x04 broken")
    outcome = bench.run()
    (held,) = outcome.held
    assert (held.reasons, held.error_code) == (("failed",), "bad_zip")
    assert outcome.exit_code == ExitCode.INPUT
    assert todo(bench.plan()) == []  # the same zip would be as broken
    pretend.write_zip(bench.folder / "T-2.zip", ["01.pdf"])
    assert todo(bench.plan()) == ["T-2"]


def test_results_are_recorded_one_by_one_and_workers_end_with_the_loop(bench):
    ended = []

    class Watched(SerialExecutor):
        def map(self, task, jobs, more):
            try:
                yield from super().map(task, jobs, more)
            finally:
                ended.append(True)

    def interrupted(result):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        bench.run(Watched(), interrupted)
    assert ended == [True]  # although the traceback still holds the frame of the loop
    assert caught.traceback
    entry = bench.ledger.dossier("T-1")
    assert entry is not None
    assert entry.status is DossierStatus.RELEASED
    assert todo(bench.plan()) == ["T-2", "T-3"]


@pytest.fixture
def ranges(bench, monkeypatch) -> list[object]:
    """T-1 has a file of three ranges; what is read of it, in order, and every dossier."""
    said: list[object] = []

    def read(job, pages, parts, on_page):
        said.append((pages.first, pages.last))
        if pages.first == 201:
            raise InputError("the page is damaged")
        behind = (PageRange(0, 101, 200), PageRange(0, 201, 250))
        return (behind if pages.first == 1 else ()), {"read": 1.0}

    def first_ranges(sources, settings):
        return [PageRange(0, 1, 100)] if "T-1" in str(sources[0].path) else []

    def process(job, parts, on_page):
        said.append(job.applicant_id)
        return pretend.process(job, parts, on_page)

    monkeypatch.setattr(work, "read", read)
    monkeypatch.setattr(work, "first_ranges", first_ranges)
    monkeypatch.setattr(work, "process", process)
    bench.recipe = replace(RECIPE, readings=KeptReadings(bench.store.private / "r", b"s" * 32))
    return said


def test_a_long_file_is_read_in_ranges_while_others_go_on(bench, ranges):
    outcome = bench.run()
    assert ranges == [(1, 100), "T-2", (101, 200), "T-3", (201, 250), "T-1"]
    assert bench.released() == ["T-1", "T-2", "T-3"]  # a range that failed fails nothing
    assert outcome.totals.dossiers.total() == 3
    assert outcome.totals.stages["read"] == 2.0


def test_a_dossier_whose_ranges_were_all_lost_is_worked_through_by_its_own_job(bench, ranges):
    outcome = bench.run(FakeExecutor(dying=frozenset({3})))  # the first called for: T-1's range
    assert ranges.count("T-1") == 1
    assert not any(isinstance(said, tuple) for said in ranges)
    assert bench.released() == ["T-1", "T-2", "T-3"]
    assert outcome.exit_code == ExitCode.OK


def test_one_lease_holds_from_the_first_range_to_the_release(bench, ranges, monkeypatch):
    claimed = []
    claim = Ledger.claim
    monkeypatch.setattr(Ledger, "claim", lambda self, key: claimed.append(key) or claim(self, key))
    bench.run()
    assert sorted(claimed) == ["T-1", "T-2", "T-3"]


def test_without_a_place_to_keep_readings_no_file_is_cut(bench, ranges):
    bench.recipe = RECIPE
    bench.run()
    assert ranges == ["T-1", "T-2", "T-3"]


def test_the_gravest_outcome_decides(bench):
    pretend.write_source(bench.folder / "T-1/02.pdf", "question")
    pretend.write_source(bench.folder / "T-2/02.pdf", "leak")
    pretend.write_source(bench.folder / "T-3/02.pdf", "corrupt")
    assert bench.run().exit_code == ExitCode.LEAK
    assert bench.run().exit_code == ExitCode.LEAK  # nothing was done anew


def test_what_another_run_has_is_waited_for_and_taken_over_when_it_dies(bench, monkeypatch):
    lease = bench.ledger.claim("T-2")
    asleep = []

    def sleep(_):
        asleep.append(bench.released())
        if len(asleep) == 2:  # the other run dies: its lease is not renewed
            bench.ledger.give_up(lease)

    monkeypatch.setattr("time.sleep", sleep)
    outcome = bench.run()
    assert asleep == [["T-1", "T-3"]] * 2
    assert bench.released() == ["T-1", "T-2", "T-3"]
    assert outcome.totals.dossiers[DossierStatus.RELEASED] == 3


def test_what_another_run_has_done_meanwhile_is_left_as_it_is(bench):
    plan = bench.plan()
    bench.run()
    made = {path: path.stat().st_ino for path in bench.store.release.rglob("*.pdf")}
    outcome = run_batch(plan, SerialExecutor(), bench.ledger, lambda result: None)
    assert len(outcome.unchanged) == 3
    assert {path: path.stat().st_ino for path in bench.store.release.rglob("*.pdf")} == made
    assert not list(bench.store.held.iterdir())


@pytest.mark.parametrize("word", ["clean", "question", "crash"])
def test_a_run_that_lost_its_lease_moves_and_records_nothing(bench, monkeypatch, word):
    pretend.write_source(bench.folder / "T-2/01_评审表.pdf", word)
    true = pretend.process

    def slow(job, parts, on_page):
        if job.applicant_id == "T-2":  # so slow that another run takes it, and releases it
            with bench.ledger._transaction() as db:
                db.exec_driver_sql("UPDATE leases SET token = 'another' WHERE expires > 0")
            source = bench.folder.parent / "T-2_d01.pdf"
            source.write_bytes(b"of the other run")
            bench.store.publish("T-2", [source])
        return true(job, parts, on_page)

    monkeypatch.setattr(work, "process", slow)
    outcome = bench.run()
    assert outcome.totals.dossiers.total() == 2
    assert bench.ledger.dossier("T-2") is None
    assert (bench.store.release / "T-2/T-2_d01.pdf").read_bytes() == b"of the other run"


def test_a_new_dossier_asks_once_whether_it_is_still_ours(bench, monkeypatch):
    """Before it is published. Each time it would wait for whoever writes to the ledger."""
    true, asked = Ledger.holding, []
    monkeypatch.setattr(Ledger, "holding", lambda *given: asked.append(1) or true(*given))
    bench.run()
    assert len(asked) == len(bench.released()) == 3


def test_nothing_stays_claimed_when_a_run_ends(bench):
    def interrupted(result):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bench.run(SerialExecutor(), interrupted)
    assert bench.ledger.at_work() == ()
    bench.run()
    assert bench.ledger.at_work() == ()
    assert [e.attempts for e in bench.ledger.all()] == [1, 1, 1]


@pytest.mark.parametrize("act", ["claim", "record", "holding", "dossier"])
def test_a_ledger_that_is_gone_ends_the_run_and_the_next_loses_nothing(bench, monkeypatch, act):
    true, calls = getattr(Ledger, act), []

    def gone(self, *args, **kwargs):
        calls.append(act)
        if len(calls) > 2:
            raise OutputError("the ledger cannot be used")
        return true(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, act, gone)
        with pytest.raises(OutputError):
            bench.run()
    bench.run()
    assert bench.released() == ["T-1", "T-2", "T-3"]
    assert len(list(bench.store.release.rglob("*.pdf"))) == 3
    assert bench.ledger.at_work() == ()
