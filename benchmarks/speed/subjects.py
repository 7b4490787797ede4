"""``python -m benchmarks.speed.subjects SUBJECT KIND WORK RESULT``: what a child process runs.

Nothing heavy is imported at the top: the memory of a baseline must be its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.speed.inputs import ROSTER, WARM_UP
from benchmarks.speed.record import KINDS, PADDLEOCR, PYMUPDF, REDACTOR, SUBJECTS, stage_sums
from redactor.config import weights
from redactor.config.settings import load_settings

DETECTOR, RECOGNISER = "PP-OCRv6_tiny_det", "PP-OCRv6_tiny_rec"
PYMUPDF_DPI = 144
LEAST_SECONDS = 1.0  # a shorter pass is repeated: a fast baseline is hard to time
_REST = "rest"  # what the audit has no stage for: policy, reports, publishing


@dataclass(slots=True)
class Pass:
    """Pages worked through once, and the seconds of each stage."""

    pages: int = 0
    stages: dict[str, float] = field(default_factory=dict)

    @contextlib.contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the wall clock of the block."""
        start = time.perf_counter()
        yield
        self.stages[stage] = self.stages.get(stage, 0.0) + time.perf_counter() - start


Work = Callable[[Path, Path], Pass]  # a folder of dossiers, an empty folder for the output


def described() -> dict[str, str]:
    """What each subject does, for the record."""
    ocr = load_settings(None).ocr
    return {
        REDACTOR: f"redactor batch --executor serial; {ocr.detector} + {ocr.recogniser}, "
        f"second reading {ocr.second_detector} + {ocr.second_recogniser}, "
        f"poor lines and own values also {ocr.careful_recogniser}",
        PADDLEOCR: f"PaddleOCR.predict page by page; {DETECTOR} + {RECOGNISER}, "
        f"{ocr.dpi:.0f} dpi, detector input at most {ocr.max_side_px} px, no turning, no reports",
        PYMUPDF: f"open, extract text, render at {PYMUPDF_DPI} dpi, save",
    }


def redactor(roster: Path) -> Work:
    """The program as its users run it, with its worker in this process."""
    from redactor.__main__ import main

    def work(dossiers: Path, out: Path) -> Pass:
        start = time.perf_counter()
        command = ["batch", str(dossiers), "--roster", str(roster), "--out", str(out)]
        code = main([*command, "--executor", "serial"])
        seconds = time.perf_counter() - start
        files = sorted((out / "private" / "audit").glob("*.json"))
        if len(files) != sum(p.is_dir() for p in dossiers.iterdir()):
            raise RuntimeError(f"the batch ended with {code} and without all its audits")
        audits = [json.loads(path.read_bytes()) for path in files]
        stages = stage_sums(audits)
        stages[_REST] = seconds - sum(stages.values())
        return Pass(sum(d["pages"] for audit in audits for d in audit["documents"]), stages)

    return work


def bare_paddleocr(roster: Path) -> Work:
    """PaddleOCR's own pipeline over the tiny weights; runner and input size are the program's."""
    import cv2
    import numpy as np
    import paddleocr
    import pymupdf

    ocr = load_settings(None).ocr
    model = paddleocr.PaddleOCR(
        text_detection_model_name=DETECTOR,
        text_detection_model_dir=str(weights.check(DETECTOR)),
        text_recognition_model_name=RECOGNISER,
        text_recognition_model_dir=str(weights.check(RECOGNISER)),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        text_det_limit_side_len=ocr.max_side_px,
        text_det_limit_type="max",
        engine="onnxruntime",
        engine_config={
            "intra_op_num_threads": 1,
            "inter_op_num_threads": 1,
            "enable_cpu_mem_arena": False,
        },
        device="cpu",
    )
    cv2.setNumThreads(1)

    def work(dossiers: Path, out: Path) -> Pass:
        done = Pass()
        for path in _files(dossiers):
            with pymupdf.open(path) as document:
                for page in document:
                    with done.timed("render"):
                        pixmap = page.get_pixmap(dpi=round(ocr.dpi), alpha=False)
                        flat = np.frombuffer(pixmap.samples, np.uint8)
                        rgb = flat.reshape(pixmap.height, pixmap.width, 3)
                        image = np.ascontiguousarray(rgb[:, :, ::-1])
                    with done.timed("ocr"):
                        model.predict(image)
                    done.pages += 1
        return done

    return work


def bare_pymupdf(roster: Path) -> Work:
    """The least that any tool for PDFs does to a page."""
    import pymupdf

    def work(dossiers: Path, out: Path) -> Pass:
        done = Pass()
        for number, path in enumerate(_files(dossiers), 1):
            with done.timed("open"):
                document: Any = pymupdf.open(path)
            with document:
                for page in document:
                    with done.timed("extract"):
                        page.get_text()
                    with done.timed("render"):
                        page.get_pixmap(dpi=PYMUPDF_DPI, alpha=False)
                    done.pages += 1
                with done.timed("save"):
                    _save(document, out / f"{number}.pdf")
        return done

    return work


def _save(document: Any, target: Path) -> None:
    if document.is_pdf:
        document.save(target)
    else:  # a picture file
        target.write_bytes(document.convert_to_pdf())


def _files(dossiers: Path) -> list[Path]:
    return sorted(path for path in dossiers.rglob("*") if path.is_file())


MAKERS: dict[str, Callable[[Path], Work]] = {
    REDACTOR: redactor,
    PADDLEOCR: bare_paddleocr,
    PYMUPDF: bare_pymupdf,
}


def run(subject: str, kind: str, work: Path) -> dict[str, Any]:
    """Start, warm up and measure; the fields of ``record.Run`` that a child can know."""
    do = MAKERS[subject](work / ROSTER)
    with tempfile.TemporaryDirectory() as out:
        do(work / WARM_UP, Path(out))
    total = Pass()
    wall = used = 0.0
    while wall < LEAST_SECONDS:
        with tempfile.TemporaryDirectory() as out:
            began, cpu = time.perf_counter(), time.process_time()
            done = do(work / kind, Path(out))
            wall += time.perf_counter() - began
            used += time.process_time() - cpu
        total.pages += done.pages
        for stage, seconds in done.stages.items():
            total.stages[stage] = total.stages.get(stage, 0.0) + seconds
    return {
        "pages": total.pages,
        "seconds": wall,
        "cpu_seconds": used,
        "stages": total.stages,
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """The most memory this process held at once (Linux only).

    ``ru_maxrss`` will not do: it survives exec, so a child begins with its parent's.
    """
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("the system does not tell the peak memory of a process")


def main() -> None:
    """Run one subject on one kind of pages and write what was measured as JSON."""
    parser = argparse.ArgumentParser(description="One measured process; see benchmarks.speed.")
    parser.add_argument("subject", choices=SUBJECTS)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("work", type=Path)
    parser.add_argument("result", type=Path)
    args = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):
        measured = run(args.subject, args.kind, args.work)
    args.result.write_text(json.dumps(measured))


if __name__ == "__main__":
    main()
