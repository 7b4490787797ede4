"""What a batch is going to do: folders matched to the roster, and what is done already left out.

A fingerprint of input, profile, rules and versions tells a dossier that has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.assemble import Recipe, versions
from redactor.audit.records import DossierRecord
from redactor.audit.words import Language
from redactor.config.records import RulePack
from redactor.config.scope import blind_copy
from redactor.datatypes import Others, Profile
from redactor.dossier.job import PageRange, SourceDocument
from redactor.edits import Edit
from redactor.files import sha256_of
from redactor.load.dossier_input import DossierInput, find_dossiers
from redactor.load.naming import match_applicant
from redactor.questions import Answer
from redactor.store.leases import Lease
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.textnorm import folded

if TYPE_CHECKING:  # workers need no reader of spreadsheets
    from redactor.config.roster import Roster


@dataclass(frozen=True, slots=True)
class BatchFault:
    """An input that belongs to nobody or to two. ``what`` is a fixed word."""

    what: str  # "unmatched", "double", "missing", "loose"
    applicant_id: str = ""  # for "double" and "missing"; a folder's name is never told
    count: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is going to do."""

    tasks: tuple[Task, ...]
    done: tuple[str, ...]  # nothing has changed since the last run
    faults: tuple[BatchFault, ...]
    exempt: tuple[tuple[str, str], ...] = ()  # number, and the notice's sentence: no blind copy
    unknown_scope: tuple[str, ...] = ()  # the rule pack does not speak of their series and level


@dataclass(frozen=True, slots=True)
class Task:
    """One dossier for one worker; picklable."""

    recipe: Recipe
    out: Path
    applicant_id: str  # of the roster
    output_id: str  # names the output: the same, or a random number
    sources: tuple[SourceDocument, ...] = field(repr=False)
    profile: Profile = field(repr=False)
    everybody: Others = field(repr=False)  # one record, which all tasks share
    fingerprint: str
    fault: str = ""  # fixed word for why the dossier as a whole cannot be read
    scope: str = ""  # "not_required", "scope_unknown", or empty: worked on as usual
    language: Language = "zh"  # of the reports
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    question_key: bytes = field(default=b"", repr=False)
    edits: tuple[Edit, ...] = field(default=(), repr=False)  # of a person, on the pages
    ledger: Path | str = field(default="", repr=False)
    lease: Lease | None = None  # without one nobody else can be at work on it
    event_id: str = ""  # what its pages are counted under; the output id where empty
    is_cut: bool = False  # ranges of its long files were read, by whoever had room for them

    @property
    def others(self) -> Others:
        """Names and ID numbers of the other applicants that are not also this one's."""
        own = everybody((self.profile,))
        return Others(self.everybody.names - own.names, self.everybody.id_numbers - own.id_numbers)


@dataclass(frozen=True, slots=True)
class RangeTask:
    """Some pages of a long file of one dossier, for one worker; picklable."""

    task: Task
    pages: PageRange


