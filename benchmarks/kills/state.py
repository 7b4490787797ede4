"""What stands in an output folder, and whether it is whole and agrees with the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from redactor.datatypes import DossierStatus
from redactor.files import sha256_of
from redactor.store.bucket import MANIFEST
from redactor.store.local import LocalStore

Tree = dict[str, str]  # path below a folder → SHA-256


@dataclass(frozen=True, slots=True)
class State:
    """What an undisturbed run left: by applicant the files of the release and the status."""

    released: Mapping[str, Tree]
    statuses: Mapping[str, DossierStatus]


def state_of(out: Path) -> State:
    """What stands in the release and in the ledger."""
    store = LocalStore(out)
    with store.open_ledger() as ledger:
        statuses = {entry.applicant_id: entry.status for entry in ledger.all()}
    return State({p.name: _tree(p) for p in store.release.iterdir()}, statuses)


def _tree(folder: Path) -> Tree:
    files = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}


def recorded(out: Path) -> int:
    """How many applicants have their report, the last of what is written for them."""
    return len(list((out / "private" / "audit").glob("*.json")))


def partial(out: Path, reference: State) -> Iterator[str]:
    """What in the release is not a whole dossier as the undisturbed run made it."""
    release = out / "release"
    for path in sorted(release.iterdir()) if release.is_dir() else ():
        if _tree(path) != reference.released.get(path.name):
            yield f"release/{path.name} is not the whole dossier"


def faults(out: Path, reference: State) -> Iterator[str]:
    """Where disk and ledger differ from each other, or from the undisturbed run."""
    yield from partial(out, reference)
    found = state_of(out)
    if found.statuses != reference.statuses:
        yield f"the ledger tells {found.statuses}"
    released = {k for k, v in found.statuses.items() if v is DossierStatus.RELEASED}
    if set(found.released) != released:
        yield f"released by the ledger {sorted(released)}, on disk {sorted(found.released)}"
    with LocalStore(out).open_ledger() as ledger:
        for key in found.statuses:
            for document in ledger.documents(key):
                path = out / document.output if document.output else None
                if path and (not path.is_file() or sha256_of(path) != document.output_sha256):
                    yield f"{key} {document.doc_id}: the file is not the one on record"
            yield from _report_faults(out, key, found.statuses[key])
    left = [path.name for path in (out / "private" / "work").iterdir()]
    if left:
        yield f"{len(left)} pieces of work were left"


def _report_faults(out: Path, key: str, status: DossierStatus) -> Iterator[str]:
    for name in (f"private/audit/{key}", f"public/{key}"):
        if not (out / f"{name}.html").is_file():
            yield f"{name}.html is missing"
        path = out / f"{name}.json"
        told = json.loads(path.read_bytes()).get("status") if path.is_file() else "missing"
        if told != status.value:
            yield f"{name}.json: {told}, not {status.value}"
    if not (out / "summary.json").is_file():
        yield "summary.json is missing"


def far_partial(there: Tree, out: Path, reference: State) -> Iterator[str]:
    """What has a manifest on the object store and is not the whole dossier of OUT/release."""
    for key in _manifests(there):
        below = f"release/{key}/"
        found = {n.removeprefix(below): sha for n, sha in there.items() if n.startswith(below)}
        del found[MANIFEST]
        if found != reference.released.get(key):
            yield f"{below} on the object store is not the whole dossier"
        if found != _tree(out / "release" / key):
            yield f"{below} is on the object store and not in OUT/release"


def far_faults(there: Tree, out: Path, reference: State) -> Iterator[str]:
    """Where the object store is not what OUT/release is."""
    yield from far_partial(there, out, reference)
    if set(_manifests(there)) != set(reference.released):
        yield f"on the object store: {_manifests(there)}"
    whole = len(reference.released) + sum(map(len, reference.released.values()))
    if len(there) != 1 + whole:  # its owner beside them
        yield f"{len(there)} objects on the store, not {1 + whole}"


def _manifests(there: Tree) -> list[str]:
    return [name.split("/")[1] for name in there if name.endswith(f"/{MANIFEST}")]
