"""Runs a peer over dossiers: its own environment, no network, a time limit for each file.

A peer that cannot be installed or started, crashes or hangs becomes a row that says so.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.catalogue import Peer, peer
from benchmarks.peers.process import START_S, Report, run_adapter
from benchmarks.peers.profiles import Row, profile
from benchmarks.peers.venvs import NotInstalled, prepare

RAN, NOT_INSTALLED, NOT_STARTED = "ran", "not_installed", "not_started"
DONE, FAILED, UNSUPPORTED, FLAGGED = "done", "failed", "unsupported", "flagged"
BUDGET_S = 360.0  # for one peer: a comparison must end the same day
MODELS = Path(__file__).resolve().parents[2] / "models"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one source file.

    ``done``: released. ``flagged``: a person is asked; ``output`` is the held draft, if there is
    one. ``failed`` and ``unsupported``: nothing to judge.
    """

    applicant: str  # 编号
    source: Path
    output: Path | None
    status: str  # of DONE, FAILED, UNSUPPORTED, FLAGGED
    reason: str  # a fixed word, or empty
    seconds: float


@dataclass(frozen=True, slots=True)
class PeerRun:
    """One peer on all dossiers; the row is there even when nothing ran."""

    peer: Peer
    status: str  # of RAN, NOT_INSTALLED, NOT_STARTED
    reason: str = ""  # a fixed word, or empty
    version: str = ""
    offline: str = ""  # how the network was kept away: "namespace" or "proxy"
    files: tuple[FileOutcome, ...] = ()


def run_peer(
    name: str,
    dossiers: Path,
    roster: Iterable[Row],
    out: Path,
    timeout_s: float,
    *,
    python: Path | None = None,
    start_s: float = START_S,
    budget_s: float = BUDGET_S,
) -> PeerRun:
    """Run one peer over ``dossiers/编号`` for each roster row that has a folder there.

    Finished files go to ``out/NAME/编号/NN.pdf``: neutral names, so that no peer is blamed for
    a name it did not choose. ``timeout_s`` is for one file. ``python`` replaces the peer's own
    environment (tests). Raises KeyError for an unknown peer.
    Dossiers that are not begun within ``budget_s`` fail with ``time_limit``.
    """
    who = peer(name)
    if who.barred:
        return PeerRun(who, NOT_INSTALLED, who.barred)
    try:
        python = python or prepare(name)
    except NotInstalled as error:
        return PeerRun(who, NOT_INSTALLED, str(error))
    files: list[FileOutcome] = []
    version = offline = ""
    started = time.monotonic()
    for row in roster:
        folder = dossiers / row["编号"]
        if not folder.is_dir():
            continue
        pairs = _pairs(folder, out / name / row["编号"])
        if time.monotonic() - started > budget_s:
            files += [
                FileOutcome(row["编号"], source, None, FAILED, "time_limit", 0.0)
                for source, _ in pairs
            ]
            continue
        report = _one_dossier(who, python, row, pairs, timeout_s, start_s)
        version, offline = report.version or version, report.offline
        if report.stopped and not files:
            return PeerRun(who, NOT_STARTED, report.stopped, version, offline)
        files += _outcomes(row["编号"], pairs, report)
    return PeerRun(who, RAN, "", version, offline, tuple(files))


def _pairs(folder: Path, out: Path) -> list[tuple[Path, Path]]:
    sources = sorted(path for path in folder.iterdir() if path.is_file())
    pairs = [(path, out / f"{number:02d}.pdf") for number, path in enumerate(sources, 1)]
    for _, output in pairs:
        output.unlink(missing_ok=True)  # an earlier run's file must not pass for this one's
    return pairs


def _one_dossier(
    who: Peer,
    python: Path,
    row: Row,
    pairs: Sequence[tuple[Path, Path]],
    timeout_s: float,
    start_s: float,
) -> Report:
    # The jobs hold the applicant's values: they lie in a private folder and go with it.
    with tempfile.TemporaryDirectory(prefix="peer-") as folder:
        scratch = Path(folder)
        jobs = {
            "profile": profile(row),
            "files": [{"source": str(s.resolve()), "output": str(o.resolve())} for s, o in pairs],
            "results": str(scratch / "results.json"),
            "models": str(MODELS),
        }
        return run_adapter(python, who.module, jobs, scratch, timeout_s, start_s)


def _outcomes(
    applicant: str, pairs: Sequence[tuple[Path, Path]], report: Report
) -> list[FileOutcome]:
    outcomes = []
    for (source, output), told in zip(pairs, report.files, strict=True):
        usable = told.status in (DONE, FLAGGED) and output.is_file()
        outcomes.append(
            FileOutcome(
                applicant,
                source,
                output if usable else None,
                told.status,
                told.reason,
                told.seconds,
            )
        )
    return outcomes
