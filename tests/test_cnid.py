import pytest

from redactor.cnid import is_valid_id15, is_valid_id18, is_valid_uscc, to_id15

MADE_UP_IDS = (
    "15990119850412000X",
    "159901198504120026",
    "159901197809060015",
    "15990219900215004X",
    "159903198801010037",
    "159904197510200051",
)


@pytest.mark.parametrize("text", [*MADE_UP_IDS, "15990119850412000x"])
def test_right_check_digit_is_valid(text):
    assert is_valid_id18(text)


@pytest.mark.parametrize(
    "text",
    [
        "159901198504120027",  # check digit
        "15990119850412000",  # too short
        "15990119850412000XX",
        "１５９９０１１９８５０４１２０００Ｘ",  # not folded
        "X5990119850412000X",
        "",
    ],
)
def test_other_text_is_not_an_id(text):
    assert not is_valid_id18(text)


def test_right_check_digit_with_impossible_birth_date_is_not_an_id():
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for body in ("15990119850230001", "15990118990412000", "15990121010412000"):
        total = sum(int(d) * w for d, w in zip(body, weights, strict=True))
        assert not is_valid_id18(body + "10X98765432"[total % 11])


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_digit_is_always_seen(place):
    good = MADE_UP_IDS[1]
    wrong = good[:place] + str((int(good[place]) + 1) % 10) + good[place + 1 :]
    assert not is_valid_id18(wrong)


def test_fifteen_digits_need_a_date():
    assert is_valid_id15("159901850412000")
    assert not is_valid_id15("159901851332000")
    assert not is_valid_id15("15990185041200")


def test_short_form_of_a_long_number():
    assert to_id15("15990119850412000X") == "159901850412000"
    with pytest.raises(ValueError, match="18-digit"):
        to_id15("159901850412000")


@pytest.mark.parametrize(
    "text, valid",
    [
        ("91350100M000100Y43", True),  # the worked example of GB 32100-2015
        ("91350100M000100Y44", False),
        ("91350100MO00100Y43", False),  # the letter O is not in the alphabet
        ("91350100m000100y43", True),
        ("91350100M000100Y4", False),
    ],
)
def test_social_credit_code(text, valid):
    assert is_valid_uscc(text) is valid
