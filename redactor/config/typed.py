"""What an applicant typed into a form → ``Profile``, with the faults of each field beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redactor.config.messages import Message
from redactor.config.person import RawPerson, Report, build_profile
from redactor.datatypes import Profile
from redactor.keys import key_fault

# In the order of the form. The first five are the notice's categories that can be typed.
FORM_FIELDS = (
    "name",
    "id_number",
    "phone",
    "employer",
    "employer_short",
    "employer_former",
    "employer_english",
    "former_name",
    "pinyin",
    "email",
    "former_employer",
    "address",
    "other_number",
    "employer_domain",
    "employer_code",
)
MAX_TEXT = 2000
_DEFAULT_ID = "applicant"


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The profile; None when something is wrong. ``faults``: field → what is wrong with it."""

    profile: Profile | None
    faults: Mapping[str, Sequence[Message]]
    warnings: Mapping[str, Sequence[Message]]


def typed_person(fields: Mapping[str, str]) -> TypedPerson:
    """Check what was typed; several values in one field are parted by 、 or ；."""
    report = Report()
    cells = {key: [text] for key in FORM_FIELDS if (text := fields.get(key, "")[:MAX_TEXT].strip())}
    raw = RawPerson(cells, str, report)
    if "name" not in cells:
        raw.fault("name", Message("is missing: without it there is nothing to look for"))
    number = fields.get("applicant_id", "").strip() or _DEFAULT_ID
    if unsafe := key_fault(number):
        raw.fault("applicant_id", Message(unsafe))
    profile = build_profile(number, raw)
    faults, warnings = _by_field(report.faults), _by_field(report.warnings)
    return TypedPerson(None if faults else profile, faults, warnings)


def _by_field(messages: Sequence[Message]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for message in messages:
        text = message.facts["text"]
        said = text if isinstance(text, Message) else Message(str(text))
        found.setdefault(str(message.facts["place"]), []).append(said)
    return found
