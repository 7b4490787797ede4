import hashlib
import shutil
import stat

import pytest

from tests.cli.pretend import write_source
from tests.store.s3 import s3_server


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


def test_onto_an_object_store_with_a_manifest_a_dossier_and_the_receipt_last(export, monkeypatch):
    with s3_server() as url:
        import s3fs

        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        s3fs.S3FileSystem(use_listings_cache=False).mkdir("office")
        said = export.office.run("export", export.office.out, "--to", "s3://office/2026")
        assert said.code == 0
        store = s3fs.S3FileSystem(use_listings_cache=False)
        keys = [key.removeprefix("office/2026/") for key in store.find("office/2026")]
        assert [k for k in keys if k.startswith("release/T-1/")] == [
            "release/T-1/T-1_d01.pdf",
            "release/T-1/manifest.json",
        ]
        assert {k.split("/")[0] for k in keys} == {"release", "public", "receipt.sha256"}
        for line in store.cat_file("office/2026/receipt.sha256").decode().splitlines():
            sha256, name = line.split("  ")
            assert hashlib.sha256(store.cat_file(f"office/2026/{name}")).hexdigest() == sha256
        again = export.office.run("export", export.office.out, "--to", "s3://office/2026")
        assert again.code == 8
