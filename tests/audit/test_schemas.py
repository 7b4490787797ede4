from enum import StrEnum
from typing import Any

import jsonschema
import pytest

from redactor.audit.public import PUBLIC_REASONS
from redactor.audit.schemas import schema
from redactor.datatypes import Action, DocClass, DossierStatus, Entity, Likeness, Status

KINDS = ("private", "public", "summary")


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_a_valid_schema_of_2020_12(kind: Any) -> None:
    assert schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_schema_lets_nothing_unknown_through(kind: Any) -> None:
    def objects(node: Any) -> Any:
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for child in node.values():
                yield from objects(child)
        elif isinstance(node, list):
            for child in node:
                yield from objects(child)

    found = list(objects(schema(kind)))
    assert found
    for node in found:
        assert "additionalProperties" in node
        assert node["additionalProperties"] is not True


@pytest.mark.parametrize(
    "kind, path, members",
    [
        ("private", "entity", Entity),
        ("private", "status", Status),
        ("private", "dossier_status", DossierStatus),
        ("public", "entity", Entity),
        ("public", "status", Status),
        ("summary", "entity", Entity),
    ],
)
def test_schema_knows_every_member(kind: Any, path: str, members: type[StrEnum]) -> None:
    assert set(schema(kind)["$defs"][path]["enum"]) == set(members)


def test_schema_knows_every_member_of_a_decision() -> None:
    parts = schema("private")["$defs"]
    assert set(parts["decision"]["properties"]["action"]["enum"]) == set(Action)
    assert set(parts["decision"]["properties"]["likeness"]["enum"]) == set(Likeness)
    assert set(parts["document"]["properties"]["doc_class"]["enum"]) == set(DocClass)
    assert set(schema("public")["properties"]["reasons"]["items"]["enum"]) == PUBLIC_REASONS
