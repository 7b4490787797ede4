import json

import jsonschema

from redactor.audit.schemas import schema
from redactor.audit.summary import Totals
from redactor.datatypes import Status
from tests.audit.made_up import VALUES, VERSIONS, document, held, released


def made(*dossiers: object, seconds: float = 60.0) -> dict:
    totals = Totals()
    for dossier in dossiers:
        totals.add(dossier)  # type: ignore[arg-type]
    return totals.summary(
        seconds=seconds,
        peak_memory_mb=812.34,
        versions=VERSIONS,
        unchanged=3,
    )


def test_summary_fits_its_schema() -> None:
    check = jsonschema.Draft202012Validator(schema("summary"))
    check.validate(made(released(), held()))
    check.validate(made(seconds=0.0))


def test_release_rate_stands_beside_what_was_held() -> None:
    told = made(released(), released(document(status=Status.NOTHING_FOUND)), held())
    assert told["dossiers"]["released"] == 2
    assert told["dossiers"]["held"] == 1
    assert told["dossiers"]["automatic_release_rate"] == 0.6667
    assert told["documents"]["automatic_release_rate"] == 0.3333  # 2 of 6
    assert told["documents"]["by_status"]["needs_review"] == 2
    assert told["documents"]["errors"] == {"word": 1}
    assert told["dossiers"]["held_because"]["leak"] == 1
    assert told["questions_per_dossier"] == 0.3333  # one question, two places


def test_pages_and_trouble_are_added_up() -> None:
    told = made(released(), held())
    assert told["pages"] == 6
    assert told["pages_per_minute"] == 6.0
    assert (told["unread_pages"], told["leaks"], told["damage"]) == (1, 2, 1)
    assert told["seconds_by_stage"] == {"read": 3.704, "verify": 6.0}
    assert told["categories"]["name"] == {"redact": 3, "keep": 2, "ask": 2, "marks": 3}


def test_nothing_done_has_no_rate() -> None:
    told = made(seconds=0.0)
    assert told["dossiers"]["automatic_release_rate"] is None
    assert told["pages_per_minute"] is None


def test_summary_names_nobody() -> None:
    told = json.dumps(made(released(), held()), ensure_ascii=False)
    for value in (*VALUES, "017", "论文"):
        assert value not in told
