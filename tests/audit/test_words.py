import re
from enum import StrEnum
from pathlib import Path

import pytest

from redactor.audit.public import PUBLIC_REASONS, band
from redactor.audit.words import Language, catalogue, question_text, word
from redactor.datatypes import Action, DocClass, DossierStatus, Entity, Evidence, Likeness, Status

PACKAGE = Path(__file__).parents[2] / "redactor"
REASONS = """own_exact own_spelling own_ocr_close own_spotted own_part_masked own_number own_field
    own_mail own_photo own_code inside_longer_name inside_word other_person other_org other_number
    longer_org homonym border_unsure alias_unconfirmed near_miss not_in_profile unsure_owner
    several_faces photo_unsure code_unknown public_code school_row reference_kept masked_already
    switch_keep careful_name duplicate answered_redact answered_keep
    surname_title given_name name_variant""".split()
ASKED = """alias_unconfirmed homonym border_unsure careful_name longer_org near_miss
    not_in_profile several_faces photo_unsure code_unknown switch_keep
    surname_title given_name name_variant former_employer own_affiliation private_field""".split()
ERRORS = """word ofd office archive unknown empty heic corrupt no_pages protected too_large timeout
    worker erase_failed verify_failed output unexpected missing_model config""".split()


@pytest.mark.parametrize(
    "group, members",
    [
        ("status", Status),
        ("dossier_status", DossierStatus),
        ("entity", Entity),
        ("evidence", Evidence),
        ("action", Action),
        ("doc_class", DocClass),
        ("likeness", Likeness),
    ],
)
def test_every_member_has_words(group: str, members: type[StrEnum]) -> None:
    assert {m.value for m in members} <= set(catalogue()[group])


@pytest.mark.parametrize(
    "group, words",
    [
        ("reason", REASONS),
        ("error", ERRORS),
        ("guard", ["wrong_person", "secrecy", "no_holder"]),
        (
            "unread",
            [
                "low_confidence",
                "ink_without_text",
                "illegible_name",
                "own_value_unreadable",
                "field_unreadable",
                "watermark_unreadable",
                "ocr_failed",
                "small_pictures",
                "damaged",
            ],
        ),
        ("dossier_reason", sorted(PUBLIC_REASONS)),
        ("band", [band(10**power) for power in range(5)]),
        ("leak", ["text", "ocr", "metadata", "object", "raw_bytes", "qr_code", "photo"]),
        ("damage", ["page_count", "page_size", "pixels", "text", "mark"]),
    ],
)
def test_every_fixed_word_is_told(group: str, words: list[str]) -> None:
    assert set(words) <= set(catalogue()[group])


def test_every_error_code_in_the_program_is_told() -> None:
    used = set()
    for path in PACKAGE.rglob("*.py"):
        used |= set(re.findall(r"\b(?:default_)?code ?= ?\"([a-z_]+)\"", path.read_text("utf-8")))
    assert len(used) > 10
    assert used <= {*catalogue()["error"], *catalogue()["web"]}


@pytest.mark.parametrize("group", list(catalogue()))
def test_both_languages_say_something(group: str) -> None:
    for fixed, texts in catalogue()[group].items():
        assert set(texts) == {"zh", "en"}, fixed
        assert all(text.strip() for text in texts.values()), fixed
        assert not re.search(r"[\u4e00-\u9fff]", texts["en"]), fixed
        assert texts["zh"].count("{") == texts["en"].count("{"), fixed


def test_group_settles_a_word_with_two_meanings() -> None:
    assert word("text", "en", "damage") == "text"
    assert word("text", "en", "leak") == "text layer"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_to_ask_has_its_question(language: Language) -> None:
    texts = [question_text(reason, "某值", language) for reason in (*ASKED, "no_holder")]
    assert len(set(texts)) == len(ASKED) + 1
    assert question_text("unsure_owner", "某值", language).count("某值") == 1
    assert question_text("unsure_owner", "", language)  # a picture


def test_unknown_word_stands_for_itself() -> None:
    assert word("never_heard", "en") == "never_heard"
