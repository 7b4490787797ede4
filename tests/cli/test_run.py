"""Exit codes and messages of what happens before, around and after a command."""

import pytest

from redactor.cli import batch as batch_job
from redactor.config import weights
from redactor.errors import InputError, MissingModelError
from redactor.files import sha256_of


def test_no_arguments_give_the_help(run):
    said = run()
    assert said.code == 0
    assert "batch" in said.out


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["nope"], "没有子命令"),
        (["batch"], "缺少参数"),
        (["batch", "in"], "缺少选项"),
        (["batch", "in", "--rooster", "x"], "没有选项"),
        (["batch", "in", "--workers", "-1"], "不在范围"),
        (["batch", "in", "--executor", "x"], "不在可选值中"),
        (["batch", "in", "--roster", "nix", "--out", "o"], "文件不存在"),
        (["models", "x"], "多余的参数"),
        (["redact", "x", "--profile"], "需要取值"),
        (["models", "--lang", "de"], "不在可选值中"),
        (["--lang", "zh"], "缺少子命令"),
    ],
)
def test_wrong_usage_is_2_and_told(run, arguments, told):
    said = run(*arguments)
    assert said.code == 2
    assert told in said.err


def test_wrong_usage_in_english(run):
    assert "No such command" in run("--lang", "en", "nope").err


def test_version(run):
    assert run("--version").code == 0


def crash(error):
    def job(options, workers):
        raise error

    return job


@pytest.fixture
def broken(run, monkeypatch, tmp_path):
    """A batch that ends in an error of one's choice."""
    (tmp_path / "r.csv").touch()

    def go(error, *more):
        monkeypatch.setattr(batch_job, "run", crash(error))
        roster, out = tmp_path / "r.csv", tmp_path / "o"
        needed = ("--roster", roster, "--out", out, "--executor", "serial")
        return run("batch", tmp_path, *needed, *more)

    return go


def test_unexpected_error_is_1_and_its_text_is_not_shown(broken):
    said = broken(ValueError("王伟 15412345678"))
    assert said.code == 1
    assert "ValueError" in said.err
    assert "王伟" not in said.text
    assert "154" not in said.text
    assert "Traceback" not in said.text


def test_error_of_a_page_names_it(broken):
    said = broken(InputError("x", code="corrupt", page_no=3))
    assert said.code == 3
    assert said.err == "文件已损坏，请重新导出后上传（第 3 页）\n"
    assert "(page 3)" in broken(InputError("x", code="corrupt", page_no=3), "--lang", "en").err


def test_interruption_is_130(broken):
    said = broken(KeyboardInterrupt())
    assert said.code == 130
    assert said.out == ""


def test_missing_model_is_7(broken):
    assert broken(MissingModelError("x")).code == 7


def test_models_tells_which_file_is_missing_or_changed(run, monkeypatch, tmp_path):
    monkeypatch.setenv("REDACTOR_MODELS", str(tmp_path))
    said = run("models")
    assert said.code == 7
    file = weights.named("centerface").files[0].file
    assert f"{file} 缺失" in said.out
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(b"x")
    assert f"{file} 的 SHA-256 不对" in run("models").out
    assert f"{file} has a wrong SHA-256" in run("models", "--lang", "en").out


def test_models_that_are_whole_are_0(run, monkeypatch):
    monkeypatch.setattr(weights, "faults", lambda name: ())
    said = run("models")
    assert said.code == 0
    assert "完整" in said.out


def test_sha256_is_that_of_the_content(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    assert sha256_of(tmp_path / "x").startswith("ba7816bf")
