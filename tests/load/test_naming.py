import pytest

from redactor.load import folder_no, match_applicant

IDS = ["12", "0012", "2026-007", "A15", "15", "120"]


@pytest.mark.parametrize(
    "name, found",
    [
        ("0012", "0012"),
        ("0012_王伟", "0012"),
        ("王伟-12", "12"),
        ("王伟（120）", "120"),
        ("王伟12号", "12"),
        ("2026-007 王伟", "2026-007"),
        ("A15_王伟", "A15"),
        ("１２_王伟", "12"),
        ("12 120", "120"),
        ("1200_王伟", None),
        ("00012", None),
        ("A12", None),
        ("12-3_王伟", None),
        ("2026.12", None),
        ("12_15", None),
        ("王伟", None),
        ("", None),
    ],
)
def test_folder_is_matched_by_a_whole_id_only(name, found):
    assert match_applicant(name, IDS) == found


@pytest.mark.parametrize(
    "name, number",
    [
        ("3.pdf", 3),
        ("03_王伟.pdf", 3),
        ("7-1 论文.pdf", 7),
        ("(8)获奖.pdf", 8),
        ("12.pdf", 11),
        ("2024年考核表.pdf", 5),
        ("评审表.pdf", 1),
        ("送审表（A3）.pdf", 2),
        ("继续教育证书.pdf", 3),
        ("现职称证书.jpg", 4),
        ("聘书.jpg", 4),
        ("公示报告.pdf", 6),
        ("论文1.pdf", 7),
        ("专利证书.pdf", 8),
        ("获奖证书.pdf", 8),
        ("业绩总结报告.pdf", 9),
        ("职业资格证书.pdf", 10),
        ("身份扫描.pdf", 11),
        ("scan.pdf", 11),
    ],
)
def test_checklist_item_is_told_from_the_name(name, number):
    assert folder_no(name) == number
