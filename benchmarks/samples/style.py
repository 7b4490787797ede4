"""How a dossier looks: typefaces, sizes, table widths, scanner. Part of the seed's draw."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from benchmarks.samples.effects import Scan


@dataclass(frozen=True, slots=True)
class Style:
    """One applicant's layout. Sizes in points, skew in degrees."""

    body_face: str = "serif"
    form_face: str = "serif"
    body_size: float = 10.5
    paper_size: float = 8.6
    row_height: float = 25.0
    margin: float = 52.0
    label_width: float = 66.0  # of a form's label cell
    assessment: Scan = field(default_factory=lambda: Scan(skew=1.6))
    notice: Scan | None = None  # None: born digital
    award: Scan = field(default_factory=lambda: Scan(dpi=170, skew=0.6, grey=False, quality=80))
    contract: Scan = field(default_factory=lambda: Scan(skew=-0.7, noise=1.5))
    contract_one_bit: bool = True


def sample_style(index: int) -> Style:
    """The committed samples' looks: each applicant's office has another scanner."""
    looks = (
        Style(),
        Style(
            form_face="sans",
            row_height=26.5,
            label_width=70,
            assessment=Scan(skew=-2.3, noise=3.0),
            notice=Scan(skew=1.1, noise=2.5),
            contract=Scan(skew=0.9, noise=1.5),
            contract_one_bit=False,
        ),
        Style(
            paper_size=8.9,
            margin=56,
            row_height=24,
            assessment=Scan(skew=1.1, noise=2.0, perspective=0.006),
            contract=Scan(skew=0.4, noise=1.0),
        ),
    )
    return looks[index % len(looks)]


def random_style(rng: np.random.Generator) -> Style:
    """Looks nobody tuned to: for pages not seen while the program was written."""

    def scan(grey: bool) -> Scan:
        return Scan(
            dpi=float(rng.choice([150, 170, 200, 240])),
            skew=float(rng.choice([-1, 1]) * rng.uniform(0.3, 2.5)),
            perspective=float(rng.choice([0.0, 0.0, 0.008])),
            grey=grey,
            noise=float(rng.uniform(0.5, 4.5)),
            paper=float(rng.uniform(236, 254)),
            shade=float(rng.uniform(0, 16)),
            blur=float(rng.uniform(0.2, 0.7)),
            quality=int(rng.integers(60, 90)),
        )

    return Style(
        body_face=str(rng.choice(["serif", "sans"])),
        form_face=str(rng.choice(["serif", "sans"])),
        body_size=float(rng.uniform(9.5, 12)),
        paper_size=float(rng.uniform(8.0, 9.2)),
        row_height=float(rng.uniform(22, 28)),
        margin=float(rng.uniform(44, 62)),
        label_width=float(rng.uniform(60, 78)),
        assessment=scan(True),
        notice=scan(True) if rng.random() < 0.5 else None,
        award=scan(False),
        contract=scan(True),
        contract_one_bit=bool(rng.random() < 0.5),
    )
