"""Rule packs that inherit: what holds, where it comes from, and what is no chain."""

import shutil

import pytest

from redactor.config.rules import RULES, load_pack, load_rules, rule_packs
from redactor.datatypes import Action, Entity
from redactor.errors import ConfigError

BASE = "neimenggu-2026"


@pytest.fixture
def folder(tmp_path):
    shutil.copy(RULES / f"{BASE}.toml", tmp_path)
    return tmp_path


def pack(folder, name, text, parent=BASE):
    path = folder / f"{name}.toml"
    path.write_text(f'name = "{name}"\nextends = "{parent}"\n{text}', encoding="utf-8")
    return path


def fault_of(path):
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    return "\n".join(caught.value.faults)


def test_a_child_changes_single_keys_of_every_section(folder):
    path = pack(
        folder,
        "child",
        'region = "包头市"\nyear = 2027\n[categories]\nemail = "ask"\n'
        '[tokens]\nname = "[某人]"\n[switches]\nhomonym = "keep"\n',
    )
    rules, parent = load_rules(path), load_rules(BASE)
    assert (rules.name, rules.region, rules.year) == ("child", "包头市", 2027)
    assert rules.source == parent.source
    assert rules.categories == {**parent.categories, Entity.EMAIL: Action.ASK}
    assert rules.tokens == {**parent.tokens, "name": "[某人]"}
    assert (rules.homonym, rules.references) == ("keep", parent.references)
    assert rules.public_domains == parent.public_domains


def test_each_value_tells_the_pack_that_gives_it(folder):
    pack(folder, "parent", '[switches]\nhomonym = "keep"\nbirth = "redact"\n')
    path = pack(folder, "child", '[switches]\nhomonym = "redact"\n', parent="parent")
    loaded = load_pack(path)
    assert loaded.chain == ("child", "parent", BASE)
    assert loaded.rules.homonym == "redact"
    assert [loaded.origins[f"switches.{key}"] for key in ("homonym", "birth", "references")] == [
        "child",
        "parent",
        BASE,
    ]
    assert loaded.origins["tokens.name"] == BASE


def test_a_switch_that_nobody_gives_has_its_default_and_no_origin(folder):
    base = folder / f"{BASE}.toml"
    base.write_text(base.read_text("utf-8").replace('birth = "keep"', ""), encoding="utf-8")
    loaded = load_pack(pack(folder, "child", ""))
    assert loaded.rules.birth == "keep"
    assert "switches.birth" not in loaded.origins


def test_a_changed_parent_changes_the_version_of_the_child(folder):
    path = pack(folder, "child", "")
    before = load_rules(path).version
    assert before != load_rules(folder / f"{BASE}.toml").version
    with (folder / f"{BASE}.toml").open("a", encoding="utf-8") as base:
        base.write("# one more comment\n")
    assert load_rules(path).version != before


def test_a_table_of_the_child_replaces_that_of_the_parent_as_a_whole(folder):
    line = '[[scope]]\nseries = ["{}"]\nmode = "blind"\nquote = "…"\n'
    pack(folder, "parent", line.format("卫生"))
    heir = load_rules(pack(folder, "heir", "", parent="parent"))
    other = load_rules(pack(folder, "other", line.format("经济"), parent="parent"))
    assert [scope.series for scope in heir.scope] == [("卫生",)]
    assert [scope.series for scope in other.scope] == [("经济",)]


def test_a_committed_parent_is_found_from_anywhere(tmp_path):
    rules = load_rules(pack(tmp_path, "office", '[switches]\nhomonym = "keep"\n'))
    assert rules.homonym == "keep"


def test_packs_that_inherit_in_a_circle_are_a_fault(folder):
    pack(folder, "a", "", parent="b")
    path = pack(folder, "b", "", parent="c")
    pack(folder, "c", "", parent="a")
    assert "b, c, a, b" in fault_of(path)
    assert "self, self" in fault_of(pack(folder, "self", "", parent="self"))


@pytest.mark.parametrize("parent", ["nobody", "../neimenggu-2026", "neimenggu-2026.toml"])
def test_an_unknown_parent_is_a_fault_that_lists_the_packs(folder, parent):
    below = folder / "below"
    below.mkdir()
    fault = fault_of(pack(below, "child", "", parent=parent))
    assert fault.startswith("child: extends")
    assert BASE in fault


def test_a_parent_that_is_no_text_is_a_fault(folder):
    path = folder / "x.toml"
    path.write_text('name = "x"\nextends = ["neimenggu-2026"]\n', encoding="utf-8")
    assert "extends" in fault_of(path)


def test_faults_of_the_whole_chain_are_told_at_once_each_with_its_pack(folder):
    pack(folder, "parent", '[switches]\nhomonym = "perhaps"\n[tokens]\nname = "{x}"\n')
    told = fault_of(pack(folder, "child", '[categories]\nemail = "no"\n', parent="parent"))
    lines = told.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("categories.email must be one of")
    assert {line.split()[1] for line in lines[1:]} == {"tokens.name", "switches.homonym"}
    assert all(line.startswith("parent: ") for line in lines[1:])


@pytest.mark.parametrize("name", rule_packs())
def test_every_committed_pack_is_whole_and_bears_the_name_of_its_file(name):
    rules = load_rules(name)
    assert rules.name == name
    assert str(rules.year) in name
    assert rules.region and rules.source
