import json
import stat

import pytest

from redactor.store.local import LocalStore
from tests.cli.pretend import PEOPLE, write_roster, write_source, write_zip

ALL = ["T-1/T-1_d01.pdf", "T-2/T-2_d01.pdf", "T-3/T-3_d01.pdf"]


def audit(office, key):
    return json.loads((office.out / f"private/audit/{key}.json").read_text("utf-8"))


def test_good_dossiers_are_released(office):
    said = office.batch()
    assert said.code == 0
    assert office.released() == ALL
    assert "放行 3 份，暂扣 0 份" in said.out
    assert json.loads((office.out / "summary.json").read_text("utf-8"))["dossiers"]["released"] == 3
    assert stat.S_IMODE(office.out.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "word, code, told",
    [
        ("corrupt", 3, "文件已损坏"),
        ("question", 10, "有问题待人工确认"),
        ("leak", 11, "核验时仍发现本人信息"),
        ("crash", 1, "意外错误"),
    ],
)
def test_a_bad_document_holds_its_dossier_and_no_other(office, word, code, told):
    write_source(office.folder / "T-2" / "02_乌兰_论文.pdf", word)
    said = office.batch()
    assert said.code == code
    assert office.released() == [ALL[0], ALL[2]]
    assert told in said.out
    assert "乌兰" not in said.text
    assert "王伟" not in said.text
    assert audit(office, "T-2")["status"] == "held"


def test_failed_files_are_told_by_number_and_item(office):
    write_source(office.folder / "T-2" / "07_乌兰_论文.pdf", "corrupt")
    (office.folder / "T-2" / "08_奖.pdf").touch()
    said = office.batch("--lang", "en")
    assert "file 2 (item 7 of the checklist): the file is damaged" in said.out
    assert "file 3 (item 8 of the checklist): the file is empty" in said.out


def test_missing_gpu_is_told_and_the_processor_stands_in(office, monkeypatch):
    monkeypatch.setattr("redactor.cli.device.usable", lambda device: device == "cpu")
    said = office.batch("--device", "gpu")
    assert said.code == 0
    assert "没有可用的显卡" in said.text


def test_second_run_does_nothing(office):
    office.batch()
    before = (office.out / "summary.json").read_bytes()
    said = office.batch()
    assert said.code == 0
    assert "待处理 0 份" in said.out
    assert "未变化：已放行 3 份" in said.out
    assert (office.out / "summary.json").read_bytes() == before


def test_second_run_does_what_is_missing(office):
    held = office.folder / "T-3"
    held.rename(office.folder.parent / "away")
    office.batch()
    (office.folder.parent / "away").rename(held)
    said = office.batch()
    assert "待处理 1 份" in said.out
    assert office.released() == ALL


def test_what_an_earlier_run_held_is_told_again(office):
    write_source(office.folder / "T-2" / "02.pdf", "leak")
    assert office.batch().code == 11
    said = office.batch()
    assert said.code == 11
    assert "T-2：暂扣，与上次相同" in said.out


def test_a_crash_is_tried_again(office):
    source = write_source(office.folder / "T-2" / "02.pdf", "crash")
    assert office.batch().code == 1
    write_source(source)
    assert office.batch().code == 0
    assert len(office.released()) == 4


def test_a_changed_row_withdraws_and_redoes_its_dossier_only(office):
    office.batch()
    write_roster(office.roster, {**PEOPLE, "T-2": PEOPLE["T-2"].replace("乌兰", "乌兰图雅")})
    said = office.batch()
    assert said.code == 0
    assert "待处理 1 份" in said.out
    assert office.released() == ALL
    held = office.out / "private/held"
    assert [p.name for p in held.iterdir()] == ["T-2~1"]
    assert (held / "T-2~1/release/T-2_d01.pdf").is_file()


def test_a_file_that_was_tampered_with_is_made_anew(office):
    office.batch()
    with (office.out / "release" / ALL[0]).open("ab") as file:
        file.write(b"x")
    said = office.batch()
    assert "待处理 1 份" in said.out
    assert office.run("export", office.out, "--to", office.out.parent / "to").code == 0


def test_ctrl_c_leaves_whole_files_and_the_next_run_goes_on(office):
    source = write_source(office.folder / "T-2" / "02.pdf", "interrupt")
    said = office.batch()
    assert said.code == 130
    assert "已中断" in said.err
    assert office.released() == ALL[:1]
    assert list((office.out / "private/work").iterdir()) == []
    source.unlink()
    again = office.batch()
    assert again.code == 0
    assert "待处理 2 份" in again.out
    assert office.released() == ALL


