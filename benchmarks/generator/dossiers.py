"""Writes dossiers, rosters and truth to a folder."""

from __future__ import annotations

import csv
import datetime
import io
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl

from benchmarks.generator.damage import NO_DAMAGE, Damage
from benchmarks.generator.people import Applicant
from benchmarks.generator.render import Rendered
from benchmarks.truth import Facts, Item, write_facts, write_items

_DATE = datetime.datetime(2026, 3, 18, 9)  # fixed: the same seed gives the same bytes

# Columns of the notices' 花名册 (RULES.md F15, F16), then the applicant's own spellings.
COLUMNS = (
    "序号", "编号", "工作单位", "单位所属", "姓名", "身份证号", "性别", "出生年月", "民族", "学历",
    "毕业院校及时间", "所学专业", "职称系列", "现职称及取得时间", "申报职称名称", "申报资格等级",
    "现从事专业", "继续教育", "联系电话", "邮箱", "单位简称", "单位曾用名", "单位英文名",
    "人才类别", "倾斜政策", "备注",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a dossier, and how it came to be."""

    name: str
    kind: str
    made: Rendered
    template: str = ""
    carrier: str = ""  # of truth.CARRIERS
    damage: Damage = NO_DAMAGE


@dataclass(frozen=True, slots=True)
class Dossier:
    """One applicant's files, in order."""

    applicant: Applicant
    documents: tuple[Document, ...]


def write_dossiers(out: Path, dossiers: Iterable[Dossier]) -> None:
    """Write ``dossiers/``, ``truth/`` and the roster under ``out``.

    ``dossiers`` and ``truth`` of an earlier run are removed first, so that nothing old stays.
    """
    for folder in ("dossiers", "truth"):
        shutil.rmtree(out / folder, ignore_errors=True)
        (out / folder).mkdir(parents=True)
    rows = []
    for number, dossier in enumerate(dossiers, 1):
        _write_dossier(out, dossier)
        rows.append(roster_row(number, dossier.applicant))
    _write_csv(out / "roster.csv", rows)
    _write_xlsx(out / "roster.xlsx", rows)


def _write_dossier(out: Path, dossier: Dossier) -> None:
    number = dossier.applicant.number
    folder = out / "dossiers" / number
    folder.mkdir()
    items: list[Item] = []
    for document in dossier.documents:
        (folder / document.name).write_bytes(document.made.data)
        items += [replace(item, doc=document.name) for item in document.made.items]
    write_items(out / "truth" / f"{number}.jsonl", items)
    if any(d.template for d in dossier.documents):
        facts = [
            Facts(d.name, d.kind, d.template, d.carrier, d.damage.kind, d.damage.level)
            for d in dossier.documents
        ]
        write_facts(out / "truth" / f"{number}.documents.jsonl", facts)


def roster_row(number: int, a: Applicant) -> list[str]:
    """One row under ``COLUMNS``, all as text."""
    graduated = f"{a.topic.school} {a.birth_year + 23}/07"
    values = {
        "序号": str(number),
        "编号": a.number,
        "工作单位": a.work.full,
        "单位所属": a.work.grade,
        "姓名": a.name,
        "身份证号": a.id_number,
        "性别": a.sex,
        "出生年月": a.birth,
        "民族": a.ethnic[0],
        "学历": a.topic.degree.split("/")[0],
        "毕业院校及时间": graduated,
        "所学专业": a.topic.studied,
        "职称系列": a.topic.series,
        "现职称及取得时间": f"{a.topic.present_title} 2019/12",
        "申报职称名称": a.topic.wanted_title,
        "申报资格等级": "高级",
        "现从事专业": a.topic.specialty,
        "继续教育": "合格",
        "联系电话": a.phone,
        "邮箱": a.email,
        "单位简称": a.work.short,
        "单位曾用名": a.work.former,
        "单位英文名": a.work.english if a.english_listed else "",
        "人才类别": "社会化",
        "倾斜政策": "",
        "备注": "虚构样例",
    }
    return [values[column] for column in COLUMNS]


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")  # Excel wants the mark


def _write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "花名册"
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append(list(row))
    for line in sheet.iter_rows():
        for cell in line:
            cell.number_format = "@"  # as text: a number would lose the ID's last digits
    book.properties.created = _DATE
    out = io.BytesIO()
    book.save(out)
    book.close()
    _write_zip(path, out.getvalue())


def _write_zip(path: Path, data: bytes) -> None:
    """The same members under one fixed date: openpyxl stamps each with the clock."""
    stamp = _DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":  # saving sets the time of change once more
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            member = zipfile.ZipInfo(name, (_DATE.year, _DATE.month, _DATE.day, 9, 0, 0))
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
