"""The own name in Latin letters by its place among the authors (cases 11 and 18)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity
from redactor.fakes.pages import reading_of
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.findings import DossierRecogniser
from tests.recognise.judging import RULES, WANG_WEI, Find, decide, ruled

ERDENI = replace(
    WANG_WEI, names=("额尔德尼",), emails=(), employers=(Employer("青泉旗农牧业技术推广中心"),)
)
PAPER = (
    "青泉旗向日葵列当防控技术\n额尔德尼¹，斯琴²，王建民¹\n"
    "（1.青泉旗农牧业技术推广中心，内蒙古 青原 015300；2.青原大学）\n摘 要：在田间开展试验。\n"
    "Control of Orobanche in the Field\n{}\n"
    "(1. Agricultural Extension Center of Qingquan Banner; 2. Qingyuan University)\nAbstract: In"
)


@pytest.mark.parametrize(
    "line, gone",
    [
        ("Erdeni¹, Siqin², Wang Jianmin¹", ["Erdeni"]),
        ("ERDENI¹; SIQIN²; WANG Jian-min¹", ["ERDENI"]),
        ("Aridun¹, Siqin², Wang Jianmin¹", ["Aridun"]),  # the others stand where they should
        ("Erdene¹, Sechin², King Jamie¹", ["Erdene"]),  # nobody else does, but it is alike
        ("John Smith¹, Li Ming², Wang Qiang¹", []),
        ("Erdeni¹, Siqin²", []),  # other people than those in Chinese
    ],
)
def test_own_name_by_its_place(find: Find, line: str, gone: list[str]) -> None:
    found = ruled(find, PAPER.format(line), Entity.NAME, ERDENI)
    assert [p for a, _, p in found if a == "redact" and p != "额尔德尼"] == gone


def test_own_name_by_its_place_where_marks_alone_part_the_authors(find: Find) -> None:
    text = PAPER.format("Aridun¹, Siqin², Wang Jianmin¹")
    text = text.replace("额尔德尼¹，斯琴²，王建民¹", "额尔德尼¹斯琴²*王建民¹")
    found = ruled(find, text, Entity.NAME, ERDENI)
    assert [p for a, _, p in found if a == "redact"] == ["额尔德尼", "Aridun"]


def test_the_byline_leads_to_the_english_affiliation(find: Find) -> None:
    text = PAPER.format("Erdeni¹, Siqin², Wang Jianmin¹")
    found = ruled(find, text, Entity.EMPLOYER, ERDENI)
    assert ("redact", "own_affiliation", "AgriculturalExtensionCenterofQingquanBanner") in found


def test_what_the_paper_tells_goes_from_the_dossier(lac, people) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, ERDENI)
    texts = (PAPER.format("Erdeni¹, Siqin², Wang Jianmin¹"), "Certificate\nawarded to Erdeni")
    pages = [[reading_of(text)] for text in texts]
    found = [recogniser.document(str(n), page) for n, page in enumerate(pages)]
    redacted = [
        [d.finding for d in p.decisions if d.action == "redact"] for p in decide(found, RULES)
    ]
    told = recogniser.learn_told(found, redacted)
    assert told is not None and told.pinyin == ("Erdeni",)
    again = recogniser.with_told(found[1], pages[1], told, redacted[1])
    assert [d.action for d in decide([again], RULES)[0].decisions] == ["redact"]


@pytest.mark.parametrize(
    "text, gone",
    [
        ("资格证书\n姓名：额尔德尼\nName: Erdeni", ["Erdeni"]),
        ("资格证书\n姓 名\t额尔德尼\nFull name\tERDENI", ["ERDENI"]),
        ("资格证书\n姓名/Name：额尔德尼 Erdenee", ["Erdenee"]),
        ("资格证书\n姓名：额尔德尼\nName: Siqin", []),
        ("资格证书\n姓名：斯琴\nName: Erdeni", []),
        ("资格证书\n姓名：额尔德尼 Certificate", []),
    ],
)
def test_own_name_under_its_label_in_letters(find: Find, text: str, gone: list[str]) -> None:
    found = ruled(find, text, Entity.NAME, ERDENI)
    assert [p for a, _, p in found if a == "redact" and p != "额尔德尼"] == gone


@pytest.mark.parametrize(
    "name, text, asked",
    [
        ("额尔登其木格", "Author: Erdengqimuge", ["Erdengqimuge"]),
        ("额尔登其木格", "Narenqimuge, Eerdengtuya, Eerdengqimugele", []),
        ("王晟", "written by Wang Jing", ["WangJing"]),  # a reading that hardly anybody has
        ("王伟", "written by Wang Yu", []),
    ],
)
def test_rare_spelling_of_the_own_name_is_asked_about(
    find: Find, name: str, text: str, asked: list[str]
) -> None:
    profile = replace(WANG_WEI, names=(name,), emails=())
    found = [d for d in ruled(find, text, Entity.NAME, profile) if d[0] != "keep"]
    assert found == [("ask", "name_variant", printed) for printed in asked]
