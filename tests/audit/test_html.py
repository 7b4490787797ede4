import base64
import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from redactor.audit.html import PagePicture, no_pictures, private_page, public_page, summary_page
from redactor.audit.private import private_audit
from redactor.audit.public import public_audit
from redactor.audit.summary import Totals
from redactor.audit.words import Language
from redactor.datatypes import Action
from tests.audit.made_up import (
    KEPT,
    OWN,
    VALUES,
    VERSIONS,
    decision,
    document,
    held,
    picture,
    released,
)

LANGUAGES: tuple[Language, ...] = ("zh", "en")
VOID = {"meta", "image", "polygon", "br"}


class Tags(HTMLParser):
    """Every tag with its attributes; fails on tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def totals(*dossiers):
    made = Totals()
    for dossier in dossiers:
        made.add(dossier)
    return made


def one_page(_index: int) -> Iterable[PagePicture]:
    yield picture()


def pages(language: Language = "zh") -> dict[str, str]:
    total = totals(released(), held()).summary(seconds=60, peak_memory_mb=800, versions=VERSIONS)
    return {
        "private": "".join(private_page(private_audit(held()), one_page, language)),
        "public": "".join(public_page(public_audit(released()), one_page, language)),
        "held": "".join(public_page(public_audit(held()), one_page, language)),
        "summary": "".join(summary_page(total, language)),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_well_formed_and_fetch_nothing(language: Language) -> None:
    for page in pages(language).values():
        tags = Tags(page).tags
        assert ("html", {"lang": language}) in tags
        for tag, attributes in tags:
            assert tag not in {"script", "link", "iframe", "form", "object"}
            for name in ("src", "href", "action", "data"):
                assert (attributes.get(name) or "data:").startswith("data:")
        assert "url(" not in page
        assert "http:" not in page
        assert "https:" not in page


def test_english_page_has_no_chinese_word_of_ours() -> None:
    for name, page in pages("en").items():
        shown = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
        # Of the private page the masked values stay: 王*, 包头****, and the upload's name.
        shown = re.sub(r"\w*\*+(\.\w+)?", "", shown) if name == "private" else shown
        assert not re.search(r"[\u4e00-\u9fff]", shown), name


def test_pages_show_no_value_of_the_profile() -> None:
    for page in pages().values():
        for value in VALUES:
            assert value not in page


def test_public_page_has_nothing_of_the_private_one() -> None:
    for name in ("public", "held", "summary"):
        page = pages()[name]
        for told in ("王*", "包头*", "与本人信息", "inside_longer_name", "同名"):
            assert told not in page


def test_public_pages_of_different_look_alikes_are_the_same() -> None:
    def page(kept: tuple[object, ...]) -> str:
        dossier = released(document((*OWN, *kept)))  # type: ignore[arg-type]
        return "".join(public_page(public_audit(dossier), one_page))

    assert page(()) == page(KEPT)


def test_held_dossier_is_asked_for_no_picture() -> None:
    def never(_index: int) -> Iterable[PagePicture]:
        raise AssertionError("a held document must not be shown")

    page = "".join(public_page(public_audit(held()), never))
    assert "data:image" not in page
    assert "暂扣材料不提供页面图片" in page


def test_picture_is_embedded_with_numbered_outlines_in_its_pixels() -> None:
    page = pages()["private"]
    assert base64.b64encode(picture().jpeg).decode() in page
    # (100, 100) to (124, 112) points at 36 dpi is half of that in pixels.
    assert '<polygon class="redact" points="50.0,50.0 62.0,50.0 62.0,56.0 50.0,56.0"/>' in page
    assert '<text class="redact" x="50.0" y="47.0">1</text>' in page
    assert 'class="ask"' in page


def test_outline_follows_a_turned_page() -> None:
    def turned(_index: int) -> Iterable[PagePicture]:
        yield picture(rotation=90)

    page = "".join(private_page(private_audit(released(document(OWN[:1]))), turned))
    assert 'viewBox="0 0 421 298"' in page  # 842 x 595 points at 36 dpi
    assert '<polygon class="redact" points="371.0,50.0 371.0,62.0 365.0,62.0 365.0,50.0"/>' in page


def test_strangers_are_counted_and_not_listed() -> None:
    page = "".join(private_page(private_audit(released(document((*OWN, *KEPT)))), no_pictures))
    assert "是更长姓名的一部分" in page
    assert "是他人的姓名" not in page
    assert "另有 1 处他人信息" in page


def test_what_waits_for_a_person_stands_at_the_top() -> None:
    page = pages()["private"]
    assert "同名，但上下文像是另一个人" in page.split("d01")[1]
    calm = "".join(private_page(private_audit(released()), no_pictures))
    assert "没有待处理事项" in calm


def test_trouble_is_told_in_plain_words() -> None:
    page = pages()["private"]
    for told in (
        "这是 Word 文件，请另存为 PDF 后重新上传",
        "有密级标志",
        "字迹不清",
        "文档属性",
        "画面变化",
        "没有可核验的成品文件",
    ):
        assert told in page


@pytest.mark.parametrize(
    "name",
    [
        '"><script>alert(1)</script>.pdf',
        "<img src=x onerror=alert(1)>",
        "{{ 7 * 7 }}.pdf",
        "' onmouseover='alert(1)",
        "<",
    ],
)
def test_hostile_file_name_stays_text(name: str) -> None:
    dossier = released(document(name=name))
    page = "".join(private_page(private_audit(dossier), no_pictures))
    assert {tag for tag, _ in Tags(page).tags}.isdisjoint({"script", "img"})
    assert "onerror" not in page
    assert "49" not in page.split("<main>")[1].split("<footer>")[0]


@pytest.mark.parametrize("field", ["masked", "source", "applicant_id", "output"])
def test_whatever_the_json_says_is_escaped(field: str) -> None:
    audit = private_audit(released())
    target = {
        "masked": audit["documents"][0]["decisions"][0],
        "applicant_id": audit,
    }.get(field, audit["documents"][0])
    target[field] = "<script>alert('&')</script>"
    page = "".join(private_page(audit, no_pictures))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_handed_on_summary_hides_small_numbers_and_the_private_one_does_not() -> None:
    asked = document((*OWN, decision(Action.ASK, "homonym")))
    total = totals(released(asked)).summary(seconds=60, peak_memory_mb=800, versions=VERSIONS)
    other = totals(released()).summary(seconds=60, peak_memory_mb=800, versions=VERSIONS)
    assert "".join(summary_page(total)) == "".join(summary_page(other))
    assert "".join(summary_page(total, exact=True)) != "".join(summary_page(other, exact=True))


def test_release_rate_is_shown() -> None:
    assert "50.0 %" in pages()["summary"]
    assert "自动放行率" in pages()["summary"]


def test_page_without_a_place_is_still_listed() -> None:
    placeless = replace(OWN[0], finding=replace(OWN[0].finding, quads=()))
    page = "".join(private_page(private_audit(released(document((placeless,)[:0]))), no_pictures))
    assert "没有发现" in page
    audit = private_audit(
        replace(released(), documents=(replace(document(()), decisions=(placeless,)),))
    )
    assert "王*" in "".join(private_page(audit, no_pictures))
