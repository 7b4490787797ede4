"""``redactor ask``: one key a question; the next batch applies what was said."""

from __future__ import annotations

import json
import logging

import pytest
from click.testing import CliRunner

from redactor.cli.language import use_language
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from tests.cli.pretend import ALIAS, write_source

ALL = ["T-1/T-1_d01.pdf", "T-2/T-2_d01.pdf", "T-3/T-3_d01.pdf"]


@pytest.fixture
def simple(office):
    """T-2 alone has a question."""
    write_source(office.folder / "T-2" / "02.pdf", "question")
    office.batch()
    return office


def typed(office, keys, *more):
    """``redactor ask`` with lines typed in; code and what was printed."""
    use_language("zh")
    # Its texts are made when it is imported: earlier they would be English for every test.
    from redactor.cli.commands import redactor

    command = ["ask", str(office.out), *more]
    result = CliRunner().invoke(redactor, command, input=keys, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.output


def replies(office):
    with Ledger(office.out / "private/ledger.sqlite") as ledger:
        return {a.applicant_id: a.reply for a in ledger.questions()}


def listed(office, *more):
    said = office.run("ask", office.out, "--list", "--json", *more)
    return said.code, json.loads(said.out)


def test_batch_says_how_many_questions_wait_and_how_to_answer(office):
    write_source(office.folder / "T-2" / "02.pdf", "question")
    said = office.batch()
    assert said.code == 10
    assert "1 份材料的 1 个问题等待回答" in said.out
    assert f"redactor ask {office.out}" in said.out
    assert ALIAS not in said.text


def test_one_key_answers_and_the_next_batch_releases(simple):
    code, told = typed(simple, "1\n")
    assert code == 0
    assert f"“{ALIAS}”是本人单位的简称吗？" in told
    assert f"…由【{ALIAS}】承担设计…" in told
    assert "第 2 个文件（目录第 7 项），第 1 页，另有 1 处" in told
    assert "private/audit/T-2.html" in told
    assert f"redactor batch IN --roster ROSTER --out {simple.out}" in told
    assert replies(simple) == {"T-2": "redact"}
    again = simple.batch()
    assert again.code == 0
    assert "待处理 1 份" in again.out
    assert "等待回答" not in again.out
    assert len(simple.released()) == 4


@pytest.mark.parametrize("keys, reply", [("y\n", "redact"), ("2\n", "keep"), ("否\n", "keep")])
def test_keys(simple, keys, reply):
    typed(simple, keys)
    assert replies(simple) == {"T-2": reply}


def test_any_other_key_is_asked_for_again(simple):
    code, told = typed(simple, "x\n1\n")
    assert code == 0
    assert "请按 1、2、s、u 或 q" in told


@pytest.mark.parametrize("keys", ["s\n", "q\n", "", "u\nq\n"])
def test_what_is_skipped_stays_open(simple, keys):
    code, told = typed(simple, keys)
    assert code == 10
    assert "还有 1 份材料的 1 个问题未回答" in told
    assert "redactor batch" not in told
    assert replies(simple) == {"T-2": None}


def two_questions(office):
    """T-2 waits for a person only; T-1 has a damaged file as well."""
    write_source(office.folder / "T-2" / "02.pdf", "question")
    write_source(office.folder / "T-1" / "02.pdf", "question")
    write_source(office.folder / "T-1" / "03.pdf", "corrupt")
    office.batch()


def test_the_dossier_that_an_answer_releases_comes_first(office):
    two_questions(office)
    _, told = typed(office, "1\nq\n")
    assert told.index("[1/2] T-2") < told.index("[2/2] T-1")
    assert replies(office) == {"T-1": None, "T-2": "redact"}


def test_undo_goes_back_and_takes_the_answer_back(office):
    two_questions(office)
    code, told = typed(office, "1\nu\n2\n1\n")
    assert code == 0
    assert told.count("[1/2]") == 2
    assert replies(office) == {"T-1": "redact", "T-2": "keep"}


def test_an_answer_can_be_changed_and_withdraws_what_it_touches(simple):
    typed(simple, "1\n")
    simple.batch()
    assert typed(simple, "")[1].count("[1/1]") == 0  # nothing is open
    code, told = typed(simple, "2\n", "--all")
    assert code == 0
    assert "已回答：是，遮盖" in told
    assert "T-2：原已放行，现已撤回" in told
    assert simple.released() == [ALL[0], ALL[2]]
    assert simple.batch().code == 0
    assert len(simple.released()) == 4


def test_looking_at_answered_questions_withdraws_nothing(simple):
    typed(simple, "1\n")
    simple.batch()
    for keys in ("s\n", "1\n", "q\n"):
        typed(simple, keys, "--all")
    assert len(simple.released()) == 4


def test_undo_of_a_changed_answer_brings_the_old_one_back(office):
    two_questions(office)
    typed(office, "1\n1\n", "--role", "applicant")
    typed(office, "2\nu\nq\n", "--all")
    with Ledger(office.out / "private/ledger.sqlite") as ledger:
        (answer,) = ledger.answers("T-2")
    assert (answer.reply, answer.role) == ("redact", "applicant")


def test_list_masks_values_unless_they_are_asked_for(simple):
    said = simple.run("ask", simple.out, "--list")
    assert said.code == 10
    assert ALIAS not in said.text
    assert "T-2" in said.out
    assert ALIAS in simple.run("ask", simple.out, "--list", "--values").out


def test_list_as_json_is_what_a_script_answers(simple, tmp_path):
    code, (told,) = listed(simple)
    assert code == 10
    assert ALIAS not in json.dumps(told, ensure_ascii=False)
    assert told["replies"] == ["redact", "keep"]
    assert told["places"][0] == {"document": "d02", "folder_no": 7, "page": 1}
    (_, (full,)) = listed(simple, "--values")
    assert (full["value"], full["context"]) == (ALIAS, ["由", "承担设计"])
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({told["id"]: "yes"}), encoding="utf-8")
    said = simple.run("ask", simple.out, "--answers", path)
    assert said.code == 0
    assert listed(simple) == (0, [])
    (_, (again,)) = listed(simple, "--all")
    assert again["reply"] == "redact"


