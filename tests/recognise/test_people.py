"""People by two opinions: the committed model alone, and together with LAC."""

from __future__ import annotations

import pytest
from presidio_analyzer import AnalyzerEngine

from redactor.config import weights
from redactor.config.weights import models_dir
from redactor.errors import MissingModelError
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.lac import Lac
from redactor.recognise.people import People, in_line, plain


@pytest.fixture(scope="module")
def analyzer(people: People, lac: Lac) -> AnalyzerEngine:
    return build_analyzer(people, lac)


MONGOLIAN = [
    ("姓名：阿拉坦其其格", ["阿拉坦其其格"]),
    ("乌云毕力格", ["乌云毕力格"]),
    ("作者：额尔敦巴雅尔、萨仁高娃、王伟", ["额尔敦巴雅尔", "萨仁高娃", "王伟"]),
    ("申报人呼日勒巴根填写", ["呼日勒巴根"]),  # Han characters hard against both ends
    ("本项目由宝音朝克图主持完成。", ["宝音朝克图"]),
    ("感谢格日勒图雅老师的指导。", ["格日勒图雅"]),
    ("审核人：陈·乌仁图雅", ["陈·乌仁图雅"]),
    ("巴·苏宁巴雅尔同志具备工程师任职资格。", ["巴·苏宁巴雅尔"]),
]


def named(line: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [line[start:end] for start, end in spans]


@pytest.mark.parametrize("line, names", MONGOLIAN)
def test_model_finds_mongolian_names(people: People, line: str, names: list[str]) -> None:
    assert named(line, people.spans(line)) == names


@pytest.mark.parametrize("line, names", MONGOLIAN)
def test_both_opinions_find_mongolian_names(
    lac: Lac, people: People, line: str, names: list[str]
) -> None:
    assert named(line, in_line(line, lac, people)) == names


@pytest.mark.parametrize(
    "line",
    [
        "设备在用电高峰期连续运行。",
        "人工观测从黎明时分持续到日落。",
        "乌兰牧骑下乡演出。",
        "该同志品行高洁。",
        "乌兰察布市科尔沁区巴彦塔拉苏木",
        "内蒙古额尔古纳市人民医院",
        "锡林郭勒盟东乌珠穆沁旗",
        "高级工程师",
        "姓名\u3000性别\u3000民族",
        "2021年12月31日",
        "申报人（签字）：",
        "",
    ],
)
def test_no_person_is_seen_in_a_plain_line(lac: Lac, people: People, line: str) -> None:
    assert people.spans(line) == in_line(line, lac, people) == ()


def test_han_names_are_left_to_lac(lac: Lac, people: People) -> None:
    """On them LAC is the better one: where it sees nobody, the model does not overrule it."""
    line = "姓名：王伟，单位负责人：赵强"
    assert named(line, in_line(line, lac, people)) == ["王伟", "赵强"]


@pytest.mark.parametrize("line", ["王　伟１２Ａ—（", "𠮷·ａ\t０", "⼯程 ﬁ"])
def test_plain_text_keeps_every_place(line: str) -> None:
    assert len(plain(line)) == len(line)


def test_person_findings_are_of_both_opinions(analyzer: AnalyzerEngine) -> None:
    text = "作者：赵文渊\n完成人：阿拉坦其其格"
    results = analyzer.analyze(text, language="zh", entities=["PERSON"])
    spans = sorted((r.start, r.end) for r in results)
    assert named(text, tuple(spans)) == ["赵文渊", "阿拉坦其其格"]


def test_engine_of_presidio_runs_no_model_on_whole_pages(analyzer: AnalyzerEngine) -> None:
    """Presidio calls it on every text: twice a page and more."""
    artifacts = analyzer.nlp_engine.process_text("姓名：阿拉坦其其格", "zh")
    assert len(artifacts.tokens) == 9
    assert not artifacts.entities


def test_missing_model_is_told_by_name(tmp_path: pytest.TempPathFactory) -> None:
    with pytest.raises(MissingModelError, match="spacy_names"):
        People(tmp_path)  # type: ignore[arg-type]


def test_committed_model_is_the_one_of_the_manifest() -> None:
    """Its hash goes into the version of the weights, and so into every record."""
    assert weights.faults("spacy_names") == ()
    listed = {f.file for f in weights.named("spacy_names").files}
    folder = models_dir() / "spacy_names"
    there = {p.relative_to(models_dir()).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == listed
    assert sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) < 4_000_000
