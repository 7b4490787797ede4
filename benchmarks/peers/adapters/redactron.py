"""redactron: its pipeline with a profile of the subject, as ``redactron run --profile`` does.

Mode: profile only (its default; Presidio off). Name and Latin spellings as subject and aliases,
phone and mail in their fields, the ID number as an account number of which no digit is kept.
Its text detector leaves phones, mail and employers aside and needs a non-letter beside a name,
which running Chinese never has, so every own value is also given as a custom pattern, the field
the profile has for what the others do not cover. Matching removes the whole run of text that
holds a value: that is its unit. Image files are put into a PDF first.

Pages without text go through its OCR, which needs Tesseract and has no setting for the language;
without Tesseract they are ``unsupported``. Where its own verification finds something the file
is ``flagged``.
"""

from __future__ import annotations

import importlib
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from .pages import scratch_pdf
from .protocol import FLAGGED, UNSUPPORTED, Jobs, Profile, Redact, Refused, serve


def _profile(own: Profile) -> dict[str, Any]:
    patterns = [
        {"name": f"own_{number}", "regex": re.escape(value)}
        for number, value in enumerate(own.values)
    ]
    return {
        "version": 1,
        "subject": {
            "display_name": own.name,
            "aliases": list(own.latin),
            "phones": [v for v in (own.phone,) if v],
            "emails": [v for v in (own.email,) if v],
            "account_numbers": [{"value": v, "preserve_last": 0} for v in (own.id_number,) if v],
            "custom_patterns": patterns,
        },
    }


def _start(jobs: Jobs) -> Redact:
    pipeline: Any = importlib.import_module("redactron.pipeline")
    profiles: Any = importlib.import_module("redactron.profile")
    profile = profiles.Profile.model_validate(_profile(jobs.profile))
    reads = shutil.which("tesseract") is not None

    def redact(source: Path, output: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="peer-") as scratch:
            path = scratch_pdf(source, Path(scratch))
            try:
                result = pipeline.run_pipeline(path, output, profile, write_reports=False)
            except Exception as error:
                if not reads and type(error).__name__ == "TesseractNotFoundError":
                    raise Refused(UNSUPPORTED, "needs_tesseract") from None
                raise
        if result.verification_passed is False:
            raise Refused(FLAGGED, "its_verification_failed")

    return redact


if __name__ == "__main__":
    sys.exit(serve("redactron", "redactron", _start))
