import hashlib
import pickle

import pytest

from redactor.config.rules import RULES, load_rules, rule_packs
from redactor.datatypes import Action, DocClass, Entity
from redactor.errors import ConfigError

COMMITTED = (RULES / "neimenggu-2026.toml").read_text(encoding="utf-8")


def changed(tmp_path, *replacements, add=""):
    text = COMMITTED
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "pack.toml"
    path.write_text(text + add, encoding="utf-8")
    return path


def faults_of(path):
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    return caught.value.faults


def test_committed_pack_redacts_every_category():
    rules = load_rules("neimenggu-2026")
    assert rules.name == "neimenggu-2026"
    assert set(rules.categories) == set(Entity) - {Entity.SECRECY}
    assert set(rules.categories.values()) == {Action.REDACT}


def test_committed_pack_has_the_tokens_of_the_notice():
    tokens = load_rules("neimenggu-2026").tokens
    assert tokens["name"] == "[姓名]"
    assert tokens["id_number"] == "[身份证号]"
    assert tokens["author"] == "申报人"
    assert tokens["employer_grade"].format(grade="旗县区") == "[工作单位·旗县区]"


def test_version_is_the_hash_of_the_content(tmp_path):
    path = changed(tmp_path, add="# one more comment\n")
    assert load_rules(path).version == hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert load_rules(path).version != load_rules("neimenggu-2026").version


def test_pack_travels_to_workers():
    rules = load_rules("neimenggu-2026")
    assert pickle.loads(pickle.dumps(rules)) == rules


def test_switches_are_read(tmp_path):
    path = changed(
        tmp_path,
        ('homonym = "ask"', 'homonym = "keep"'),
        ("employer_grade = true", "employer_grade = false"),
        ("not_required = []", 'not_required = ["notice"]'),
        ('email = "redact" ', 'email = "ask" '),
    )
    rules = load_rules(path)
    assert rules.homonym == "keep"
    assert rules.employer_grade is False
    assert rules.not_required == (DocClass.NOTICE,)
    assert rules.categories[Entity.EMAIL] is Action.ASK


@pytest.mark.parametrize(
    "old, new, named",
    [
        ('homonym = "ask"', 'homonym = "maybe"', "switches.homonym"),
        ('homonym = "ask"', "homonym = true", "switches.homonym"),
        ('author_token = "label"', 'author_token = "redact"', "switches.author_token"),
        ("employer_grade = true", 'employer_grade = "yes"', "switches.employer_grade"),
        ("not_required = []", 'not_required = ["poem"]', "switches.not_required"),
        ("not_required = []", "not_required = [[]]", "switches.not_required"),
        ('"cqvip.com"', '"https://cqvip.com/"', "switches.public_domains"),
        ('homonym = "ask"', 'homonyms = "ask"', "switches.homonyms"),
        ('barcode = "redact"', 'bar = "redact"', "categories.bar"),
        ('barcode = "redact"', 'secrecy = "keep"', "categories.secrecy"),
        ('barcode = "redact"', "barcode = []", "categories.barcode"),
        ('name = "[姓名]"', 'name = ""', "tokens.name"),
        ('name = "[姓名]"', 'name = "[{value}]"', "tokens.name"),
        ('name = "[姓名]"', 'name = "a\\nb"', "tokens.name"),
        ("·{grade}]", "]", "tokens.employer_grade"),
        ("·{grade}]", "·{grade}{grade}]", "tokens.employer_grade"),
        ('name = "neimenggu-2026"', "name = 2026", "name"),
        ('name = "neimenggu-2026"', 'name = "x"\nmonth = 5', "month"),
        ("year = 2026", 'year = "2026"', "year"),
        ("year = 2026", "year = 26", "year"),
        ('region = "内蒙古自治区"', "region = 15", "region"),
        ('own_seal = "ring"', 'own_seal = "redact"', "switches.own_seal"),
        ("{number:02d}.pdf", "{name}.pdf", "switches.file_name"),
        ("{number:02d}.pdf", "{number:02d}.{number.real}.pdf", "switches.file_name"),
        ("{number:02d}.pdf", "1.pdf", "switches.file_name"),
        ("{number:02d}.pdf", "{number:q}.pdf", "switches.file_name"),
        ("{number:02d}.pdf", "{number}", "switches.file_name"),
        ('"{applicant_id}_', '"x/{applicant_id}_', "switches.file_name"),
    ],
)
def test_what_is_unknown_or_wrong_is_a_fault_that_names_it(tmp_path, old, new, named):
    faults = faults_of(changed(tmp_path, (old, new)))
    assert named in [fault.split()[0] for fault in faults]


def test_a_category_or_token_that_is_left_out_is_a_fault(tmp_path):
    path = changed(
        tmp_path,
        ('barcode = "redact"', ""),
        ('photo = "[照片]"', ""),
        ('region = "内蒙古自治区"', ""),
    )
    assert [fault.split()[0] for fault in faults_of(path)] == [
        "region",
        "categories.barcode",
        "tokens.photo",
    ]


def test_unknown_name_lists_the_packs_there_are():
    with pytest.raises(ConfigError, match="neimenggu-2026"):
        load_rules("neimenggu-1999")
    assert "neimenggu-2026" in rule_packs()


def test_every_switch_is_written_out_with_its_case():
    lines = COMMITTED.splitlines()
    for name in ("author_token", "homonym", "references", "title_employer", "school_employer"):
        (at,) = [i for i, line in enumerate(lines) if line.startswith(f"{name} = ")]
        start = max(i for i in range(at) if not lines[i])
        assert any("Case " in line for line in lines[start:at]), name
