"""Servers that a batch or an export leans on, killed with -9 at random moments."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from random import Random

import pytest

from benchmarks.kills.__main__ import SAMPLES, lay_out
from benchmarks.kills.rounds import undisturbed
from benchmarks.kills.running import wait_for
from benchmarks.kills.state import faults, partial
from tests.web.postgres import postgres_server

pytestmark = pytest.mark.slow
_ROUNDS = int(os.environ.get("REDACTOR_KILLS", "2"))


def test_a_batch_whose_ledger_server_is_killed_loses_and_doubles_nothing(tmp_path):
    batch = lay_out(SAMPLES, tmp_path)
    with postgres_server() as server:
        whole = replace(batch, ledger=server.make("whole"))
        reference, seconds = undisturbed(whole, tmp_path / "whole")
        ends = []
        for number in range(_ROUNDS):
            rng = Random(number)
            out = tmp_path / f"out-{number}"
            killed = replace(batch, ledger=server.make(f"round{number}"))
            pid = killed.start(out)
            time.sleep(rng.uniform(0, seconds))
            server.kill()
            time.sleep(rng.uniform(0, 1))
            server.start()
            ends.append(wait_for(pid))
            assert list(partial(out, reference)) == [], number
            assert wait_for(killed.start(out)) == 0, number
            assert list(faults(out, reference)) == [], number
    print(f"{_ROUNDS} rounds of {seconds:.1f} s; ended with {ends}")
