import os
import socket
import subprocess
import sys
import threading

import pytest

from redactor.datatypes import DossierStatus
from redactor.errors import WorkerError
from redactor.store import leases
from redactor.store.ledger import DossierEntry, Ledger

ENTRY = DossierEntry("7", "f", DossierStatus.RELEASED)


def lost():
    return pytest.raises(WorkerError, match="another run")


def test_one_of_two_gets_a_dossier(ledger, place):
    with Ledger(place) as other:
        lease = ledger.claim("7")
        assert lease is not None
        assert other.claim("7") is None
        assert other.claim("8") is not None
        ledger.record(ENTRY, (), lease=lease)
        assert other.claim("7") is not None


def test_one_of_many_at_the_same_moment_gets_a_dossier(place):
    got, start = [], threading.Barrier(8)
    Ledger(place).close()

    def claim():
        with Ledger(place) as ledger:
            start.wait()
            got.extend(lease for lease in [ledger.claim("7")] if lease)

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def test_a_lease_that_is_not_renewed_runs_out(ledger, monkeypatch):
    monkeypatch.setattr(leases, "LEASE_S", -1.0)
    first = ledger.claim("7")
    monkeypatch.undo()
    second = ledger.claim("7")
    assert second is not None
    with lost(), ledger.holding(first):
        pytest.fail("somebody else has it")
    with lost():
        ledger.record(ENTRY, (), lease=first)
    assert ledger.dossier("7") is None
    with ledger.holding(second):
        pass
    ledger.record(ENTRY, (), lease=second)
    assert ledger.dossier("7").attempts == 2


def test_a_lease_that_beats_is_kept(ledger, monkeypatch):
    lease = ledger.claim("7")
    monkeypatch.setattr(leases, "LEASE_S", -1.0)
    ledger.renew([lease])
    monkeypatch.undo()
    ledger.renew([lease])
    assert ledger.claim("7") is None


def test_beating_renews_while_the_block_runs(ledger, monkeypatch):
    monkeypatch.setattr(leases, "_BEAT_S", 0.01)
    beaten, renewed = threading.Event(), []
    lease = ledger.claim("7")

    def renew(several):
        renewed.extend(several)
        beaten.set()

    monkeypatch.setattr(ledger, "renew", renew)
    with ledger.beating({"7": lease}):
        assert beaten.wait(10)
    assert lease in renewed


def test_what_ended_is_not_brought_back_by_a_late_beat(ledger):
    lease = ledger.claim("7")
    ledger.record(ENTRY, (), lease=lease)
    ledger.renew([lease])
    assert ledger.at_work() == ()
    with lost(), ledger.holding(lease):
        pytest.fail("it has ended")


def test_giving_up_counts_no_attempt(ledger):
    ledger.give_up(ledger.claim("7"))
    lease = ledger.claim("7")
    ledger.record(ENTRY, (), lease=lease)
    assert ledger.dossier("7").attempts == 1


def test_what_a_dead_process_of_this_machine_held_is_free_at_once(ledger, monkeypatch):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for key, pid in (("7", dead.pid), ("8", os.getpid())):
        monkeypatch.setattr(leases, "_holder", lambda pid=pid: f"{socket.gethostname()}:{pid}")
        ledger.claim(key)
    monkeypatch.setattr(leases, "_holder", lambda: "another machine:1")
    ledger.claim("9")
    ledger.free_the_dead()
    assert [one.applicant_id for one in ledger.at_work()] == ["8", "9"]


def test_a_taker_waits_until_a_block_that_holds_has_ended(ledger, place, monkeypatch):
    monkeypatch.setattr(leases, "LEASE_S", 0.0)
    lease, order = ledger.claim("7"), []

    def take():
        with Ledger(place) as other:
            order.append("asks")
            other.claim("7")
            order.append("has it")

    thread = threading.Thread(target=take)
    with ledger.holding(lease):
        thread.start()
        thread.join(1.0)
        order.append("held")
    thread.join()
    assert order.index("held") < order.index("has it")
