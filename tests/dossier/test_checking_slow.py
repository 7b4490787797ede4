"""Files redacted by hand, with the true models: each of the usual mistakes is found."""

import zipfile
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from redactor.assemble import Recipe
from redactor.audit.checklist import checklist
from redactor.audit.spots import Colour, from_json, to_json
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import Employer, Profile
from redactor.selfcheck.jobs import CaseJob, run_check, run_redaction
from redactor.selfcheck.shots import Given
from tests.dossier.hand_made import ID, NAME, draw

pytestmark = pytest.mark.slow
PROFILE = Profile("T-1", (NAME,), (ID,), employers=(Employer("包头市云岭水务设计院有限公司"),))
BOTH = ((1, NAME), (1, ID))


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    recipe = Recipe(load_settings(), load_rules("neimenggu-2026"))

    def go(path: Path, name: str = "05_年度考核表.pdf", original: Path | None = None):
        pictures = tmp_path_factory.mktemp("pictures")
        given = (Given(path, name, original),)
        view = run_check(CaseJob(recipe, PROFILE, given, pictures)).view
        assert from_json(to_json(view)) == view
        assert all((pictures / s.picture).is_file() for f in view.files for s in f.sheets)
        return view, {i.key: i.state for i in checklist(view).items}

    return go


def reasons(view, colour):
    return {s.reason for f in view.files for s in f.spots if s.colour is colour}


def test_an_original_is_told_apart(check, tmp_path):
    view, states = check(draw(tmp_path / "a.pdf"), f"{NAME}_考核表.pdf")
    assert view.files[0].notes == ("looks_original",)
    assert states["name"] == states["id_number"] == states["file_name"] == "leak"
    assert states["under_bars"] == "ok"


def test_live_text_below_bars_is_a_leak(check, tmp_path):
    view, states = check(draw(tmp_path / "a.pdf", BOTH))
    assert states["under_bars"] == "leak"
    assert "under_bar" in reasons(view, Colour.LEAK)
    assert not checklist(view, {"seal"}).may_upload


def test_a_file_that_was_rightly_redacted_may_be_handed_in(check, tmp_path):
    view, states = check(draw(tmp_path / "a.pdf", BOTH, flat=True))
    assert "leak" not in states.values()
    assert reasons(view, Colour.COVERED) == {"labelled"}
    assert not checklist(view).may_upload  # nobody looked at the seals yet
    assert checklist(view, {"seal"}).may_upload == (not view.files[0].unread)


def test_bars_on_the_first_page_alone(check, tmp_path):
    view, states = check(draw(tmp_path / "a.pdf", BOTH, pages=2, flat=True))
    assert view.files[0].notes == ("first_page_only",)
    assert states["name"] == "leak"


def test_a_field_that_reviewers_need_is_grey(check, tmp_path):
    bars = (*BOTH, (1, "优秀"), (1, "赵强"))
    view, states = check(draw(tmp_path / "a.pdf", bars, flat=True))
    assert states["over"] == "over"
    assert reasons(view, Colour.OVER) == {"needed_field"}


def test_the_earlier_revision_of_a_saved_file(check, tmp_path):
    path = draw(tmp_path / "a.pdf")
    with pymupdf.open(path) as pdf:
        for text in (NAME, ID):
            for rect in pdf[0].search_for(text):
                pdf[0].add_redact_annot(rect, fill=(0, 0, 0))
        pdf[0].apply_redactions()
        pdf.saveIncr()
    view, states = check(path)
    assert states["metadata"] == "leak"  # the old page is still in the bytes
    assert "revision" in reasons(view, Colour.ASK)


def test_beside_the_original_it_is_told_exactly(check, tmp_path):
    original = draw(tmp_path / "o.pdf")
    bars = (*BOTH, (1, "内蒙古农业大学"), (1, "赵强"))
    view, _ = check(draw(tmp_path / "a.pdf", bars, flat=True), original=original)
    assert reasons(view, Colour.COVERED) == {"own_below"}
    assert reasons(view, Colour.OVER) == {"only_others"}
    assert len([s for s in view.files[0].spots if s.colour is Colour.OVER]) == 2


def test_the_original_handed_in_as_the_copy(check, tmp_path):
    original = draw(tmp_path / "o.pdf")
    view, _ = check(original, original=original)
    assert "same_as_original" in view.files[0].notes


def test_a_zip_bomb_and_a_huge_picture_are_refused(check, tmp_path):
    bomb = tmp_path / "a.pdf"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", b"0" * 200_000_000)
    assert check(bomb)[0].files[0].error == "archive"
    huge = tmp_path / "b.png"
    Image.new("1", (40_000, 40_000)).save(huge)
    assert check(huge)[0].files[0].error == "too_large"


def test_redacting_takes_the_original_where_there_is_one(check, tmp_path):
    original = draw(tmp_path / "o.pdf")
    copy = draw(tmp_path / "a.pdf", ((1, "优秀"),), flat=True)
    recipe = Recipe(load_settings(), load_rules("neimenggu-2026"))
    given = (Given(copy, "05.pdf", original),)
    job = CaseJob(recipe, PROFILE, given, tmp_path / "pictures", out=tmp_path / "out")
    view = run_redaction(job).view
    assert view.released
    with pymupdf.open(tmp_path / "out" / view.files[0].output) as pdf:
        text = pdf[0].get_text()
    assert "优秀" in text and NAME not in text


@pytest.mark.parametrize("flat", [False, True])
def test_see_through_bars_are_told(check, tmp_path, flat):
    path = draw(tmp_path / "a.pdf", BOTH, flat=flat, opacity=0.7)
    view, states = check(path)
    assert view.files[0].notes == ("see_through",)
    assert states["name"] == states["id_number"] == "leak"
    red = [s for s in view.files[0].spots if s.colour is Colour.LEAK]
    assert red and all("see_through" in s.evidence for s in red)


def test_print_that_was_painted_white_is_told_by_the_original(check, tmp_path):
    path = draw(tmp_path / "a.pdf", (*BOTH, (1, "优秀")), flat=True, colour=(1, 1, 1))
    original = draw(tmp_path / "b.pdf")
    view, _ = check(path, original=original)
    assert reasons(view, Colour.OVER) == {"gone"}
    assert not reasons(check(path)[0], Colour.OVER)


def test_a_rank_that_went_with_the_name_is_told(check, tmp_path):
    line = f"获奖人员：李娜（第1完成人）、{NAME}（第2完成人）、赵强（第3完成人）"
    lines = ((72, 100, "获奖证书"), (40, 140, line))
    path = draw(tmp_path / "a.pdf", ((1, f"{NAME}（第2完成人）"),), flat=True, lines=lines)
    view, states = check(path, "03_获奖证书.pdf")
    assert reasons(view, Colour.OVER) == {"rank_lost"} and states["over"] == "over"
