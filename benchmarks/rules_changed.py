"""``python -m benchmarks.rules_changed [--dossiers N]``: what OCR still reads under new rules.

Drawn ``dev`` dossiers, scans and born-digital files, go through ``redactor batch``; then through
``redactor retry --since-rules-changed`` under a pack that answers one of the open questions
otherwise: dates of birth go. Counted is what the networks are asked for, strips of a page apart.
The first engine reads pages, the second one what verification looks at in finished files.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.draw import draw_dossiers
from benchmarks.generator.dossiers import write_dossiers
from redactor.__main__ import main as redactor
from redactor.ocr.engine import PaddleOcrEngine
from redactor.store.local import LocalStore

_SEED = 20261123
_PACK = 'name = "changed"\nextends = "neimenggu-2026"\n[switches]\nbirth = "redact"\n'
_ASKED = {"read": "pages", "read_strip": "strips", "spot_strip": "strips", "fits_round": "strips"}


def count_reads(reads: Counter[str]) -> None:
    """From now on count what the networks of this process are asked to read."""
    for which in ("first", "second"):
        setattr(PaddleOcrEngine, which, _named(getattr(PaddleOcrEngine, which), which))
    for name in _ASKED:
        setattr(PaddleOcrEngine, name, _counting(getattr(PaddleOcrEngine, name), name, reads))


def _named(make: Callable[..., PaddleOcrEngine], which: str) -> Callable[..., PaddleOcrEngine]:
    def named(*given: Any) -> PaddleOcrEngine:
        engine = make(*given)
        engine.name += f" {which}"
        return engine

    return named


def _counting(read: Callable[..., Any], name: str, reads: Counter[str]) -> Callable[..., Any]:
    def counted(engine: PaddleOcrEngine, *given: Any, **named: Any) -> Any:
        reads[f"{engine.name.split()[-1]} {_ASKED[name]}"] += 1
        return read(engine, *given, **named)

    return counted


def measure(folder: Path, dossiers: int) -> dict[str, dict[str, float]]:
    """Seconds, pages and what was read: of the batch, and of the same under the other pack."""
    write_dossiers(folder, draw_dossiers("dev", _SEED, dossiers))
    pack, out = folder / "changed.toml", folder / "out"
    pack.write_text(_PACK, encoding="utf-8")
    reads: Counter[str] = Counter()
    count_reads(reads)
    serial = ["--executor", "serial"]
    given = ["--roster", str(folder / "roster.csv"), "--out", str(out)]
    return {
        what: _told(partial(redactor, [*words, *serial]), out, reads)
        for what, words in (
            ("first", ["batch", str(folder / "dossiers"), *given]),
            ("rules_changed", ["retry", str(out), "--since-rules-changed", "--rules", str(pack)]),
        )
    }


def _told(run: Callable[[], int], out: Path, reads: Counter[str]) -> dict[str, float]:
    reads.clear()
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    with LocalStore(out).open_ledger() as ledger:
        standing = ledger.standing()
    done = {"seconds": round(seconds, 1), "pages": standing.pages, "repeated": standing.repeated}
    return {**done, **dict(sorted(reads.items()))}


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dossiers", type=int, default=3)
    given = parser.parse_args()
    with TemporaryDirectory() as name, contextlib.redirect_stdout(sys.stderr):
        told = measure(Path(name), given.dossiers)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
