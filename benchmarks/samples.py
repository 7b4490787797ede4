"""``python -m benchmarks.samples --out sample_docs``: write the three sample dossiers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.generator.documents import assessment, award, contract, form, notice, paper
from benchmarks.generator.dossiers import Document, Dossier, write_dossiers
from benchmarks.generator.effects import Scan
from benchmarks.generator.people import APPLICANTS, Applicant
from benchmarks.generator.render import Rendered, to_jpeg, to_pdf, to_scan_pdf, to_tiff
from benchmarks.generator.style import Style


@dataclass(frozen=True, slots=True)
class Look:
    """One sample applicant's layout, and the scanners of their office."""

    style: Style = field(default_factory=Style)
    assessment: Scan = field(default_factory=lambda: Scan(skew=1.6))
    notice: Scan | None = None  # None: born digital
    award: Scan = field(default_factory=lambda: Scan(dpi=170, skew=0.6, grey=False, quality=80))
    contract: Scan = field(default_factory=lambda: Scan(skew=-0.7, noise=1.5))
    contract_one_bit: bool = True


LOOKS = (
    Look(),
    Look(
        Style(form_face="sans", row_height=26.5, label_width=70),
        assessment=Scan(skew=-2.3, noise=3.0),
        notice=Scan(skew=1.1, noise=2.5),
        contract=Scan(skew=0.9, noise=1.5),
        contract_one_bit=False,
    ),
    Look(
        Style(paper_size=8.9, margin=56, row_height=24),
        assessment=Scan(skew=1.1, noise=2.0, perspective=0.006),
        contract=Scan(skew=0.4, noise=1.0),
    ),
)

Maker = Callable[[Applicant, Look, np.random.Generator], Rendered]


def _form(a: Applicant, look: Look, rng: np.random.Generator) -> Rendered:
    return to_pdf(form.build(a, look.style), title=f"评审表 {a.name}", author=a.name)


def _paper(a: Applicant, look: Look, rng: np.random.Generator) -> Rendered:
    return to_pdf(paper.build(a, look.style), title=a.topic.paper, author=a.mailbox)


def _award(a: Applicant, look: Look, rng: np.random.Generator) -> Rendered:
    return to_jpeg(award.build(a, look.style, rng)[0], look.award, rng)


def _assessment(a: Applicant, look: Look, rng: np.random.Generator) -> Rendered:
    return to_scan_pdf(assessment.build(a, look.style), look.assessment, rng)


def _notice(a: Applicant, look: Look, rng: np.random.Generator) -> Rendered:
    pages = notice.build(a, look.style)
    if look.notice is None:
        return to_pdf(pages, title="公示")
    return to_scan_pdf(pages, look.notice, rng)


def _contract(a: Applicant, look: Look, rng: np.random.Generator) -> Rendered:
    pages = contract.build(a, look.style)
    return to_tiff(pages, look.contract, rng, one_bit=look.contract_one_bit)


FILES: tuple[tuple[str, str, Maker], ...] = (  # kind, name, maker
    ("form", "01_评审表.pdf", _form),
    ("paper", "02_{name}_论文.pdf", _paper),
    ("award", "03_获奖证书.jpg", _award),
    ("assessment", "04_年度考核表.pdf", _assessment),
    ("notice", "05_公示.pdf", _notice),
    ("proof", "06_劳动合同.tif", _contract),
)


def sample_dossiers(
    people: Sequence[tuple[Applicant, Look]] = tuple(zip(APPLICANTS, LOOKS, strict=True)),
    seed: int = 2026,
) -> Iterator[Dossier]:
    """The dossiers one by one; the same seed, the same bytes."""
    for index, (applicant, look) in enumerate(people):
        documents = []
        for number, (kind, name, make) in enumerate(FILES):
            # One stream a document: none shifts another.
            rng = np.random.default_rng((seed, index, number))
            made = make(applicant, look, rng)
            documents.append(Document(name.format(name=applicant.name), kind, made))
        yield Dossier(applicant, tuple(documents))


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description="Write the made-up sample dossiers.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--seed", type=int, default=2026, help="draws noise and paper grain")
    args = parser.parse_args()
    write_dossiers(args.out, sample_dossiers(seed=args.seed))


if __name__ == "__main__":
    main()
