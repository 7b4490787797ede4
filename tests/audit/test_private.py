import json

import jsonschema
import pytest

from redactor.audit.private import private_audit
from redactor.audit.records import DossierRecord
from redactor.audit.schemas import schema
from redactor.datatypes import DossierStatus
from redactor.geometry import PtQuad
from tests.audit.made_up import OWN, VALUES, document, held, quads, released

EMPTY = DossierRecord(
    "018", DossierStatus.HELD, ("no_documents",), (), {"program": "0.1"}, "", error_code="timeout"
)


@pytest.mark.parametrize("dossier", [released(), held(), EMPTY])
def test_private_audit_fits_its_schema(dossier: DossierRecord) -> None:
    jsonschema.Draft202012Validator(schema("private")).validate(private_audit(dossier))


@pytest.mark.parametrize("dossier", [released(), held()])
def test_private_audit_shows_no_value_of_the_profile(dossier: DossierRecord) -> None:
    written = json.dumps(private_audit(dossier), ensure_ascii=False)
    for value in VALUES:
        assert value not in written
    assert "论文" not in written  # of the upload's name


def test_document_tells_all_that_the_design_asks_for() -> None:
    (told,) = private_audit(released())["documents"]
    assert told["source"] == "王***.pdf"
    assert told["output"] == "release/017/017_7_01.pdf"
    assert told["verdict"]["passed"] is True
    assert told["versions"]["rules"] == "baotou-2026@abc"
    first = told["decisions"][0]
    assert (first["page"], first["entity"], first["action"]) == (1, "name", "redact")
    assert (first["reason"], first["masked"], first["evidence"]) == (
        "own_exact",
        "王*",
        ["self_label"],
    )
    assert first["quad"] == [[100, 100], [124, 100], [124, 112], [100, 112]]


def test_value_over_two_lines_has_a_run_for_each() -> None:
    from dataclasses import replace

    whole = OWN[1]
    wrapped = (*quads("15990119", x=400, y=100), *quads("850412000X", x=50, y=120))
    broken = replace(whole, finding=replace(whole.finding, quads=wrapped))
    (told,) = private_audit(released(document((broken,))))["documents"][0]["decisions"]
    assert [run[0] for run in told["runs"]] == [[400, 100], [50, 120]]
    assert told["quad"] == [[50, 100], [496, 100], [496, 132], [50, 132]]


def test_leaning_value_keeps_its_lean() -> None:
    from dataclasses import replace

    leaning = tuple(
        PtQuad((x, y), (x + 12, y + 1), (x + 11, y + 13), (x - 1, y + 12))
        for x, y in ((100, 100), (112, 101))
    )
    tilted = replace(OWN[0], finding=replace(OWN[0].finding, quads=leaning))
    (told,) = private_audit(released(document((tilted,))))["documents"][0]["decisions"]
    assert told["quad"] == [[100, 100], [124, 102], [123, 114], [99, 112]]


def test_questions_are_counted_and_places_name_theirs() -> None:
    told = private_audit(held())
    assert told["questions"] == 1
    named = [d["question"] for d in told["documents"][0]["decisions"]]
    assert [n for n in named if n] == ["0123456789abcdef"] * 2


def test_counts_are_per_category_and_action() -> None:
    told = private_audit(held())["counts"]
    assert told["name"] == {"redact": 2, "keep": 2, "ask": 2}
    assert told["employer"] == {"redact": 4, "keep": 0, "ask": 0}
    assert "qr_code" not in told