@dataclass(frozen=True, slots=True)
class Cut:
    """What a job calls for: ranges that anybody can read before the dossier is done."""

    ranges: tuple[PageRange, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)  # by stage, of what was read here


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What came of one dossier."""

    record: DossierRecord
    exit_code: int
    peak_memory_mb: float


def plan_batch(
    folder: Path,
    roster: Roster,
    recipe: Recipe,
    store: LocalStore,
    ledger: Ledger,
    work_dir: Path,
    *,
    random_names: bool = False,
    language: Language = "zh",
) -> Plan:
    """Match every folder or zip of ``folder`` to a roster row, and leave out what is done."""
    found = find_dossiers(folder, work_dir, recipe.settings.limits)
    profiles = {p.applicant_id: p for p in roster.profiles}
    owners: dict[str, list[DossierInput]] = {}
    faults = [BatchFault("loose", count=len(found.loose))] if found.loose else []
    unmatched = 0
    for dossier in found.dossiers:
        owner = match_applicant(dossier.untrusted_name, profiles)
        if owner is None:
            unmatched += 1
        else:
            owners.setdefault(owner, []).append(dossier)
    if unmatched:
        faults.append(BatchFault("unmatched", count=unmatched))
    faults += [BatchFault("double", key) for key, several in owners.items() if len(several) > 1]
    scopes = {key: _scope(profile, recipe.rules) for key, profile in profiles.items()}
    exempted = tuple((key, told[1]) for key, told in scopes.items() if told[0] == "not_required")
    faults += [BatchFault("missing", key) for key in profiles if key not in owners | dict(exempted)]
    roll = everybody(roster.profiles)
    tasks, done = [], []
    for key, several in owners.items():
        if len(several) > 1:
            continue  # two folders of one applicant are never mixed: a person must choose
        output_id = ledger.pseudonym(key) if random_names else key
        task = make_task(
            *(recipe, store.root, output_id, several[0], profiles[key], roll, ledger), language
        )
        if ledger.is_done(key, task.fingerprint) and stands(store, ledger, key):
            done.append(key)
        else:
            tasks.append(task)
    unknown = tuple(key for key, told in scopes.items() if told[0] == "scope_unknown")
    return Plan(tuple(tasks), tuple(done), tuple(faults), exempted, unknown)


def _scope(profile: Profile, rules: RulePack) -> tuple[str, str]:
    """What the series and level table says, as a fixed word, and the sentence of the notice."""
    line = blind_copy(rules.scope, profile.series, profile.level)
    if line is not None:
        return ("not_required", line.quote) if line.mode == "not_required" else ("", line.quote)
    # A roster that says nothing, or a pack without a table, is no reason for a note.
    return ("scope_unknown" if rules.scope and profile.series else ""), ""


def make_task(
    recipe: Recipe,
    out: Path,
    output_id: str,
    dossier: DossierInput,
    profile: Profile,
    roll: Others,
    ledger: Ledger,
    language: Language = "zh",
) -> Task:
    """The job of one dossier. ``roll``: all applicants of the batch."""
    sources = tuple(
        SourceDocument(f"d{number:02d}", f.path, f.untrusted_name, f.folder_no, f.fault)
        for number, f in enumerate(dossier.files, 1)
    )
    answers = ledger.answers(profile.applicant_id)
    said = sorted((a.question.question_id, a.reply.value) for a in answers)
    fingerprint = _fingerprint(recipe, profile, sources, (output_id, dossier.fault, *said))
    return Task(
        recipe,
        out,
        profile.applicant_id,
        output_id,
        sources,
        profile,
        roll,
        fingerprint,
        dossier.fault,
        _scope(profile, recipe.rules)[0],
        language,
        answers,
        ledger.secret(),
        ledger=ledger.place,
    )


def everybody(profiles: Iterable[Profile]) -> Others:
    """The names and ID numbers of these applicants."""
    all_of_them = tuple(profiles)
    return Others(
        frozenset(folded(n) for p in all_of_them for n in p.names),
        frozenset(folded(n) for p in all_of_them for n in p.id_numbers),
    )


def _fingerprint(
    recipe: Recipe, profile: Profile, sources: Sequence[SourceDocument], more: tuple[object, ...]
) -> str:
    """A hash of everything the outcome depends on; kept in the private ledger only."""
    digest = hashlib.sha256()
    known = [versions(recipe), repr(recipe.settings.ocr), asdict(profile), more]
    digest.update(repr(known).encode())
    for source in sources:
        digest.update(f"{source.folder_no} {source.fault}\n".encode())
        try:
            digest.update(sha256_of(source.path).encode())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()


def stands(store: LocalStore, ledger: Ledger, applicant_id: str) -> bool:
    """Whether every output that the ledger names is there with its hash."""
    for document in ledger.documents(applicant_id):
        if document.output is None:
            continue
        try:
            if sha256_of(store.root / document.output) != document.output_sha256:
                return False
        except OSError:
            return False
    return True