@pytest.mark.parametrize(
    "word, reply", [("redact", "redact"), ("保留", "keep"), ("no", "keep"), (True, "redact")]
)
@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_answers_in_a_file(simple, tmp_path, word, reply, suffix):
    (_, (told,)) = listed(simple)
    text = json.dumps(word, ensure_ascii=False)
    data = f'{{"{told["id"]}": {text}}}' if suffix == ".json" else f'"{told["id"]}" = {text}\n'
    path = tmp_path / f"answers{suffix}"
    path.write_text(data, encoding="utf-8")
    assert simple.run("ask", simple.out, "--answers", path).code == 0
    assert replies(simple) == {"T-2": reply}


def test_every_wrong_entry_is_told_and_then_none_counts(simple, tmp_path):
    (_, (told,)) = listed(simple)
    path = tmp_path / "answers.json"
    entries = {told["id"]: "yes", "0" * 16: "yes", "王伟": "yes"}
    path.write_text(json.dumps(entries), encoding="utf-8")
    said = simple.run("ask", simple.out, "--answers", path)
    assert said.code == 6
    assert f"{'0' * 16}：没有这个问题" in said.err
    assert "第 3 条：没有这个问题" in said.err
    assert "王伟" not in said.text
    assert replies(simple) == {"T-2": None}


@pytest.mark.parametrize("text", ['{"a', "[1]", ""])
def test_a_file_that_is_no_json_object_is_told(simple, tmp_path, text):
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    said = simple.run("ask", simple.out, "--answers", path)
    assert said.code == 6
    assert "不是 JSON 对象" in said.err


def test_a_word_that_is_no_answer_is_told(simple, tmp_path):
    (_, (told,)) = listed(simple)
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({told["id"]: "wrong_file"}), encoding="utf-8")
    said = simple.run("ask", simple.out, "--answers", path)
    assert said.code == 6
    assert "答案应为下列之一：yes、no、redact、keep" in said.err


def test_values_stay_out_of_logs(simple, caplog):
    with caplog.at_level(logging.DEBUG):
        typed(simple, "1\n")
        simple.batch()
    assert ALIAS not in caplog.text


def test_public_files_know_nothing_of_questions(simple):
    (_, (told,)) = listed(simple)
    typed(simple, "1\n")
    simple.batch()
    for path in [*(simple.out / "public").iterdir(), simple.out / "summary.json"]:
        text = path.read_text("utf-8")
        assert ALIAS not in text
        assert told["id"] not in text


def test_a_folder_that_is_no_output_is_told(office, tmp_path):
    said = office.run("ask", tmp_path)
    assert said.code == 6
    assert list(tmp_path.glob("*/ledger.sqlite")) == []


def test_json_without_list_is_wrong_usage(simple):
    assert simple.run("ask", simple.out, "--json").code == 2


def test_nobody_answers_while_a_batch_is_running(simple):
    with LocalStore(simple.out).exclusive():
        said = simple.run("ask", simple.out, "--list")
    assert said.code == 8
    assert "另一个任务正在写入" in said.err
