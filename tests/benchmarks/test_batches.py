from benchmarks import batches


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
