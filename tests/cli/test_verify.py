import pytest

from redactor.config.toml_file import CONFIGS
from redactor.datatypes import Damage, Entity, Leak, Verdict

PROFILE = CONFIGS / "profile.example.toml"


@pytest.fixture
def verify(run, monkeypatch):
    def go(verdict, questions=0, *more):
        monkeypatch.setattr("redactor.cli.verify.build_parts", lambda recipe: None)
        monkeypatch.setattr("redactor.cli.verify.compare", lambda *_: (verdict, questions))
        return run("verify", PROFILE, PROFILE, "--profile", PROFILE, *more)

    return go


def test_clean(verify):
    said = verify(Verdict())
    assert said.code == 0
    assert said.out == "没有发现漏遮或误改。\n"


def test_leaks_are_told_by_kind_place_and_number(verify):
    leak = Leak("text", Entity.NAME, 2)
    said = verify(Verdict(leaks=(leak, leak, Leak("metadata", Entity.ID_NUMBER))))
    assert said.code == 11
    assert said.out == "漏遮：姓名，位于文字层（第 2 页） × 2\n漏遮：身份证号，位于文档属性\n"


def test_damage_is_not_called_by_the_word_for_a_leak(verify):
    said = verify(Verdict(damage=(Damage("text", 1),)), 0, "--lang", "en")
    assert said.code == 11
    assert said.out == "Damage: text (page 1)\n"


@pytest.mark.parametrize("verdict, questions", [(Verdict(unread_pages=(4,)), 0), (Verdict(), 2)])
def test_unread_pages_and_questions_need_a_person(verify, verdict, questions):
    said = verify(verdict, questions)
    assert said.code == 10
    assert ("第 4 页无法读取" in said.out) == bool(verdict.unread_pages)
    assert ("有 2 处需要人工确认" in said.out) == bool(questions)
    assert "没有发现" not in said.out
