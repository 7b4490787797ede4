"""Who stands in the drawn dossiers. Everybody is made up: region 1599, prefix 154, .example."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generator.people import id_number


@dataclass(frozen=True, slots=True)
class Applicant:
    """One row of the roster, and every other way in which its values are written."""

    key: str
    name: str
    id_number: str
    phone: str
    email: str
    employer: str
    short: str
    other_spellings: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """All that must be found nowhere, as a person would write it."""
        old_id = self.id_number[:6] + self.id_number[8:17]
        mailbox, domain = self.email.split("@")
        return (
            *(self.name, self.id_number, old_id, self.phone, self.email, mailbox, domain),
            *(self.employer, self.short, self.employer.removesuffix("有限公司")),
            *self.other_spellings,
        )

    @property
    def spread_id(self) -> str:
        return " ".join([self.id_number[:6], self.id_number[6:14], self.id_number[14:]])


LUO = Applicant(
    "E2E-101",
    "罗志恒",
    id_number("15990419860923003"),
    "15487650921",
    "luozhiheng@chenghu-ch.example",
    "包头市澄湖测绘院有限公司",
    "澄湖测绘院",
    ("羅志恆", "Luo Zhiheng", "Zhiheng Luo", "Luo Zhi-heng"),
)
QIAN = Applicant(
    "E2E-102",
    "钱玉霞",
    id_number("15990519790611002"),
    "15455501234",
    "qianyuxia@minghe-hb.example",
    "云川旗鸣鹤环保监测站",
    "鸣鹤监测站",
    ("錢玉霞", "Qian Yuxia", "Yuxia Qian"),
)
WANG = Applicant(
    "E2E-103",
    "王伟",
    id_number("15990319830118005"),
    "15412300987",
    "wangwei@linhe-sw.example",
    "包头市临禾水务设计院有限公司",
    "临禾设计院",
    ("王偉", "Wang Wei", "Wei Wang"),
)
WULAN = Applicant(
    "E2E-104",
    "乌兰",
    id_number("15990219881205006"),
    "15412300654",
    "wulan@qinglan-yy.example",
    "云川旗青岚中心医院",
    "青岚医院",
    ("烏蘭", "Wulan"),
)


def write_roster(path: Path, people: Sequence[Applicant]) -> Path:
    """The roster as an office keeps it, in CSV."""
    header = ("编号", "姓名", "身份证号", "联系电话", "邮箱", "工作单位", "单位简称")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for p in people:
            writer.writerow((p.key, p.name, p.id_number, p.phone, p.email, p.employer, p.short))
    return path
