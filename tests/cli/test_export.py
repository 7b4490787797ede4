import hashlib
import shutil
import stat

import pytest

from benchmarks.servers.objects import BUCKET
from redactor.store import bucket
from tests.cli.pretend import write_source
from tests.servers import object_server


@pytest.fixture
def export(office):
    office.batch()
    target = office.out.parent / "handed-over"

    def go(*more):
        return office.run("export", office.out, "--to", target, *more)

    go.office, go.target = office, target
    return go


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_release_public_reports_and_receipt_are_copied_and_nothing_else(export):
    said = export()
    assert said.code == 0
    found = names(export.target)
    assert [n for n in found if n.startswith("release/")] == [
        f"release/T-{n}/T-{n}_d01.pdf" for n in (1, 2, 3)
    ]
    assert {n.split("/")[0] for n in found} == {"release", "public", "receipt.sha256"}
    receipt = (export.target / "receipt.sha256").read_text("utf-8").splitlines()
    assert len(receipt) == len(found) - 1
    for line in receipt:
        sha256, name = line.split("  ")
        assert hashlib.sha256((export.target / name).read_bytes()).hexdigest() == sha256
    assert stat.S_IMODE(export.target.stat().st_mode) == 0o700


def tampered(release):
    with (release / "T-1/T-1_d01.pdf").open("ab") as file:
        file.write(b"x")


def missing(release):
    (release / "T-1/T-1_d01.pdf").unlink()


def added(release):
    (release / "T-1/more.pdf").write_bytes(b"x")


def swapped(release):
    shutil.copytree(release / "T-1", release / "T-9")


def linked(release):
    file = release / "T-1/T-1_d01.pdf"
    file.unlink()
    file.symlink_to("/nowhere")


def linked_report(release):
    (release.parent / "public/x.json").symlink_to(release.parent / "private/audit/T-1.json")


@pytest.mark.parametrize("change", [tampered, missing, added, swapped, linked, linked_report])
@pytest.mark.parametrize("there", [False, True])
def test_a_release_that_is_not_what_was_verified_is_refused(export, change, there):
    if there:
        export.target.mkdir()
    change(export.office.out / "release")
    said = export()
    assert said.code == 11
    assert "与登记的不一致" in said.err
    assert export.target.exists() == there
    assert names(export.target) == []


def test_a_dossier_that_was_withdrawn_since_is_left_out(export):
    write_source(export.office.folder / "T-2" / "02.pdf", "interrupt")
    assert export.office.batch().code == 130
    assert export().code == 0
    assert not (export.target / "release/T-2").exists()
    assert (export.target / "release/T-1").is_dir()


def test_held_dossiers_stay(office):
    write_source(office.folder / "T-2" / "02.pdf", "leak")
    office.batch()
    target = office.out.parent / "to"
    assert office.run("export", office.out, "--to", target).code == 0
    assert [n for n in names(target) if "release/T-2" in n or "held" in n] == []


def test_target_that_holds_something_is_not_touched(export):
    export.target.mkdir()
    (export.target / "mine").touch()
    assert export().code == 8
    assert names(export.target) == ["mine"]


def test_target_inside_the_output_is_wrong_usage(export):
    out = export.office.out
    assert export.office.run("export", out, "--to", out / "release/x").code == 2


def test_any_other_folder_is_no_output(run, tmp_path):
    said = run("export", tmp_path, "--to", tmp_path.parent / "to")
    assert said.code == 6
    assert "不是本程序的输出文件夹" in said.err


@pytest.fixture
def onto(export, monkeypatch):
    """Exports to a bucket of a real server; ``onto.server`` tells what came to lie there."""
    with object_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(bucket, "_PATIENCE_S", ())

        def go(place="2026"):
            s3fs().S3FileSystem.clear_instance_cache()  # the first one kept its server's place
            return export.office.run("export", export.office.out, "--to", f"s3://{BUCKET}/{place}")

        go.server, go.office = server, export.office
        yield go


def test_onto_an_object_store_with_a_manifest_a_dossier_and_the_receipt(onto):
    assert onto().code == 0
    found = onto.server.objects("2026")
    assert [k for k in found if k.startswith("release/T-1/")] == [
        "release/T-1/T-1_d01.pdf",
        "release/T-1/manifest.json",
    ]
    assert {k.split("/")[0] for k in found} == {"release", "public", "receipt.sha256"}
    receipt = onto.server.bucket / "2026/receipt.sha256"
    for line in receipt.read_text("utf-8").splitlines():
        sha256, name = line.split("  ")
        assert found[name] == sha256
    assert onto().code == 8  # what was handed over whole is nobody's to change


@pytest.mark.parametrize("after", range(0, 24, 3))
def test_a_handing_over_that_broke_off_goes_on_and_leaves_what_a_single_one_leaves(
    onto, monkeypatch, after
):
    assert onto("whole").code == 0
    whole = onto.server.objects("whole")

    writes = []
    with monkeypatch.context() as broken:
        for act in ("put_file", "cp_file", "pipe_file", "rm_file"):
            broken.setattr(s3fs().S3FileSystem, act, failing(act, writes, after))
        assert onto().code == 8
    left = onto.server.objects("2026")
    assert "receipt.sha256" not in left
    onto.server.kill()
    if name := next((n for n in left if n.endswith("/T-1_d01.pdf")), None):
        (onto.server.bucket / "2026" / name).write_bytes(b"lost by the store")
    onto.server.start()
    assert onto().code == 0
    assert onto.server.objects("2026") == whole


def s3fs():
    return pytest.importorskip("s3fs")


def failing(act, writes, after):
    true = getattr(s3fs().S3FileSystem, act)

    def fails(*given, **named):
        writes.append(act)
        if len(writes) > after:
            raise OSError("the server is gone")
        return true(*given, **named)

    return fails
