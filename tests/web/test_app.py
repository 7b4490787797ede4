"""What the process is made of that others can reach."""

import subprocess
import sys

# Open hostile files, hold models, or take seconds to import.
FOR_WORKERS = ("PIL", "cv2", "onnxruntime", "openpyxl", "paddleocr", "presidio_analyzer")
FOR_WORKERS += ("presidio_anonymizer", "pymupdf", "pypinyin", "spacy")


def test_the_web_process_imports_nothing_that_opens_files_or_recognises():
    code = "import sys, redactor.web.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "redactor.web.desk" in loaded
    assert not loaded.intersection(FOR_WORKERS)
