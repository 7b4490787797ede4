"""``redactor rules``: what is told of packs, cases and open questions."""

import re

import pytest

from redactor.config.rules import RULES, load_rules, rule_packs

HAN = re.compile(r"[\u3400-\u9fff]")


def write(tmp_path, text):
    path = tmp_path / "office.toml"
    path.write_text(f'name = "office"\nextends = "neimenggu-2026"\n{text}', encoding="utf-8")
    return path


def line_of(said, start):
    (line,) = [x for x in said.out.splitlines() if x.strip().startswith(start)]
    return line


def test_list_tells_region_year_version_and_parent(run):
    said = run("rules", "list")
    assert said.code == 0
    assert len(said.out.splitlines()) == len(rule_packs())
    line = line_of(said, "kunqu-2026")
    for told in ("包头市昆都仑区", "2026 年", load_rules("kunqu-2026").version, "neimenggu-2026"):
        assert told in line


def test_show_tells_each_value_and_where_it_comes_from(run, tmp_path):
    path = write(tmp_path, '[switches]\nformer_employers = "keep"\n')
    said = run("rules", "show", path)
    assert said.code == 0
    assert line_of(said, "former_employers").split()[:3] == ["former_employers", "keep", "office"]
    assert line_of(said, "title_employer").split()[1:3] == ["redact", "neimenggu-2026"]
    assert "第 35 例" in line_of(said, "former_employers")


def test_show_tells_who_needs_no_blind_copy_and_why(run):
    said = run("rules", "show", "kunqu-2026", "--lang", "en")
    assert "中小学教师" in line_of(said, "中小学教师")
    assert "every level: no blind copy needed" in said.out
    assert "仍采取线下纸质材料评审方式" in said.out
    assert "no table: everybody" in run("rules", "show", "--lang", "en").out


def test_explain_tells_decision_switch_and_reasons(run, tmp_path):
    path = write(tmp_path, '[switches]\nformer_employers = "ask"\n')
    said = run("rules", "explain", 35, "--rules", path)
    assert said.code == 0
    assert "第 35 例：曾经的工作单位" in said.out
    assert "former_employers = ask（来自 office；可选：redact、keep、ask）" in said.out
    assert "switch_keep：按规则设置处理" in said.out


def test_explain_owns_up_to_what_is_not_done_yet(run):
    said = run("rules", "explain", 24, "--lang", "en")
    assert "own_seal = ring (from neimenggu-2026; choices: ring, cover, keep)" in said.out
    assert "Square seals over print on black-and-white copies are mostly not found" in said.out


@pytest.mark.parametrize("number", [1, 7, 42, 85])
def test_explain_in_english_has_chinese_in_the_example_alone(run, number):
    lines = run("rules", "explain", number, "--lang", "en").out.splitlines()
    assert not [x for x in lines if HAN.search(x) and not x.startswith("Example: ")]


@pytest.mark.parametrize("number", ["0", "86", "x"])
def test_a_case_that_is_none_is_wrong_usage(run, number):
    assert run("rules", "explain", number).code == 2


def test_check_tells_that_a_pack_is_whole(run):
    said = run("rules", "check", RULES / "kunqu-2026.toml")
    assert said.code == 0
    assert "没有错误：kunqu-2026" in said.out


def test_check_tells_every_fault_at_once(run, tmp_path):
    path = write(tmp_path, 'year = 26\n[switches]\nhomonym = "x"\nnobody = 1\n[[scope]]\n')
    said = run("rules", "check", path)
    assert said.code == 6
    for told in ("year 必须是年份", "switches.homonym", "switches.nobody", "scope.1.mode"):
        assert told in said.err


def test_an_unknown_pack_is_a_fault_that_lists_those_there_are(run):
    said = run("rules", "show", "nix")
    assert said.code == 6
    assert "neimenggu-2026" in said.err


def test_list_goes_on_past_a_broken_pack(run, tmp_path, monkeypatch):
    good = (RULES / "neimenggu-2026.toml").read_text("utf-8")
    (tmp_path / "good.toml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.toml").write_text("name = 1\n", encoding="utf-8")
    monkeypatch.setattr("redactor.config.rule_chain.RULES", tmp_path)
    said = run("rules", "list")
    assert said.code == 6
    assert [line.split("：")[0] for line in said.out.splitlines()] == ["bad", "good"]


def test_the_page_of_open_questions_is_what_the_program_makes(run):
    page = (RULES / "OPEN_QUESTIONS.md").read_text("utf-8")
    assert run("rules", "questions").out == page
    assert page.index("十个问题") < page.index("Ten questions")


def test_the_page_shows_the_choice_of_the_pack_in_bold(run, tmp_path):
    path = write(tmp_path, '[switches]\nbirth = "redact"\n')
    said = run("rules", "questions", "--rules", path)
    assert "**`redact`**：遮盖 |" in said.out
