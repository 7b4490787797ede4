"""Random dossiers: the same for a seed, unlike the samples, readable."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pymupdf
import pytest

from benchmarks import draw
from benchmarks.generator import fonts, names
from benchmarks.generator.canvas import Canvas
from benchmarks.generator.dev import DEV
from benchmarks.generator.documents import summary
from benchmarks.generator.mix import BORN_DIGITAL, ORDINARY, TRAPS
from benchmarks.generator.people import APPLICANTS, id_number
from benchmarks.generator.pool import NAME_KINDS, NameEntry
from benchmarks.generator.render import Rendered, to_pdf
from benchmarks.generator.strangers import applicant_of, random_applicant
from benchmarks.generator.style import random_style
from benchmarks.generator.watermark import turned
from benchmarks.scoring.carriers import own_values

_DRAWN_BY = ("benchmarks.generator.pictures", "benchmarks.generator.props")
_HARD = ("阿拉坦格日乐图", "巴·苏宁巴雅", "诸葛云帆", "高峰")


def _people(seed, count):
    for number in range(1, count + 1):
        rng = np.random.default_rng((seed, number))
        yield random_applicant(number, rng, DEV), random_style(rng, DEV.faces)


def _by_name(name):
    return next(n for n in DEV.names if n.text == name)


@pytest.fixture
def no_pictures(monkeypatch):
    """Portraits, seals and paper take nearly all the time and hold no labelled text."""
    modules = [m for n, m in list(sys.modules.items()) if n.startswith("benchmarks.generator.doc")]
    for module in modules:
        for name, thing in list(vars(module).items()):
            made = getattr(thing, "__annotations__", {}).get("return")
            if getattr(thing, "__module__", "") in _DRAWN_BY and made == "bytes":
                monkeypatch.setattr(module, name, lambda *a, **k: b"")


# -- people -----------------------------------------------------------------------------
def test_same_seed_same_people():
    assert list(_people(3, 5)) == list(_people(3, 5))
    assert list(_people(3, 5)) != list(_people(4, 5))


def test_fresh_people_are_not_the_samples():
    known = {a.name for a in APPLICANTS}
    assert not known & {a.name for a, _ in _people(11, 30)}


def test_fresh_numbers_are_valid_and_nobodys():
    for applicant, _ in _people(12, 30):
        assert id_number(applicant.id_number[:17]) == applicant.id_number
        assert applicant.id_number.startswith("1599") and applicant.phone.startswith("154")
        assert len(applicant.phone) == 11
        assert (int(applicant.id_number[16]) % 2 == 0) == applicant.female


def test_phone_of_a_late_applicant_has_eleven_digits():
    (late,) = (random_applicant(n, np.random.default_rng(n), DEV) for n in (1234,))
    assert len(late.phone) == 11 and late.phone.startswith("1541234")


def test_every_kind_of_name_is_drawn():
    counts = Counter(a.name_kind for a, _ in _people(13, 60))
    assert set(counts) == set(NAME_KINDS)
    assert min(counts.values()) >= 2


def test_ordinary_dossiers_hold_few_traps():
    rngs = [np.random.default_rng((17, n)) for n in range(1, 201)]
    people = [random_applicant(n, rng, DEV, ORDINARY) for n, rng in enumerate(rngs, 1)]

    assert 1 <= sum(a.name_kind == "word" for a in people) <= 25
    assert sum(a.homonym for a in people) <= 8
    assert 12 <= sum(a.in_group for a in people) <= 50


def test_some_of_the_drawn_have_a_past_that_is_nobody_elses():
    people = list(draw.draw_people("dev", 18, 60))
    earlier = [a for a in people if a.past.employer]

    assert 10 <= len(earlier) <= 32 and 3 <= sum(bool(a.past.name) for a in people) <= 16
    assert 15 <= sum(a.english_listed for a in people) <= 45
    for a in earlier:
        known = (
            a.work.full,
            a.work.former,
            a.longer.workplace,
            *(c.workplace for c in a.colleagues),
        )
        assert not any(
            word in text
            for text in known
            for word in (*DEV.places, *DEV.marks)
            if word in a.past.employer
        )


def test_summaries_of_ordinary_dossiers_need_no_photo_of_a_group(no_pictures):
    ((applicant, style),) = _people(3, 1)
    alone = replace(applicant, in_group=False)
    drawn = [summary.build(a, style, np.random.default_rng(3)) for a in (applicant, alone)]
    traps = [{item.trap for page in pages for item in page.items} for pages in drawn]

    assert "group_photo" in traps[0] - traps[1]


def test_mild_damage_is_dealt_alone():
    mild, all_levels = (draw._deck(np.random.default_rng(1), mix) for mix in (ORDINARY, TRAPS))
    assert {card.level for card in mild} == {1}
    assert {card.kind for card in mild} == {card.kind for card in all_levels}


def test_born_digital_dossiers_hold_such_layouts_as_text_and_no_scan(no_pictures, monkeypatch):
    monkeypatch.setattr(draw, "to_pdf", lambda pages, title: Rendered(b"", ()))
    order = ("dev", 9, 1, next(draw.draw_people("dev", 9, 1, BORN_DIGITAL)), BORN_DIGITAL)
    documents = draw._dossier(order).documents
    layouts = {t.name: t for t in DEV.templates}

    assert {d.carrier for d in documents} == {"text"} and len(documents) > 3
    assert all(layouts[d.template].born_digital for d in documents)
    assert any(layouts[d.template].scanned for d in documents)


def test_pool_is_wide_enough():
    assert len({n.text for n in DEV.names}) == len(DEV.names) >= 40
    assert len({e.full for e in DEV.employers}) == len(DEV.employers) >= 24
    assert {n.kind for n in DEV.names} == set(NAME_KINDS)
    assert len({e.topic.paper for e in DEV.employers}) >= 5
    assert all(not n.phrases or n.kind == "word" for n in DEV.names)


def test_pool_holds_nothing_of_the_samples():
    people = [a.name for a in APPLICANTS]
    people += [c.name for a in APPLICANTS for c in (*a.colleagues, a.longer, a.leader, a.reviewer)]
    assert not {n.text for n in DEV.names} & set(people)
    written = " ".join(
        f"{a.work.full} {a.work.former} {c.workplace}" for a in APPLICANTS for c in a.colleagues
    )
    assert not [word for word in (*DEV.places, *DEV.marks) if word in written]


@pytest.mark.parametrize("named", [n for n in DEV.names if n.phrases], ids=lambda n: n.latin)
def test_a_word_that_is_a_name_stands_in_its_sentence_once(named):
    for word, sentence in named.phrases:
        assert named.text in word and word in sentence
        assert named.text not in sentence.replace(word, "")


def test_others_are_told_apart_in_han_and_latin():
    for a, _ in _people(14, 150):
        others = (*a.colleagues, a.leader, a.reviewer)
        assert len({o.name for o in others}) == len(others)
        for other in others:
            assert a.name not in other.name and other.name not in a.name
        for other in (*others, a.longer):
            assert other.name != a.name
            assert other.latin.replace(" ", "").lower() != a.latin.replace(" ", "").lower()


def test_somebody_of_a_near_name_works_beside_some():
    beside = [
        a.name
        for a, _ in _people(15, 60)
        if any(c.name[:-1] == a.name[:-1] and len(a.name) > 2 for c in a.colleagues)
    ]
    assert 3 <= len(beside) <= 30


def test_employers_of_others_hold_nothing_of_the_own():
    for a, _ in _people(16, 100):
        for other in (*a.colleagues, a.longer):
            own = (a.work.full, a.work.short, a.work.former)
            assert not other.workplace or not any(
                o in other.workplace or other.workplace in o for o in own
            )


def test_mailbox_is_written_as_mailboxes_are():
    for a, _ in _people(17, 100):
        assert a.mailbox.isascii() and a.mailbox.replace(".", "").isalnum()
        assert a.mailbox == a.mailbox.lower() and len(a.mailbox) <= 16 and len(a.email) <= 40


@pytest.mark.parametrize(
    ("name", "latin", "kind", "longer", "spelt"),
    [
        ("王伟", "Wang Wei", "two", "王伟", "Wang Wei"),
        ("司马晴", "Sima Qing", "compound", "司马晴", "Sima Qing"),
        ("苏日娜", "Surina", "mongolian", "苏日娜", "Surina"),
        ("包·其木格", "Bao Qimuge", "interpunct", "包·其木格", "Bao Qimuge"),
        ("阿拉坦其其格", "Alatanqiqige", "mongolian", "阿拉坦", "Alatan"),
        ("欧阳明珠", "Ouyang Mingzhu", "compound", "欧阳明", "Ouyang Ming"),
    ],
)
def test_longer_name_goes_on_as_the_own_one_begins(name, latin, kind, longer, spelt):
    for seed in range(8):
        made = names.longer_name(np.random.default_rng(seed), NameEntry(name, latin, kind))
        assert made.text.startswith(longer) and len(made.text) > len(longer)
        assert made.latin.startswith(spelt) and len(made.latin) > len(spelt)
        assert made.text != name


def test_latin_names_follow_names_not_words():
    assert names.latin_name("曾云") == "Zeng Yun"
    assert names.latin_name("尉迟晓光") == "Yuchi Xiaoguang"
    assert names.latin_name("李·娜仁") == "Li Naren"


# -- pages ------------------------------------------------------------------------------
def _pages(applicant, style, template):
    rng = np.random.default_rng(len(applicant.name))
    return template.draw(applicant, style, rng)


@cache
def _drawn(template):
    """Pages of four strangers: drawn once for all tests, without pictures."""
    people = [*_people(21, 2), *_people(22, 2)]
    return [canvas for a, style in people for canvas in _pages(a, style, template)]


def _unlabelled(canvas):
    """The glyphs outside all labels, in drawing order; a space where labelled ones stood."""
    corners = np.array([q for i in canvas.items if not i.is_picture for q in i.quads])
    low, high = corners.min(axis=1) - 0.1, corners.max(axis=1) + 0.1
    inked = [(g, b) for g in canvas.glyphs if (b := fonts.face(g.face).ink(g.char)) is not None]
    middles = np.array([_middle(g, b) for g, b in inked])[:, None]
    labelled = ((low <= middles) & (middles <= high)).all(axis=2).any(axis=1)
    return "".join(" " if n else g.char for (g, _), n in zip(inked, labelled, strict=True))


def _middle(glyph, bounds):
    x = glyph.x + (bounds[0] + bounds[2]) / 2 * glyph.size
    y = glyph.y - (bounds[1] + bounds[3]) / 2 * glyph.size
    return turned(((x, y),) * 4, glyph.turn)[0] if glyph.turn else (x, y)


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("template", DEV.templates, ids=lambda t: t.name)
def test_nothing_overlaps_and_nothing_leaves_the_page(template, readable):
    for canvas in _drawn(template):
        readable(canvas)


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("template", DEV.templates, ids=lambda t: t.name)
def test_no_own_value_stands_unlabelled(template):
    """Nor does a name of the pool, as a word, in what the page says whoever applies."""
    for canvas in _drawn(template):
        found = _unlabelled(canvas)
        assert not [v for v in own_values(canvas.items) if v in found.lower()]
        assert not [n.text for n in DEV.names if n.text in found]


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("template", DEV.templates, ids=lambda t: t.name)
@pytest.mark.parametrize("name", _HARD)
def test_hard_names_and_long_employers_fit(template, name, readable):
    """The longest employers go round, so that each meets a long name on some page."""
    longest = sorted(DEV.employers, key=lambda e: -len(e.full))[: len(_HARD)]
    trade = longest[(_HARD.index(name) + DEV.templates.index(template)) % len(_HARD)]
    rng = np.random.default_rng(31)
    applicant = applicant_of(1, rng, DEV, _by_name(name), trade)
    for canvas in _pages(applicant, random_style(rng, DEV.faces), template):
        readable(canvas)


# -- typefaces --------------------------------------------------------------------------
@pytest.fixture
def registry(monkeypatch):
    """A copy of the registered typefaces, so that no test leaves one behind."""
    monkeypatch.setattr(fonts, "_FILES", dict(fonts._FILES))


def test_a_character_that_the_typeface_lacks_is_drawn_in_another(registry, monkeypatch, tmp_path):
    folder = tmp_path / "typefaces_of_a_test"
    (folder / "files").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "files" / "few.ttf").write_bytes(fonts.face("fallback").subset("张祎"))
    monkeypatch.syspath_prepend(tmp_path)
    fonts.register("few", folder.name, "files/few.ttf")
    assert fonts.source("few") == "typefaces_of_a_test/files/few.ttf"
    canvas = Canvas(face="few")
    canvas.text(60, 60, "张婳祎")
    drawn = [(g.char, g.face) for g in canvas.glyphs[-3:]]
    assert drawn == [("张", "few"), ("婳", "serif"), ("祎", "few")]
    with pymupdf.open(stream=to_pdf([canvas]).data) as document:
        assert "张婳祎" in document[0].get_text()


def test_a_character_that_no_typeface_has_is_not_drawn_as_a_box():
    with pytest.raises(KeyError, match=r"U\+1820"):
        Canvas().text(60, 60, "\u1820")


@pytest.mark.parametrize("package", ["no_such_package", "no_such_package.inside", "numpy"])
def test_a_typeface_that_is_not_installed_falls_back_and_says_so(registry, package):
    fonts.register(f"absent from {package}", package, "Absent.ttf")
    assert fonts.face(f"absent from {package}").name == fonts.FALLBACK
    assert fonts.source(f"absent from {package}") == fonts.source(fonts.FALLBACK)


def test_a_typeface_is_not_registered_over_another(registry):
    fonts.register("kai", "some_package", "Kai.ttf")
    fonts.register("kai", "some_package", "Kai.ttf")
    with pytest.raises(ValueError, match="kai"):
        fonts.register("kai", "some_package", "OtherKai.ttf")
    with pytest.raises(ValueError, match="serif"):
        fonts.register("serif", "some_package", "Kai.ttf")
