"""Names, employers, typefaces and layouts that only the ``test`` split draws from.

Not to be opened while recognisers are written.
"""

from __future__ import annotations

from benchmarks.generator import fonts
from benchmarks.generator.pool import Pool
from benchmarks.held_out.employers import EMPLOYERS, MARKS, PLACES
from benchmarks.held_out.names import NAMES
from benchmarks.held_out.templates import TEMPLATES

fonts.register("light", "cvttf_NotoSansCJK_Light", "NotoSansCJKtc-Light.otf")
fonts.register("bold", "cvttf_NotoSansCJK_Bold", "NotoSansCJKtc-Bold.otf")

POOL = Pool(NAMES, EMPLOYERS, PLACES, MARKS, (fonts.FALLBACK, "light", "bold"), TEMPLATES)
