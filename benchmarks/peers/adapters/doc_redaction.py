"""doc-redaction: its command line's own entry, called with one file at a time.

Mode: local detector, the ``CUSTOM`` entity alone with every own value on the deny list; its other
entities take anybody's name or number and are left off. Values stand on the list in brackets,
which makes them regular expressions: plain words need a non-letter beside them, which running
Chinese never has. Language ``en`` though the pages are Chinese: its deny list is registered for
English alone, and with ``zh`` every file ends in "no matching recognizers". It wants a spaCy
model at its start and would download one; offline an empty pipeline stands in for
``en_core_web_lg``, and the deny list does not use it.

With Tesseract: "Local OCR", its default, which reads a page's own text where there is enough of
it and pictures otherwise (in English, the language above). Without: "Local text", and files
without text are ``unsupported``. TIFF and JPEG files are put into a PDF first, to keep their size.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from .pages import scratch_pdf
from .protocol import UNSUPPORTED, Jobs, Redact, Refused, serve

_MODEL = "en_core_web_lg"  # the first it asks for
_TEXT_PER_PAGE = 20  # characters; its own limit is as many words


def _stand_in(folder: Path) -> None:
    """A module of the model's name whose pipeline is empty."""
    package = folder / _MODEL
    package.mkdir(parents=True)
    code = "import spacy\n\n\ndef load(**_):\n    return spacy.blank('en')\n"
    (package / "__init__.py").write_text(code, encoding="utf-8")
    sys.path.insert(0, str(folder))


def _settings() -> None:
    """Its settings come from the environment, read when it is imported."""
    os.environ.update(
        RUN_AWS_FUNCTIONS="False",
        SAVE_LOGS_TO_CSV="False",
        DISPLAY_FILE_NAMES_IN_LOGS="False",
        MAX_WORKERS="1",
        TESSERACT_MAX_WORKERS="1",
    )


def _has_text(path: Path) -> bool:
    with importlib.import_module("pymupdf").open(path) as document:
        return any(len(page.get_text().strip()) >= _TEXT_PER_PAGE for page in document)


def _start(jobs: Jobs) -> Redact:
    reads = shutil.which("tesseract") is not None
    _settings()
    _stand_in(Path(tempfile.mkdtemp(prefix="peer-model-")))
    cli: Any = importlib.import_module("cli_redact")
    deny = [f"({value})" for value in jobs.profile.values]

    def redact(source: Path, output: Path) -> None:
        # Under the working folder: it refuses paths elsewhere.
        with tempfile.TemporaryDirectory(prefix="peer-", dir=Path.cwd()) as name:
            scratch = Path(name)
            path = scratch_pdf(source, scratch / "in")
            if not reads and not _has_text(path):
                raise Refused(UNSUPPORTED, "needs_tesseract")
            made = scratch / "out"
            made.mkdir()
            arguments = {
                "task": "redact",
                "input_file": [str(path)],
                "input_dir": f"{scratch / 'in'}/",
                "output_dir": f"{made}/",
                "language": "en",
                "ocr_method": "Local OCR" if reads else "Local text",
                "pii_detector": cli.LOCAL_PII_OPTION,
                "local_redact_entities": ["CUSTOM"],
                "deny_list": deny,
                "save_to_user_folders": "False",
                "fuzzy_mistakes": 0,
            }
            with contextlib.redirect_stdout(io.StringIO()):
                cli.main(direct_mode_args=arguments)
            finished = sorted(made.rglob("*_redacted.pdf"))
            if finished:
                shutil.copyfile(finished[0], output)

    return redact


if __name__ == "__main__":
    sys.exit(serve("doc-redaction", "doc-redaction", _start))
