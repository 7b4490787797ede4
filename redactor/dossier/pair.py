"""An original and its redacted copy, compared without knowing how the copy was made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from redactor.datatypes import Action, Profile, Verdict
from redactor.errors import ReviewNeededError
from redactor.load.document import load
from redactor.pipeline import Parts, erase_and_verify, read_document, verify_pair
from redactor.policy import decide
from redactor.recognise.findings import DossierRecogniser


def compare(
    original: Path, redacted: Path, profile: Profile, parts: Parts, work_dir: Path
) -> tuple[Verdict, int]:
    """The verdict on ``redacted``, and how many places of the original need a person's word.

    What ought to be gone is found anew in the original, and our own redaction of it says where
    the marks ought to stand. Raises RedactorError when either file cannot be read, or the original
    bears a secrecy mark: it was read no further than that.
    """
    recogniser = DossierRecogniser(parts.analyzer, parts.lac, parts.people, profile)
    read = read_document(
        "d01", original, work_dir, recogniser.candidates(), parts, on_page=lambda: None
    )
    with load(redacted, work_dir, parts.settings.limits):
        pass  # the limits hold for both files; the copy itself is looked at as it is
    recogniser.learn_names([read.pages])
    found = recogniser.document("d01", read.pages)
    whole = replace(found, findings=(*found.findings, *read.pictures))
    (decided,) = decide([whole], parts.rules)
    if decided.guard == "secrecy":
        raise ReviewNeededError("the original bears a secrecy mark", code="secrecy")
    marks, _ = erase_and_verify(read, decided.decisions, work_dir / "expected.pdf", profile, parts)
    verdict = verify_pair(read, redacted, marks, decided.decisions, profile, parts)
    questions = sum(d.action is Action.ASK for d in decided.decisions)
    return verdict, questions
