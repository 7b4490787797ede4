"""What a peer is told about an applicant: a row of the roster, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from pypinyin import lazy_pinyin

from redactor.recognise.pinyin import COMPOUND_SURNAMES

_EMPLOYERS = ("工作单位", "单位简称", "单位曾用名", "单位英文名")
Row = Mapping[str, str]


def read_roster(folder: Path) -> dict[str, Row]:
    """Rows of ``folder/roster.csv`` by 编号."""
    with (folder / "roster.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["编号"]: row for row in csv.DictReader(lines)}


def profile(row: Row) -> dict[str, object]:
    """The own values in the form the adapters are handed."""
    name = row["姓名"].strip()
    return {
        "name": name,
        "id_number": row.get("身份证号", "").strip(),
        "phone": row.get("联系电话", "").strip(),
        "email": row.get("邮箱", "").strip(),
        "employers": [v for c in _EMPLOYERS if (v := row.get(c, "").strip())],
        "latin": latin(name),
    }


def latin(name: str) -> list[str]:
    """The name in Pinyin as whoever fills in a form would type it.

    Family name first, family name last, and in one word as Mongolian names are spelled.
    """
    plain = name.replace("·", "")
    at = 2 if plain[:2] in COMPOUND_SURNAMES and len(plain) > 2 else 1
    family = "".join(lazy_pinyin(plain[:at])).capitalize()
    given = "".join(lazy_pinyin(plain[at:])).capitalize()
    if not given:
        return [family]
    return [f"{family} {given}", f"{given} {family}", family + given.lower()]
