"""An original and its redacted copy, compared without knowing how the copy was made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor.datatypes import Action, Profile, Verdict
from redactor.dossier.asking import Asking, Paper, with_answers
from redactor.errors import ReviewNeededError
from redactor.files import sha256_or_empty
from redactor.load.document import load
from redactor.pipeline import Parts, erase_and_verify, read_document, verify_pair
from redactor.policy import decide
from redactor.questions import Answer
from redactor.recognise.findings import DossierRecogniser
from redactor.recognise.pictured import settle_pictures


@dataclass(frozen=True, slots=True)
class Said:
    """What people answered of one applicant, and the key of the ledger it stands in."""

    answers: tuple[Answer, ...] = field(default=(), repr=False)
    key: bytes = field(default=b"", repr=False)


def compare(
    original: Path,
    redacted: Path,
    profile: Profile,
    parts: Parts,
    work_dir: Path,
    said: Said | None = None,
) -> tuple[Verdict, int]:
    """The verdict on ``redacted``, and how many places of the original need a person's word.

    What ought to be gone is found anew in the original, and our own redaction of it says where
    the marks ought to stand. Raises RedactorError when either file cannot be read, or the original
    bears a secrecy mark: it was read no further than that.
    """
    said, given = said or Said(), profile
    profile = with_answers(given, said.answers)
    recogniser = DossierRecogniser(
        parts.analyzer,
        parts.lac,
        parts.people,
        profile,
        suggest_aliases=parts.rules.alias_suggestions,
        given=given,
    )
    read = read_document(
        "d01", original, work_dir, recogniser.candidates(), parts, on_page=lambda: None
    )
    with load(redacted, work_dir, parts.settings.limits):
        pass  # the limits hold for both files; the copy itself is looked at as it is
    recogniser.learn_names([read.pages])
    found = recogniser.document("d01", read.pages)
    whole = replace(
        found, findings=(*found.findings, *settle_pictures(read.pictures, found, profile))
    )
    (decided,) = decide([whole], parts.rules)
    if decided.guard == "secrecy":
        raise ReviewNeededError("the original bears a secrecy mark", code="secrecy")
    asking = Asking(given.applicant_id, said.key, said.answers, parts.rules)
    paper = Paper(sha256_or_empty(original), 0, read.pages, closed=False)
    decided = asking.settle(whole, decided, paper)
    marks, _ = erase_and_verify(read, decided.decisions, work_dir / "expected.pdf", profile, parts)
    verdict = verify_pair(read, redacted, marks, decided.decisions, profile, parts, foreign=True)
    questions = sum(d.action is Action.ASK for d in decided.decisions)
    return verdict, questions
