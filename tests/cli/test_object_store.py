"""``redactor batch --store``: what is released is on an object store, too, and nothing else."""

import json

import pytest

from benchmarks.servers.objects import BUCKET
from redactor.store import bucket
from tests.cli.pretend import PEOPLE, write_roster, write_source
from tests.cli.test_ask import listed, typed
from tests.servers import object_server

URL = f"s3://{BUCKET}/2026"


@pytest.fixture(scope="module")
def server():
    with object_server() as server:
        yield server


@pytest.fixture
def far(server, office, monkeypatch):
    """The batch of ``office`` with an empty object store; ``far.there()`` lists the release."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    pytest.importorskip("s3fs").S3FileSystem.clear_instance_cache()
    monkeypatch.setattr(bucket, "_PATIENCE_S", ())
    clean = bucket.Bucket(f"s3://{BUCKET}")
    clean._delete(clean._below(""))

    def go(*more):
        return office.batch("--store", URL, *more)

    go.office, go.place = office, bucket.Bucket(URL)
    go.there = lambda: sorted(f"{k}/{n}" for k, names in go.place.whole().items() for n in names)
    return go


def test_what_is_released_is_there_and_nothing_that_is_held(far):
    write_source(far.office.folder / "T-2" / "02.pdf", "leak")
    said = far()
    assert f"对象存储上的同一份：{URL}/release" in said.out
    assert far.there() == far.office.released() == ["T-1/T-1_d01.pdf", "T-3/T-3_d01.pdf"]
    for name in far.there():
        (there,) = [far.place._sha256(far.place._at(f"release/{name}"))]
        assert there == bucket.sha256_of(far.office.out / "release" / name)


def test_later_runs_keep_to_it_unasked(far):
    far()
    row = PEOPLE["T-2"].replace("15412345679", "15412345670")
    write_roster(far.office.roster, {**PEOPLE, "T-2": row})
    write_source(far.office.folder / "T-3" / "01_评审表.pdf", "leak")
    assert far.office.batch().code == 11
    assert far.there() == far.office.released() == ["T-1/T-1_d01.pdf", "T-2/T-2_d01.pdf"]


def test_an_interrupted_run_leaves_nothing_there_that_was_made_for_another_profile(far):
    far()
    write_source(far.office.folder / "T-1" / "01_评审表.pdf", "interrupt")
    write_source(far.office.folder / "T-2" / "01_评审表.pdf", "clean again")
    assert far.office.batch().code == 130
    assert far.there() == far.office.released() == ["T-3/T-3_d01.pdf"]


def test_retry_acts_on_it(far):
    write_source(far.office.folder / "T-2" / "02.pdf", "corrupt")
    far()
    assert "T-2/T-2_d01.pdf" not in far.there()
    write_source(far.office.folder / "T-2" / "02.pdf")
    far.office.run("retry", far.office.out, "--failed", "--executor", "serial")
    assert "T-2/T-2_d02.pdf" in far.there()


def test_an_answer_taken_back_withdraws_the_dossier_there_too(far):
    write_source(far.office.folder / "T-2" / "02.pdf", "question")
    far()
    typed(far.office, "1\n")
    far.office.batch()
    assert "T-2/T-2_d02.pdf" in far.there()
    typed(far.office, "2\n", "--all")
    assert far.there() == far.office.released() == ["T-1/T-1_d01.pdf", "T-3/T-3_d01.pdf"]


def test_an_answer_is_not_taken_while_the_store_cannot_be_reached(far, server):
    write_source(far.office.folder / "T-2" / "02.pdf", "question")
    far()
    typed(far.office, "1\n")
    far.office.batch()
    (_, (before,)) = listed(far.office, "--all")
    server.kill()
    try:
        said = far.office.run("ask", far.office.out, "--all", "--answers", answer(far, "no"))
    finally:
        server.start()
    assert said.code == 8
    assert "对象存储无法访问" in said.err
    assert listed(far.office, "--all") == (0, [before])
    assert "T-2/T-2_d02.pdf" in far.there()
    assert "T-2/T-2_d02.pdf" in far.office.released()


def answer(far, reply):
    (_, (told,)) = listed(far.office, "--all")
    path = far.office.out.parent / "answers.json"
    path.write_text(json.dumps({told["id"]: reply}), encoding="utf-8")
    return path


def test_what_the_store_lost_is_put_there_again_and_not_made_anew(far):
    far()
    whole = far.there()
    far.place._fs.rm_file(far.place._at("release/T-2/T-2_d01.pdf"))
    far.place._fs.rm_file(far.place._at(f"release/T-3/{bucket.MANIFEST}"))
    said = far.office.batch()
    assert "2 份已放行的材料在对象存储上缺失，已补上" in said.out
    assert "未变化：已放行 3 份" in said.out
    assert far.there() == whole
    assert "缺失" not in far.office.batch().out


def test_a_batch_that_is_done_comes_there_whole_when_a_store_is_given_later(far):
    far.office.batch()
    assert far.there() == []
    said = far()
    assert "3 份已放行的材料" in said.out
    assert far.there() == far.office.released()


def test_another_store_is_refused_and_nothing_is_done(far):
    far()
    said = far.office.batch("--store", f"{URL}-2")
    assert said.code == 8
    assert "已送到另一个对象存储" in said.err


def test_the_place_of_another_folder_is_refused(far):
    far()
    again = far.office.run(
        *("batch", far.office.folder, "--roster", far.office.roster, "--store", URL),
        *("--out", far.office.out.parent / "out-2"),
    )
    assert again.code == 8
    assert "属于另一个输出文件夹" in again.err


def test_a_dry_run_binds_no_store(far):
    assert far("--dry-run").code == 0
    assert far.place._below("") == []
    assert far.office.batch().code == 0
    assert far.there() == []


@pytest.mark.parametrize("place", ["bucket/name", "/srv/release"])
def test_a_path_is_wrong_usage(office, place):
    said = office.batch("--store", place)
    assert said.code == 2
    assert "s3://" in said.err
    assert not office.out.exists()


def test_credentials_in_the_url_are_refused_and_not_repeated(office):
    said = office.batch("--store", "s3://key:geheim@office/x")
    assert said.code == 8
    assert "AWS_ACCESS_KEY_ID" in said.err
    assert "geheim" not in said.text


def test_status_tells_where_it_is(far):
    far()
    said = far.office.run("status", far.office.out)
    assert f"放行文件也在对象存储：{URL}" in said.out


def test_export_goes_elsewhere_as_before(far):
    far()
    assert far.office.run("export", far.office.out, "--to", f"s3://{BUCKET}/handed").code == 0
    handed = bucket.Bucket(f"s3://{BUCKET}/handed")
    assert handed.whole() == far.place.whole()
    assert far.office.run("export", far.office.out, "--to", URL).code == 8
