"""The dossiers that these tests work on, drawn anew each time."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.drawn import Sheet, write_pdf, write_scan
from tests.end_to_end.people import Applicant

COAUTHORS = ("李娜", "赵国强")
COLLEAGUES = ("孙丽华", "周建国", "刘海燕")
_FOOT = "虚构样例"


def paper(a: Applicant, latin: str) -> Sheet:
    """A paper with two co-authors, its footnote and its references."""
    surname, given = latin.split()
    return (
        Sheet()
        .say(120, 80, "寒旱地区露天边坡三维监测方法研究", 16)
        .say(190, 112, f"李娜¹，{{{a.name}}}²*，赵国强¹", 12)
        .say(110, 136, f"（1. 内蒙古青原大学测绘学院；2. {{{a.employer}}}）", 9)
        .say(
            60, 170, "摘　要：针对寒旱地区边坡位移监测精度不足的问题，提出一种融合点云与影像的", 10
        )
        .say(60, 188, "三维监测方法。在三处试验场的对比表明，平面中误差由38毫米降至11毫米。", 10)
        .say(60, 206, "关键词：边坡监测；点云；三维重建", 10)
        .say(60, 240, "Three-dimensional monitoring of open-pit slopes in cold regions", 11)
        .say(60, 260, f"LI Na, {{{surname.upper()} {given}}}*, ZHAO Guoqiang", 10)
        .say(60, 300, "1　引言", 12)
        .say(60, 322, "已有研究多依赖单一传感器，孙丽华等提出的方法在积雪覆盖时失效。", 10)
        .say(60, 340, "本文方法由课题组提出，试验数据见表1，其余结论与前人一致。", 10)
        .say(
            60,
            640,
            f"[1] 李娜，{{{a.name}}}. 矿区点云配准方法[J]. 测绘样例学报, 2021, 9(3): 5-11.",
            9,
        )
        .say(60, 656, "[2] 周建国. 边坡稳定性分析导论[M]. 北京: 样例出版社, 2018.", 9)
        .say(60, 700, f"作者简介：{{{a.name}}}（1986—），男，高级工程师，主要从事工程测量工作。", 9)
        .say(60, 716, f"通信作者：{{{a.name}}}，E-mail: {{{a.email}}}", 9)
        .say(24, 829, _FOOT, 7)
    )


def assessment(a: Applicant) -> Sheet:
    """A yearly assessment, to be scanned."""
    return (
        Sheet()
        .say(180, 90, "专业技术人员年度考核表", 18)
        .say(70, 150, f"姓名：{{{a.name}}}", 14)
        .say(300, 150, "性别：男　　民族：汉", 14)
        .say(70, 190, f"身份证号：{{{a.id_number}}}", 14)
        .say(70, 230, f"工作单位：{{{a.employer}}}", 14)
        .say(70, 270, f"手机号码：{{{a.phone}}}", 14)
        .say(300, 270, "现任职务：主任工程师", 14)
        .say(70, 330, "个人总结：本年度完成三项控制网复测，成果通过验收。", 13)
        .say(70, 360, "与孙丽华、巴特尔共同编制了作业规程，培训新员工十二人。", 13)
        .say(70, 430, "主管领导意见：工作扎实，同意评定为优秀。", 13)
        .say(70, 470, "主管领导（签字）：周建国　　2025年12月20日", 13)
        .say(70, 530, "考核组长：刘海燕　　考核等次：优秀", 13)
        .say(24, 829, _FOOT, 7)
    )


def form(a: Applicant) -> list[Sheet]:
    """An application form of two pages; the fields are filled in, not printed."""
    first = (
        Sheet()
        .say(160, 80, "专业技术职称评审表", 20)
        .say(70, 150, "姓　　名：", 12)
        .ask("applicant_name", a.name, 140, 135, 260, 155)
        .say(300, 150, "性别：男", 12)
        .say(70, 190, "身份证号：", 12)
        .ask("id_number", a.spread_id, 140, 175, 330, 195)
        .say(70, 230, "工作单位：", 12)
        .ask("employer", a.employer, 140, 215, 400, 235)
        .say(70, 270, "手机号码：", 12)
        .ask("phone", f"{a.phone[:3]}-{a.phone[3:7]}-{a.phone[7:]}", 140, 255, 330, 275)
        .say(70, 310, "电子邮箱：", 12)
        .ask("email", a.email, 140, 295, 400, 315)
        .say(70, 350, "申报职称：", 12)
        .ask("title", "正高级工程师", 140, 335, 330, 355)
        .say(70, 390, "推荐专家：", 12)
        .ask("referees", "孙丽华", 140, 375, 330, 395)
        .say(24, 829, _FOOT, 7)
    )
    second = (
        Sheet()
        .say(70, 90, "工作业绩", 14)
        .say(70, 120, f"{{{a.name}}}同志任现职以来主持完成城市控制网改造，提高点位精度。", 11)
        .say(70, 142, f"项目由{{{a.short}}}承担，成果经内蒙古青原大学鉴定。", 11)
        .say(70, 164, f"《三维监测规程》，主编刘海燕，{{{a.name}}}（第2完成人）。", 11)
        .say(70, 230, "单位负责人：周建国　　审核日期：2026年6月2日", 11)
        .say(24, 829, _FOOT, 7)
    )
    return [first, second]


def write_everyday(folder: Path, a: Applicant, latin: str) -> dict[str, list[Sheet]]:
    """Paper, scan and form in a folder named as applicants name it; sheets by file name."""
    folder.mkdir(parents=True)
    sheets = {
        f"1_{a.name}_评审表.pdf": form(a),
        f"5_{a.name}_考核表.pdf": [assessment(a)],
        f"7_{a.name}_论文.pdf": [paper(a, latin)],
    }
    names = iter(sheets)
    write_pdf(
        folder / next(names), form(a), metadata={"author": a.name, "title": f"{a.name}评审表"}
    )
    write_scan(folder / next(names), [assessment(a)])
    write_pdf(
        folder / next(names),
        [paper(a, latin)],
        metadata={"author": latin, "subject": a.employer, "keywords": a.email},
    )
    return sheets


def write_two(folder: Path, a: Applicant, latin: str) -> None:
    """A born-digital paper and a scanned assessment."""
    folder.mkdir(parents=True)
    write_scan(folder / f"5_{a.name}_考核表.pdf", [assessment(a)])
    write_pdf(folder / f"7_{a.name}_论文.pdf", [paper(a, latin)], metadata={"author": a.name})


def write_broken(folder: Path, a: Applicant) -> None:
    """One file that no longer opens and one that needs a password, both named by a person."""
    folder.mkdir(parents=True)
    told = f"/Title ({a.name} {a.id_number}) /Author ({a.employer} {a.phone})"
    damaged = f"%PDF-1.7\n1 0 obj\n<< {told} >>\nendobj\ntrailer << /Root 9 0 R /{a.email} >>\n"
    (folder / f"{a.name}_损坏的论文.pdf").write_bytes(damaged.encode())
    write_pdf(folder / f"{a.name}_{a.phone}_加密.pdf", form(a), password=a.id_number)
