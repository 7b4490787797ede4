"""How many cores it takes for so many dossiers by when, from rates measured on this machine."""

from __future__ import annotations

import io
import math
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf
from PIL import Image as Pictures

from redactor.assemble import Recipe
from redactor.datatypes import Employer, Others, Profile
from redactor.dossier.job import SourceDocument
from redactor.plan import Task
from redactor.platforms import peak_memory_mb

# Of the time that there is: the rest is for stragglers, a lost node, and dossiers done again.
BUSY = 0.75
_PAGES = 3
_LINES, _LINE_PT, _SCAN_DPI = 38, 19.0, 200
_PROFILE = Profile("1", names=("王伟",), employers=(Employer("云岭水务设计院"),))
_PROSE = "本项目位于黄河流域灌区，主要完成渠道衬砌、闸门改造和信息化建设，经验收合格。"


@dataclass(frozen=True, slots=True)
class Rates:
    """What one worker on one core of this machine takes."""

    text_page_s: float  # born digital
    scanned_page_s: float
    memory_mb: float

    def page_s(self, scanned: float) -> float:
        """Of a page on average, where a share of ``scanned`` pages has to be read by OCR."""
        return scanned * self.scanned_page_s + (1 - scanned) * self.text_page_s


@dataclass(frozen=True, slots=True)
class Demand:
    """What is to be done."""

    dossiers: int
    pages: int  # of each
    days: float
    scanned: float  # share of the pages


@dataclass(frozen=True, slots=True)
class Needed:
    """What it takes."""

    core_hours: float
    cores: int
    memory_gb: float  # for one worker on each core
    pages_per_minute: float  # of all


def needed(demand: Demand, page_s: float, memory_mb: float) -> Needed:
    """Cores that do the work in time while they are busy for ``BUSY`` of it."""
    pages = demand.dossiers * demand.pages
    work_s = pages * page_s
    cores = max(1, math.ceil(work_s / (demand.days * 86_400 * BUSY)))
    minutes = demand.days * 24 * 60
    return Needed(work_s / 3600, cores, cores * memory_mb / 1024, pages / minutes)


def days_with(cores: int, demand: Demand, page_s: float) -> float:
    """How long it takes with so many."""
    return demand.dossiers * demand.pages * page_s / (cores * BUSY * 86_400)


def measure(recipe: Recipe) -> Rates:
    """Work drawn pages through, in this process; takes a minute. Nothing is kept.

    Seconds of the processor, not of the clock: others may be at work on this machine.
    """
    with TemporaryDirectory(prefix="redactor-") as name:
        folder = Path(name)
        text, scan = folder / "text.pdf", folder / "scan.pdf"
        _draw(text, scan)
        _seconds(recipe, folder, text, "0")  # loads the models
        _seconds(recipe, folder, scan, "1")
        return Rates(
            _seconds(recipe, folder, text, "2") / _PAGES,
            _seconds(recipe, folder, scan, "3") / _PAGES,
            peak_memory_mb(),
        )


def _seconds(recipe: Recipe, folder: Path, source: Path, key: str) -> float:
    # Imported here: it brings the readers, and who asks by an earlier run needs none of them.
    from redactor.work import run_task

    document = SourceDocument("d01", source, source.name, folder_no=11)
    task = Task(recipe, folder / "out", key, key, (document,), _PROFILE, Others(), key)
    start = time.process_time()
    run_task(task)
    return time.process_time() - start


def _draw(text: Path, scan: Path) -> None:
    """The same full pages of prose twice: as text, and as pictures of it."""
    with pymupdf.open() as drawn, pymupdf.open() as scanned:
        for number in range(1, _PAGES + 1):
            page = drawn.new_page()
            lines = [
                f"申报人：王伟　工作单位：云岭水务设计院　第{number}页",
                *[_PROSE] * (_LINES - 1),
            ]
            for row, line in enumerate(lines, 1):
                page.insert_text((50, 40 + row * _LINE_PT), line, fontname="china-s", fontsize=12)
            pixmap = page.get_pixmap(dpi=_SCAN_DPI, colorspace=pymupdf.csGRAY)
            picture = io.BytesIO()
            size = (pixmap.width, pixmap.height)
            Pictures.frombytes("L", size, pixmap.samples).save(picture, "JPEG", quality=80)
            copy = scanned.new_page()
            copy.insert_image(copy.rect, stream=picture.getvalue())
        drawn.save(text)
        scanned.save(scan)
