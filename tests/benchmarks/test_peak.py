from benchmarks.peak import as_svg, simulate


def test_every_dossier_is_done_once_although_cores_are_lost():
    peak = simulate(dossiers=800, pages=60, page_s=20.0, cores=4, seed=3)
    assert peak.queue[-1] == 0
    assert min(peak.queue) >= 0
    assert peak.begun_anew == 1


def test_more_cores_leave_a_shorter_queue():
    few, many = (simulate(800, 60, 20.0, cores, 3) for cores in (4, 12))
    assert max(many.queue) < max(few.queue)
    assert many.last_after_h < few.last_after_h
    assert as_svg(many).startswith("<svg")
