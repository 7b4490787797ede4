"""One set of models for all of these tests, and the everyday dossier worked through once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from redactor import work
from redactor.assemble import Recipe, build_parts
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.config.weights import models_dir
from redactor.errors import MissingModelError
from redactor.pipeline import Parts
from tests.end_to_end import batches
from tests.end_to_end.batches import Run
from tests.end_to_end.command_line import CommandLine, Place, tree
from tests.end_to_end.dossiers import write_broken, write_everyday, write_two
from tests.end_to_end.drawn import Sheet
from tests.end_to_end.people import LUO, QIAN, Applicant, write_roster

HERE = Path(__file__).parent
Batch = Callable[..., Run]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder works real pages through."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    return Recipe(load_settings(None), load_rules("neimenggu-2026"))


@pytest.fixture(scope="session")
def parts(recipe: Recipe) -> Parts:
    try:
        return build_parts(recipe)
    except MissingModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def run_batch(recipe: Recipe, parts: Parts) -> Iterator[Batch]:
    """``run_batch(folder, people, out)``: the batch job, with the models of the session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "build_parts", lambda _recipe: parts)

        def start(folder: Path, people: list[Applicant], out: Path) -> Run:
            roster = write_roster(folder.parent / f"{folder.name}.csv", people)
            return batches.run(folder, roster, out, recipe)

        yield start


@dataclass(frozen=True, slots=True)
class Everyday:
    """The everyday batch: a whole dossier, and one whose files cannot be opened."""

    run: Run
    sources: dict[int, Path]  # by the item of the checklist
    sheets: dict[int, list[Sheet]]

    def finished(self, folder_no: int) -> Path:
        return self.run.out / "release" / LUO.key / f"{LUO.key}_{folder_no}_01.pdf"


@pytest.fixture(scope="session")
def everyday(run_batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> Everyday:
    place = tmp_path_factory.mktemp("everyday")
    folder = place / "in"
    sheets = write_everyday(folder / f"{LUO.key}_{LUO.name}", LUO, "Luo Zhiheng")
    write_broken(folder / f"{QIAN.key}_{QIAN.name}", QIAN)
    (folder / f"{LUO.name}的旧材料").mkdir()  # matches no number of the roster
    (folder / f"{QIAN.name}.pdf").write_bytes(b"%PDF-1.4")  # lies about loose
    run = run_batch(folder, [LUO, QIAN], place / "out")
    by_number = {int(name.split("_")[0]): name for name in sheets}
    return Everyday(
        run,
        {n: folder / f"{LUO.key}_{LUO.name}" / name for n, name in by_number.items()},
        {n: sheets[name] for n, name in by_number.items()},
    )


@pytest.fixture(scope="session")
def command_line(tmp_path_factory: pytest.TempPathFactory, parts: Parts) -> CommandLine:
    """``redactor batch`` on a paper and a scan, and on files that cannot be opened."""
    place = Place(tmp_path_factory.mktemp("guarded"))
    folder, out = place.root / "in", place.root / "out"
    write_two(folder / f"{LUO.key}_{LUO.name}", LUO, "Luo Zhiheng")
    write_broken(folder / f"{QIAN.key}_{QIAN.name}", QIAN)
    (folder / f"{LUO.name}的旧材料").mkdir()
    roster = write_roster(place.root / "roster.csv", [LUO, QIAN])
    models, uploads = tree(models_dir()), tree(folder)
    command = ["-m", "redactor", "batch", str(folder), "--roster", str(roster)]
    done = place.run([*command, "--out", str(out), "--workers", "1"])
    said = done.stdout + done.stderr
    after = tree(models_dir())
    return CommandLine(place, out, done.returncode, said, models, after, uploads, tree(folder))
