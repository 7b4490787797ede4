import zipfile

import pytest

from redactor.config.records import Limits
from redactor.errors import InputError
from redactor.load import find_dossiers

PDF = b"%PDF-1.7\n"


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.fixture
def found(root, work_dir):
    return lambda limits=None: find_dossiers(root, work_dir, limits or Limits())


def put(path, data=PDF):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def pack(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def names(dossier):
    return [f.untrusted_name for f in dossier.files]


def test_folders_and_zips_are_dossiers_in_natural_order(root, found):
    put(root / "10_王伟" / "10论文.pdf")
    put(root / "10_王伟" / "2送审表.pdf")
    put(root / "10_王伟" / "附件" / "a.pdf")
    pack(root / "2_乌兰.zip", {"论文.pdf": PDF})

    batch = found()

    assert [d.untrusted_name for d in batch.dossiers] == ["2_乌兰", "10_王伟"]
    assert names(batch.dossiers[1]) == ["2送审表.pdf", "10论文.pdf", "附件/a.pdf"]
    assert batch.loose == ()


def test_zip_members_lie_under_random_names(root, found, work_dir):
    pack(root / "2_乌兰.zip", {"乌兰/7论文.pdf": PDF})

    (file,) = found().dossiers[0].files

    assert file.untrusted_name == "乌兰/7论文.pdf"
    assert file.path.parent == work_dir and file.path.read_bytes() == PDF
    assert "论文" not in file.path.name and file.folder_no == 7


def test_names_in_gbk_are_read(root, found):
    path = root / "2.zip"
    pack(path, {"AAAA.pdf": PDF})
    path.write_bytes(path.read_bytes().replace(b"AAAA", "论文".encode("gbk")))

    assert names(found().dossiers[0]) == ["论文.pdf"]


def test_litter_is_left_out(root, found):
    for name in (".DS_Store", "Thumbs.db", "~$论文.docx", "__MACOSX/._a.pdf", "a.pdf"):
        put(root / "1" / name)
    put(root / ".DS_Store")
    pack(root / "2.zip", {"__MACOSX/._a.pdf": b"x", "a.pdf": PDF})

    batch = found()

    assert [names(d) for d in batch.dossiers] == [["a.pdf"], ["a.pdf"]]
    assert batch.loose == ()


def test_loose_files_and_links_are_reported(root, found, tmp_path):
    put(root / "0012_论文.pdf")
    put(tmp_path / "elsewhere" / "a.pdf")
    (root / "link").symlink_to(tmp_path / "elsewhere")

    batch = found()

    assert batch.dossiers == ()
    assert [p.name for p in batch.loose] == ["0012_论文.pdf", "link"]


def test_what_cannot_be_read_is_listed_with_its_fault(root, found, tmp_path):
    pack(tmp_path / "inner.zip", {"a.pdf": PDF})
    put(root / "1" / "a.zip", (tmp_path / "inner.zip").read_bytes())
    put(root / "1" / "b.pdf", b"")
    put(root / "1" / "c.pdf")
    (root / "1" / "d.pdf").symlink_to(root / "1" / "c.pdf")

    files = found().dossiers[0].files

    assert [f.fault for f in files] == ["archive", "empty", "", "not_a_file"]


@pytest.mark.parametrize("name", ["../a.pdf", "/a.pdf", "x/../../a.pdf", "C:\\a.pdf", "..\\a.pdf"])
def test_paths_that_lead_out_are_refused(root, found, work_dir, name):
    pack(root / "1.zip", {name: PDF})

    (dossier,) = found().dossiers

    assert (dossier.files, dossier.fault) == ((), "zip_path")
    assert list(work_dir.iterdir()) == []


def test_bomb_is_refused(root, found):
    pack(root / "1.zip", {"a.pdf": bytes(5_000_000)})

    assert found().dossiers[0].fault == "zip_too_large"


def test_size_in_the_directory_is_not_believed(root, found):
    path = root / "1.zip"
    pack(path, {"a.pdf": PDF + bytes(3_000_000)}, zipfile.ZIP_STORED)
    size = (3_000_000 + len(PDF)).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (9).to_bytes(4, "little")))

    assert found(Limits(max_file_mb=1)).dossiers[0].fault != ""


def test_too_many_files_are_refused(root, found):
    for n in range(5):
        put(root / "1" / f"{n}.pdf")
    pack(root / "2.zip", {f"{n}.pdf": PDF for n in range(5)})

    assert [d.fault for d in found(Limits(max_dossier_files=4)).dossiers] == ["too_many_files"] * 2


def test_zip_with_a_password_is_protected(root, found):
    path = root / "1.zip"
    pack(path, {"a.pdf": PDF})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    path.write_bytes(data)

    assert found().dossiers[0].fault == "protected"


def test_broken_zip_stops_nobody_else(root, found):
    put(root / "1.zip", b"PK\x03\x04 broken")
    put(root / "2" / "a.pdf")

    assert [d.fault for d in found().dossiers] == ["bad_zip", ""]


def test_names_stay_out_of_repr(root, found):
    put(root / "10_王伟" / "王伟论文.pdf")

    dossier = found().dossiers[0]
    assert "untrusted_name" not in repr(dossier)


def test_missing_root_is_an_error(found, root):
    root.rmdir()

    with pytest.raises(InputError):
        found()
