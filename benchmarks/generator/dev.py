"""What the ``dev`` split draws from."""

from __future__ import annotations

from benchmarks.generator.cast import NAMES
from benchmarks.generator.documents import TEMPLATES
from benchmarks.generator.employers import EMPLOYERS, MARKS, PLACES
from benchmarks.generator.pool import Pool

DEV = Pool(NAMES, EMPLOYERS, PLACES, MARKS, ("serif", "sans"), TEMPLATES)
