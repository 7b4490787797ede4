import pytest

from redactor.config.values import (
    ValueFault,
    clean,
    is_placeholder_name,
    is_placeholder_org,
    parse_code,
    parse_domain,
    parse_email,
    parse_grade,
    parse_id,
    parse_name,
    parse_number,
    parse_phones,
    split_values,
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("'15990119850412000X", "15990119850412000X"),
        ('="0012"', "0012"),
        ("\ufeff 王伟\u200b ", "王伟"),
        ("a\r\nb", "a\nb"),
        ("O'Neil", "O'Neil"),
    ],
)
def test_what_spreadsheets_add_is_taken_off(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("甲、乙；丙;丁/戊\n己", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("甲 乙", ["甲 乙"]),
        ("李·娜仁", ["李·娜仁"]),
        ("甲公司（原乙厂、丙厂）；丁", ["甲公司（原乙厂、丙厂）", "丁"]),
        ("无", []),
        (" / ", []),
        ("——", []),
        ("", []),
    ],
)
def test_values_are_parted(text, expected):
    assert split_values(text) == expected


def test_as_above_is_refused():
    with pytest.raises(ValueFault):
        split_values("同上")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("王　伟", "王伟"),
        ("ᠸᠠᠩ ᠸᠧᠢ", "ᠸᠠᠩ ᠸᠧᠢ"),  # Mongolian script
        ("ᠸᠠ\u180bᠩ\u202fᠸᠧᠢ\u180a", "ᠸᠠ\u180bᠩ ᠸᠧᠢ\u180a"),
        ("李·娜仁", "李·娜仁"),
        ("欧阳明珠", "欧阳明珠"),
        ("WUYUN  Dalai", "WUYUN Dalai"),
        ("武〇", "武〇"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_names(text, expected):
    assert parse_name(text) == expected


@pytest.mark.parametrize("text", ["王*", "王某某", "XXX", "王伟1", "伟", "王伟,", "\ue863伟", "…"])
def test_names_that_cannot_be_looked_for(text):
    with pytest.raises(ValueFault) as caught:
        parse_name(text)
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("15990119850412000x", "15990119850412000X"),
        ("1599 0119 8504 12 000X", "15990119850412000X"),
        ("１５９９０１１９８５０４１２０００Ｘ", "15990119850412000X"),
        ("15990119850412000×", "15990119850412000X"),
        ("159901850412000", "159901850412000"),
    ],
)
def test_id_numbers(text, expected):
    assert parse_id(text) == expected


@pytest.mark.parametrize(
    "text, reason",
    [
        ("159901198504120027", "check digit"),
        ("159901851332000", "birth date"),
        ("1.59901E+17", "scientific"),
        ("159901********000X", "masked"),
        ("159901XXXXXXXX0026", "masked"),
        ("1599011985", "18 or 15"),
        ("无此人", "18 or 15"),
    ],
)
def test_wrong_id_numbers(text, reason):
    with pytest.raises(ValueFault, match=reason) as caught:
        parse_id(text)
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("15412345678", ["15412345678"]),
        ("154 1234 5678", ["15412345678"]),
        ("154-1234-5678", ["154-1234-5678"]),
        ("+86 154 1234 5678", ["+8615412345678"]),
        ("１５４１２３４５６７８", ["15412345678"]),
        ("15412345678.0", ["15412345678"]),
        ("15412345678 15412345679", ["15412345678", "15412345679"]),
        ("15412345678、0472-5990000", ["15412345678", "0472-5990000"]),
        ("15412345678,15412345679", ["15412345678", "15412345679"]),
        ("0471-6928486 6923739", ["0471-6928486", "6923739"]),
        ("0472-5990000转8012", ["0472-5990000转8012"]),
        ("（0472）5990000", ["(0472)5990000"]),
        ("0472—5990000（办）", ["0472-5990000"]),
        ("办公：0472-5990000", ["0472-5990000"]),
        ("5990213", ["5990213"]),
        ("400-123-4567", ["400-123-4567"]),
        ("+97699112233", ["+97699112233"]),
        ("无", []),
    ],
)
def test_phones(text, expected):
    assert parse_phones(text) == expected


@pytest.mark.parametrize(
    "text",
    ["1541234567", "154123456789", "12345", "25412345678", "1.54E+10", "见附件", "154****5678"],
)
def test_implausible_phones(text):
    with pytest.raises(ValueFault):
        parse_phones(text)


@pytest.mark.parametrize(
    "parse, text, expected",
    [
        (parse_email, "wangwei＠yunling-wd.example", "wangwei@yunling-wd.example"),
        (parse_domain, "https://www.Yunling-wd.example/index.html?a=1", "yunling-wd.example"),
        (parse_domain, "yunling-wd.example", "yunling-wd.example"),
        (parse_code, "91159900ma0n12345k", "91159900MA0N12345K"),
        (parse_code, "12345671-X", "12345671X"),
        (parse_number, "6222 0000 1111 2222 333", "6222000011112222333"),
        (parse_number, "工号：A-1024", "A-1024"),
        (parse_grade, "旗县级", "旗县区"),
        (parse_grade, "苏木乡镇", "乡镇"),
        (parse_grade, "区 直", "区直"),
        (parse_grade, "盟市直属", "盟市"),
    ],
)
def test_other_values(parse, text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    "parse, text",
    [
        (parse_email, "wangwei"),
        (parse_email, "王伟@"),
        (parse_domain, "云岭"),
        (parse_code, "91159900MA0N12345L"),
        (parse_code, "1.2E+17"),
        (parse_number, "12"),
        (parse_number, "6.222E+18"),
        (parse_grade, "云岭设计院"),
    ],
)
def test_other_wrong_values(parse, text):
    with pytest.raises(ValueFault) as caught:
        parse(text)
    assert text not in str(caught.value)


@pytest.mark.parametrize("text", ["张X", "XXX", "王某", "某某某", "...", "……", "×××", "李**", "□□"])
def test_place_holders_of_names(text):
    assert is_placeholder_name(text)


@pytest.mark.parametrize("text", ["王伟", "Max", "武〇", "Alex X"])
def test_names_that_are_no_place_holders(text):
    assert not is_placeholder_name(text)


@pytest.mark.parametrize("text", ["xx单位", "通辽市xx单位", "××公司", "某某局", "XXX"])
def test_place_holders_of_employers(text):
    assert is_placeholder_org(text)


@pytest.mark.parametrize("text", ["包头市云岭水务设计院有限公司", "Foxx Water Ltd", "解放军某部"])
def test_employers_that_are_no_place_holders(text):
    assert not is_placeholder_org(text)
