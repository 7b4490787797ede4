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
# How uploads come before a deadline: of those of its last three days so many on each, and so
# many by hour of the day; of a longer window as many before them, evenly.
LAST_DAYS = (0.22, 0.28, 0.50)
BY_HOUR = (1, 1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 8, 6, 8, 10, 10, 10, 8, 6, 6, 8, 8, 6, 3)
_BEFORE = 0.5
# What the plan for a deadline stands: a node with so many of the cores is lost for half of the
# last day, and stragglers, and dossiers begun anew, take a quarter more work.
LOST_SHARE, LOST_H = 0.25, 12.0
_SPARE = 1.25
GRACE_H = 8.0  # from the last upload at midnight until the office opens
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
    cores: int  # where all of it lies there at the start
    deadline_cores: int  # where it is uploaded as before a deadline, see ``for_deadline``
    memory_gb: float  # for one worker on each of the cores
    pages_per_minute: float  # of all


def needed(demand: Demand, page_s: float, memory_mb: float) -> Needed:
    """Cores that do the work in time while they are busy for ``BUSY`` of it."""
    pages = demand.dossiers * demand.pages
    work_s = pages * page_s
    cores = max(1, math.ceil(work_s / (demand.days * 86_400 * BUSY)))
    minutes = demand.days * 24 * 60
    late = for_deadline(demand, page_s)
    return Needed(work_s / 3600, cores, late, cores * memory_mb / 1024, pages / minutes)


def for_deadline(demand: Demand, page_s: float) -> int:
    """Cores that have done every upload ``GRACE_H`` hours after the last.

    What is uploaded from any hour on must be done from then on: the busiest stretch tells.
    """
    work_h = demand.dossiers * demand.pages * page_s * _SPARE / 3600
    cores = behind = 0.0
    for hours, share in enumerate(reversed(uploads_by_hour(demand.days)), 1):
        behind += share * work_h
        cores = max(cores, behind / (hours + GRACE_H - LOST_SHARE * LOST_H))
    return max(1, math.ceil(cores))


def uploads_by_hour(days: float) -> list[float]:
    """Shares of all uploads, hour by hour until the midnight of the deadline."""
    of_a_day = [hour / sum(BY_HOUR) for hour in BY_HOUR]
    shares = [day * hour for day in LAST_DAYS for hour in of_a_day]
    before = round(days * 24) - len(shares)
    if before > 0:
        shares = [_BEFORE / before] * before + [share * (1 - _BEFORE) for share in shares]
    shares = shares[-max(1, round(days * 24)) :]
    return [share / sum(shares) for share in shares]


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
