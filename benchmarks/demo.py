"""``make demo``: the main job on ``sample_docs/``, then our own truth labels on its output.

Prints where the released files and the reports are. Ends in the batch's exit code, or 11 when
the truth labels find a leak or damage that the program did not.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from redactor.__main__ import main

SAMPLES = Path(__file__).parents[1] / "sample_docs"
OUT = Path("demo_out")


def demo() -> int:
    """Run the batch and judge its files; held dossiers are no failure of the demo."""
    batch = ["batch", str(SAMPLES / "dossiers"), "--roster", str(SAMPLES / "roster.csv")]
    code = main([*batch, "--out", str(OUT)])
    judge = [sys.executable, "-m", "benchmarks.score", str(OUT), "--samples", str(SAMPLES)]
    if judged := subprocess.run(judge, check=False).returncode:
        return judged
    return 0 if code == 10 else code


if __name__ == "__main__":
    sys.exit(demo())
