import json

import pytest

from redactor.capacity import (
    BUSY,
    Demand,
    Rates,
    days_with,
    for_deadline,
    measure,
    needed,
    uploads_by_hour,
)
from tests.cli.pretend import write_source

PROVINCE = Demand(50_000, 60, 3.0, 0.5)


def test_cores_do_the_work_in_the_days_that_there_are():
    need = needed(PROVINCE, 4.0, 1024.0)
    assert need.core_hours == pytest.approx(50_000 * 60 * 4 / 3600)
    assert need.cores == 62  # 12 million seconds in three days of 0.75
    assert need.memory_gb == 62.0
    assert days_with(need.cores, PROVINCE, 4.0) <= 3.0 < days_with(need.cores - 1, PROVINCE, 4.0)
    assert 0 < BUSY < 1


def test_what_comes_on_the_last_days_decides_for_a_deadline():
    # Half of what thirty days bring comes in the last three.
    month, peak = Demand(50_000, 60, 30.0, 0.5), Demand(25_000, 60, 3.0, 0.5)
    assert for_deadline(month, 4.0) == for_deadline(peak, 4.0) > needed(peak, 4.0, 0.0).cores


@pytest.mark.parametrize("days", [0.1, 1.0, 2.5, 3.0, 30.0])
def test_uploads_of_all_hours_are_all_uploads(days):
    shares = uploads_by_hour(days)
    assert sum(shares) == pytest.approx(1.0)
    assert len(shares) == max(1, round(days * 24))


def test_a_little_work_takes_one_core():
    assert needed(Demand(1, 1, 30.0, 0.0), 1.0, 1000.0).cores == 1


def test_a_mix_of_pages_is_weighed():
    rates = Rates(1.0, 5.0, 900.0)
    assert [rates.page_s(scanned) for scanned in (0.0, 0.5, 1.0)] == [1.0, 3.0, 5.0]


def test_an_earlier_batch_tells_the_rate_of_its_own_documents(office):
    write_source(office.folder / "T-1/02.pdf")
    office.batch()
    said = office.run(
        *("plan", "--dossiers", 10, "--pages", 60, "--days", 1, "--from", office.out, "--json")
    )
    assert said.code == 0
    told = json.loads(said.out)
    assert (told["cores"], told["page_seconds"], told["memory_mb"]) == (1, 0.0, 1)
    text = office.run("plan", "--dossiers", 10, "--pages", 60, "--days", 1, "--from", office.out)
    assert "1 天做完：1 核" in text.out
    assert "停 12 小时：1 核" in text.out


def test_a_folder_without_a_batch_tells_no_rate(office):
    said = office.run("plan", "--dossiers", 1, "--pages", 1, "--days", 1, "--from", office.folder)
    assert said.code == 6


def test_measuring_works_drawn_pages_through(monkeypatch):
    done = []
    monkeypatch.setattr("redactor.work.run_task", lambda task: done.append(task.sources[0].path))
    rates = measure(None)
    assert [path.name for path in done] == ["text.pdf", "scan.pdf"] * 2
    assert rates.text_page_s >= 0
    assert not done[0].exists()
