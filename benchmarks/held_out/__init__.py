"""Names, employers, typefaces and layouts that only the ``test`` split draws from.

Not to be opened while recognisers are written.
"""

from __future__ import annotations

from benchmarks.generator.pool import Pool

POOL = Pool((), (), (), (), (), ())
