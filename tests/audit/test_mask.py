import pytest

from redactor.audit.mask import masked, masked_file_name, masked_value
from redactor.datatypes import Entity, Likeness
from tests.audit.made_up import VALUES, finding


@pytest.mark.parametrize(
    "entity, value, shown",
    [
        (Entity.NAME, "王伟", "王*"),
        (Entity.NAME, "欧阳明珠", "欧***"),
        (Entity.NAME, "其力嘎", "其**"),
        (Entity.NAME, "Wang Wei", "W*******"),
        (Entity.NAME, "王", "*"),
        (Entity.ID_NUMBER, "15990119850412000X", "1599**************"),
        (Entity.ID_NUMBER, "159901850412000", "1599***********"),
        (Entity.ID_NUMBER, "1599", "****"),
        (Entity.PHONE, "15412345678", "154********"),
        (Entity.PHONE, "8012", "****"),
        (Entity.EMAIL, "wangwei@yunling-wd.example", "w***@***"),
        (Entity.EMAIL, "w@", "***@***"),
        (Entity.EMPLOYER, "包头市云岭水务设计院有限公司", "包头************"),
        (Entity.EMPLOYER, "昆钢", "**"),
        (Entity.ADDRESS, "包头市昆区某街道一号楼", "包头*********"),
        (Entity.NUMBER, "6222020200112233445", "*" * 19),
        (Entity.QR_CODE, "yunling-wd.example", "*" * 18),
        (Entity.PHOTO, "", ""),
    ],
)
def test_mask_keeps_a_beginning_and_no_more(entity: Entity, value: str, shown: str) -> None:
    assert masked(entity, value) == shown


@pytest.mark.parametrize("entity", list(Entity))
@pytest.mark.parametrize("value", VALUES)
def test_no_value_stays_whole_whatever_it_is_taken_for(entity: Entity, value: str) -> None:
    shown = masked(entity, value)
    assert sum(a == b for a, b in zip(shown, value, strict=False) if a != "*") <= len(value) / 2
    assert value not in shown


def test_of_a_strangers_value_nothing_stays() -> None:
    assert masked_value(finding(value="李娜", likeness=Likeness.OTHER)) == "***"


@pytest.mark.parametrize(
    "name, shown",
    [
        ("王伟_论文.pdf", "王***.pdf"),
        ("C:\\王伟\\照片.JPG", "照***.JPG"),
        ("../../王伟.pdf", "王***.pdf"),
        ("王伟.王伟", "王***"),
        ("王.pdf", "***.pdf"),
        ("", "***"),
        ("\u202egnp.王伟", "***"),
    ],
)
def test_file_name_keeps_first_character_and_suffix(name: str, shown: str) -> None:
    assert masked_file_name(name) == shown
