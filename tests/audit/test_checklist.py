"""The last page: it says yes only when nothing is red or orange."""

import pytest

from redactor.audit.checklist import checklist
from redactor.audit.spots import Checked, CheckedFile, Colour, Spot
from redactor.audit.words import catalogue

SEEN = {"seal"}


def view(*spots, stage="check", released=False, reasons=(), **file):
    given = CheckedFile("d01", "a" * 64, 5, "a.pdf", spots=spots, **file)
    return Checked(stage, (given,), released, reasons)


def spot(colour, entity="name", group="reason", reason="own_exact", page=1):
    return Spot("d01-1", colour, entity, group, reason, page)


def states(told):
    return {item.key: item.state for item in told.items if item.state != "ok"}


def test_nothing_red_or_orange_and_the_seals_looked_at():
    assert states(checklist(view())) == {"seal": "ask"}
    assert not checklist(view()).may_upload
    assert checklist(view(), SEEN).may_upload
    assert checklist(view(spot(Colour.COVERED), spot(Colour.KEPT)), SEEN).may_upload


@pytest.mark.parametrize(
    "found, item",
    [
        (spot(Colour.LEAK), "name"),
        (spot(Colour.ASK, "employer"), "employer"),
        (spot(Colour.LEAK, "id_card"), "photo"),
        (spot(Colour.LEAK, "email"), "other_own"),
        (spot(Colour.ASK, "barcode"), "codes"),
        (spot(Colour.LEAK, "seal"), "seal"),
        (spot(Colour.ASK, "signature"), "seal"),
        (spot(Colour.LEAK, group="leak", reason="under_bar"), "under_bars"),
        (spot(Colour.LEAK, group="leak", reason="text"), "under_bars"),
        (spot(Colour.LEAK, group="leak", reason="file_name", page=None), "file_name"),
        (spot(Colour.LEAK, group="leak", reason="carried", page=None), "metadata"),
        (spot(Colour.ASK, group="carrier", reason="revision", page=None), "metadata"),
        (spot(Colour.ASK, "", "over", "could_not_look", None), "unread"),
    ],
)
def test_each_place_stands_in_its_line_and_in_the_way(found, item):
    told = checklist(view(found), SEEN)
    assert states(told) == {item: found.colour.value}
    assert not told.may_upload


def test_what_is_covered_needlessly_is_told_and_stands_in_nobodys_way():
    told = checklist(view(spot(Colour.OVER, "", "cover", "needed_field")), SEEN)
    assert states(told) == {"over": "over"}
    assert told.may_upload


@pytest.mark.parametrize(
    "file", [{"error": "corrupt"}, {"guard": "secrecy"}, {"guard": "wrong_person"}]
)
def test_a_file_that_is_wrong_as_a_whole(file):
    assert states(checklist(view(**file), SEEN)) == {"files": "leak"}


def test_a_page_that_could_not_be_read_is_never_fine():
    told = checklist(view(unread={2: ("low_confidence",)}), SEEN)
    assert states(told) == {"unread": "ask"}


def test_a_result_counts_only_when_it_was_released_and_nothing_was_changed_since():
    done = view(spot(Colour.COVERED), stage="result", released=True, status="clean")
    assert checklist(done, SEEN).may_upload
    assert not checklist(done, SEEN, stale=True).may_upload
    held = view(stage="result", reasons=("two_people",), status="clean")
    assert states(checklist(held, SEEN)) == {"held": "ask"}


def test_a_leak_that_verification_found_is_red_wherever_it_is():
    for where in ("ocr", "pixels", "picture", "text", "metadata", "raw_bytes", "photo"):
        found = spot(Colour.LEAK, "name", "leak", where, 1)
        told = checklist(view(found, stage="result", status="needs_review"), SEEN)
        assert "leak" in states(told).values(), where


@pytest.mark.parametrize("entity, reason", [("photo", "photo"), ("name", "new_word"), ("", "x")])
def test_a_leak_that_no_line_counts_stands_in_the_way_all_the_same(entity, reason):
    found = spot(Colour.LEAK, entity, "leak", reason, None)
    told = checklist(view(found, stage="result", released=True, status="clean"), SEEN)
    assert not told.may_upload
    assert "leak" in states(told).values()


def test_without_files_there_is_nothing_to_hand_in():
    assert not checklist(Checked("check", ()), SEEN).may_upload


def test_every_line_has_its_words():
    keys = {item.key for item in checklist(view()).items} | {"held"}
    assert keys <= set(catalogue()["check"])
