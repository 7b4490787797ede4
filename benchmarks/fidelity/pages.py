"""Born-digital documents: drawn by the generator's ``dev`` pool, and those of the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.generator.dev import DEV
from benchmarks.generator.people import Applicant
from benchmarks.generator.render import to_pdf
from benchmarks.generator.strangers import random_applicant
from benchmarks.generator.style import random_style

_FOLDERS = ("forms", "odd_pdf")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn document and whose it is."""

    label: str
    path: Path
    applicant: Applicant = field(repr=False)


def draw(folder: Path, pages: int, seed: int) -> Iterator[Drawn]:
    """Documents of ``pages`` pages or a few more: each layout in turn, another person each."""
    templates = [template for template in DEV.templates if template.born_digital]
    number = 0
    while pages > 0:
        rng = np.random.default_rng((seed, number))
        template = templates[number % len(templates)]
        number += 1
        applicant = random_applicant(number, rng, DEV)
        drawn = template.draw(applicant, random_style(rng, DEV.faces), rng)
        path = folder / f"{number:03d}.pdf"
        path.write_bytes(to_pdf(drawn).data)
        pages -= len(drawn)
        yield Drawn(f"{template.name}-{number}", path, applicant)


def corpus_files(corpus: Path) -> Iterator[tuple[str, Path]]:
    """The corpus's forms and odd PDFs, where it is there."""
    for folder in _FOLDERS:
        for path in sorted((corpus / folder).glob("*.pdf")):
            yield f"{folder}/{path.name}", path
