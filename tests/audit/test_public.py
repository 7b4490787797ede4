import json
from collections.abc import Iterable
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as some

from redactor.audit.public import PUBLIC_REASONS, band, public_audit
from redactor.audit.records import DossierRecord
from redactor.audit.schemas import schema
from redactor.datatypes import Action, Decision, Entity, Evidence, Likeness
from tests.audit.made_up import OWN, SHA, VALUES, decision, document, held, mark, released

REASONS = ["inside_longer_name", "other_person", "homonym", "inside_word", "public_code"]
kept_findings = some.lists(
    some.builds(
        decision,
        some.just(Action.KEEP),
        some.sampled_from(REASONS),
        entity=some.sampled_from(list(Entity)),
        value=some.sampled_from(["王伟", "李娜", "王伟民", "15990219900215004X"]),
        page_no=some.integers(1, 2),
        y=some.floats(10, 800),
        likeness=some.sampled_from(list(Likeness)),
        evidence=some.sets(some.sampled_from(list(Evidence)), max_size=3),
    ),
    max_size=9,
)


def written(decisions: Iterable[Decision]) -> bytes:
    audit = public_audit(released(document((*OWN, *decisions))))
    return json.dumps(audit, ensure_ascii=False).encode()


@given(kept_findings)
def test_what_was_kept_cannot_be_told_from_the_public_audit(kept: list[Decision]) -> None:
    assert written(kept) == written(())


@given(kept_findings)
def test_only_the_band_tells_of_much_kept(kept: list[Decision]) -> None:
    many = [decision(Action.KEEP, "other_person", value="赵强", likeness=Likeness.OTHER)] * 50
    assert written([*many, *kept]) == written(many)
    assert written(many) != written(())


def test_how_own_values_were_found_cannot_be_told() -> None:
    def found_otherwise(old: Decision) -> Decision:
        finding = replace(
            old.finding,
            score=0.4,
            found_by="own.ocr",
            value="王佛",
            likeness=Likeness.CLOSE,
            evidence=frozenset({Evidence.SPOT_SURE}),
        )
        return replace(old, finding=finding, reason="own_ocr_close")

    other = document(tuple(found_otherwise(d) for d in OWN))
    assert public_audit(released(other)) == public_audit(released(document(OWN)))


def test_order_of_discovery_cannot_be_told() -> None:
    first, second = mark(y=100), mark(y=300)
    one, other = (replace(document(), marks=marks) for marks in ((first, second), (second, first)))
    assert public_audit(released(one)) == public_audit(released(other))


@pytest.mark.parametrize("dossier", [released(), held()])
def test_public_audit_fits_its_schema(dossier: DossierRecord) -> None:
    jsonschema.Draft202012Validator(schema("public")).validate(public_audit(dossier))


@pytest.mark.parametrize("dossier", [released(), held()])
def test_public_audit_holds_nothing_personal(dossier: DossierRecord) -> None:
    told = json.dumps(public_audit(dossier), ensure_ascii=False)
    for value in (*VALUES, "王*", "王***", "论文", "private/", "0123456789abcdef"):
        assert value not in told
    for word in ("found_by", "score", "masked", "source", "token", "reason_code", "evidence"):
        assert word not in told


def test_sources_are_not_hashed_in_public() -> None:
    other = replace(document(), source_sha256="f" * 64)
    told = json.dumps(public_audit(released(other)))
    assert "f" * 64 not in told
    assert SHA in told


def test_held_files_are_not_named() -> None:
    for told in public_audit(held())["documents"]:
        assert told["output"] is None
        assert told["output_sha256"] is None


def test_reasons_that_tell_of_a_value_are_not_repeated() -> None:
    dossier = replace(held(), reasons=("homonym", "wrong_person", "leak"))
    assert public_audit(dossier)["reasons"] == ["leak", "quarantined", "question"]
    assert {"homonym", "near_miss", "inside_longer_name"}.isdisjoint(PUBLIC_REASONS)


@pytest.mark.parametrize(
    "count, name",
    [
        (0, "under_10"),
        (9, "under_10"),
        (10, "10_to_99"),
        (999, "100_to_999"),
        (1000, "1000_and_more"),
    ],
)
def test_bands_do_not_part_none_from_one(count: int, name: str) -> None:
    assert band(count) == name