def test_ctrl_c_leaves_no_release_that_was_made_for_another_profile(office):
    office.batch()
    write_source(office.folder / "T-1" / "02.pdf", "interrupt")
    write_roster(office.roster, {**PEOPLE, "T-3": PEOPLE["T-3"].replace("明珠", "珠")})
    assert office.batch().code == 130
    assert office.released() == ALL[1:2]  # T-3 was not begun, and is out of date


def test_damaged_zip_is_told_and_recorded(office):
    (office.folder / "T-4.zip").write_bytes(b"PK\x03\x04 broken")
    write_roster(office.roster, {**PEOPLE, "T-4": "赵强,159901197809060015,长青水库,15412345681"})
    said = office.batch()
    assert said.code == 3
    assert "压缩包已损坏" in said.out
    record = audit(office, "T-4")
    assert (record["status"], record["error_code"]) == ("held", "bad_zip")
    assert office.released() == ALL


def test_too_many_files_are_too_large(office, tmp_path):
    write_source(office.folder / "T-1" / "02.pdf")
    settings = tmp_path / "settings.toml"
    settings.write_text("[limits]\nmax_dossier_files = 1\n", encoding="utf-8")
    said = office.batch("--config", settings)
    assert said.code == 5
    assert "文件数量超过上限" in said.out
    assert office.released() == ALL[1:]


def test_empty_folder_needs_a_person(office):
    (office.folder / "T-1" / "01_评审表.pdf").unlink()
    said = office.batch()
    assert said.code == 10
    assert "没有可处理的文件" in said.out


def test_zip_is_a_dossier(office):
    write_zip(office.folder / "T-4.zip", ["01_评审表.pdf", "02_论文.pdf"])
    write_roster(office.roster, {**PEOPLE, "T-4": "赵强,159901197809060015,长青水库,15412345681"})
    assert office.batch().code == 0
    assert "T-4/T-4_d02.pdf" in office.released()


def test_inputs_that_fit_nobody_are_told_in_one_list_and_never_named(office):
    for name in ("赵强的材料", "T-2_b", "x/T-1"):
        write_source(office.folder / name / "01.pdf")
    write_source(office.folder / "孙阳.pdf")
    write_roster(office.roster, {**PEOPLE, "T-9": "赵强,159901197809060015,长青水库,15412345681"})
    said = office.batch()
    assert said.code == 6
    assert "2 个文件夹与花名册中的编号对不上" in said.err
    assert "1 个散放的文件不属于任何人" in said.err
    assert "T-2：有多个文件夹" in said.err
    assert "T-9：花名册中有此人，但没有文件夹" in said.err
    assert office.released() == [ALL[0], ALL[2]]
    assert "赵强" not in said.text
    assert "孙阳" not in said.text


def test_random_names_replace_numbers_everywhere_but_in_private(office):
    office.batch()
    said = office.batch("--pseudonym", "random")
    assert said.code == 0
    names = [path.split("/")[0] for path in office.released()]
    assert len(names) == 3
    assert all(name.isdecimal() and len(name) == 8 for name in names)
    public = "".join(p.name + p.read_text("utf-8") for p in (office.out / "public").iterdir())
    assert "T-1" not in public
    office.batch("--pseudonym", "random")
    assert [path.split("/")[0] for path in office.released()] == names


def test_dry_run_makes_nothing(office):
    said = office.batch("--dry-run")
    assert said.code == 0
    assert "T-2：1 个文件" in said.out
    assert not office.out.exists()


def test_dry_run_knows_what_is_done(office):
    office.batch()
    write_source(office.folder / "T-2" / "02.pdf")
    said = office.batch("--dry-run")
    assert "待处理 1 份" in said.out
    assert office.released() == ALL


def test_output_inside_the_input_is_wrong_usage(office):
    said = office.run(
        "batch", office.folder, "--roster", office.roster, "--out", office.folder / "out"
    )
    assert said.code == 2
    assert not (office.folder / "out").exists()


def test_output_that_cannot_be_made(office, tmp_path):
    (tmp_path / "file").touch()
    said = office.run(
        "batch", office.folder, "--roster", office.roster, "--out", tmp_path / "file" / "out"
    )
    assert said.code == 8
    assert "无法写入结果" in said.err


def test_two_runs_into_one_output_are_told_apart(office):
    with LocalStore(office.out).exclusive():
        said = office.batch()
    assert said.code == 8
    assert "另一个任务正在写入" in said.err
    with LocalStore(office.out).exclusive():
        assert "another run" in office.batch("--lang", "en").err


def test_input_that_is_not_there(office, tmp_path):
    said = office.run("batch", tmp_path / "nix", "--roster", office.roster, "--out", office.out)
    assert said.code == 3
    assert "文件夹不存在" in said.err


def test_missing_model_is_told_before_any_file_is_touched(office, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.setenv("REDACTOR_MODELS", str(office.folder))
    said = office.batch()
    assert said.code == 7
    assert "models/fetch.py" in said.err
    assert not office.out.exists()
