import pytest

from benchmarks.peak import as_svg, simulate
from redactor.capacity import GRACE_H, Demand, for_deadline, needed


def test_every_dossier_is_done_once_although_cores_are_lost():
    peak = simulate(dossiers=800, pages=60, page_s=20.0, cores=4, seed=3, lost_from_d=1.5)
    assert peak.queue[-1] == 0
    assert min(peak.queue) >= 0
    assert peak.begun_anew == 1


def test_more_cores_leave_a_shorter_queue():
    few, many = (simulate(800, 60, 20.0, cores, 3) for cores in (4, 12))
    assert max(many.queue) < max(few.queue)
    assert many.last_after_h < few.last_after_h
    assert as_svg(many).startswith("<svg")


@pytest.mark.parametrize("lost_from_d", [0.5, 1.5, 2.0, 2.5])
def test_the_cores_of_the_plan_have_done_everything_when_the_office_opens(lost_from_d):
    demand = Demand(25_000, 60, 3.0, 0.0)
    planned = for_deadline(demand, 3.9)
    peak = simulate(25_000, 60, 3.9, planned, seed=4, lost_from_d=lost_from_d)
    assert peak.in_time
    assert peak.last_after_h < GRACE_H


def test_cores_for_work_that_lies_there_are_too_few_for_a_deadline():
    cores = needed(Demand(25_000, 60, 3.0, 0.0), 3.9, 0.0).cores
    peak = simulate(25_000, 60, 3.9, cores, seed=4)
    assert not peak.in_time
    assert peak.last_after_h > GRACE_H
