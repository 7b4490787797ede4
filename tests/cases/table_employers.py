"""Cases 22 to 38 of RULES.md (b) but seals: the applicant's employer, and other bodies."""

from __future__ import annotations

from redactor.datatypes import DocClass as Doc
from tests.cases.people import (
    GAOFENG,
    NAREN,
    OUYANG,
    QILIGA,
    WANG_BRIEF,
    WANG_ELSEWHERE,
    WULAN,
    ZHAO,
)
from tests.cases.rows import NEW_PAGE, Row, row

_FULL = "包头市云岭水务设计院有限公司"
ROWS: tuple[Row, ...] = (
    # 22: the full name, with the grade in its token
    row(22, "field", Doc.FORM, f"工作单位：⟦{_FULL}⟧", tokens=("[工作单位·盟市]",)),
    row(22, "department", Doc.SUMMARY, f"在⟦{_FULL}⟧规划室工作。", tokens=("[工作单位·盟市]",)),
    row(
        22,
        "no-grade",
        Doc.FORM,
        "工作单位：⟦云川旗青岚中心医院⟧",
        profile=WULAN,
        tokens=("[工作单位]",),
    ),
    row(
        22,
        "grade-off",
        Doc.FORM,
        f"工作单位：⟦{_FULL}⟧",
        tokens=("[工作单位]",),
        switches={"employer_grade": False},
    ),
    row(22, "without-town", Doc.SUMMARY, "由⟦云岭水务设计院⟧{own_spelling}承担。"),
    row(
        22,
        "over-lines",
        Doc.FORM,
        "现工作单位及部门：⟦包头市云岭水务设⟧",
        "⟦计院有限公司⟧（规划室）",
    ),
    # 23: short, former and English names
    row(23, "short", Doc.SUMMARY, "就职于⟦云岭设计院⟧，任副总工程师。"),
    row(23, "former", Doc.SUMMARY, "原单位⟦包头市水利二队⟧改制后更名。"),
    row(23, "acronym", Doc.PAPER, "Li Na, Zhao Qiang (⟦YWDI⟧, Baotou)"),
    row(23, "english", Doc.PAPER, "⟦Yunling Water Design Institute⟧, Baotou, China"),
    row(
        23, "suggested", Doc.SUMMARY, "就职于⁇云岭设计院⁇{alias_unconfirmed}。", profile=WANG_BRIEF
    ),
    row(
        23,
        "suggestions-off",
        Doc.SUMMARY,
        "就职于⟨云岭设计院⟩。",
        profile=WANG_BRIEF,
        switches={"alias_suggestions": False},
    ),
    # 26: letterhead, header and footer on every page
    row(
        26,
        "header",
        Doc.OTHER,
        "⟦云岭设计院⟧ 内部资料",
        "巡查三处水源地，无异常。",
        NEW_PAGE,
        "⟦云岭设计院⟧ 内部资料",
        "第2页",
    ),
    row(26, "letterhead", Doc.OTHER, f"⟦{_FULL}⟧文件", "经研究，现将巡查情况说明如下。"),
    # 27: domains
    row(27, "site", Doc.OTHER, "详见⟦www.yunling-wd.example⟧/news/12.html"),
    row(27, "address", Doc.OTHER, "下载：https://⟦yunling-wd.example⟧/data"),
    row(27, "colleague", Doc.PAPER, "联系：lina@⟦yunling-wd.example⟧"),
    # 28: the sign in a document number
    row(28, "sign", Doc.OTHER, "根据⟦云岭院⟧{own_spelling}发⟨〔2025〕3号⟩文件。"),
    row(28, "sign-head", Doc.OTHER, "⟦云岭院⟧{own_spelling}字⟨〔2024〕17号⟩"),
    row(28, "other-sign", Doc.OTHER, "根据⟨内人社发〔2025〕16号⟩文件。"),
    # 29: inside a longer institution
    row(29, "affiliated", Doc.OTHER, "委托⁇云岭设计院⁇{longer_org}附属监理公司负责。"),
    row(29, "short-inside", Doc.OTHER, "会同⁇明钢⁇{longer_org}幼教处开展活动。", profile=QILIGA),
    row(29, "other-number", Doc.OTHER, "⟨云川旗第三十六中学⟩组织观摩。", profile=OUYANG),
    # 30: in a title
    row(30, "title", Doc.SUMMARY, "完成《⟦云岭设计院⟧供水管网漏损控制研究》。"),
    row(30, "title-full", Doc.AWARD, "《⟦云川旗青禾农业技术推广站⟧节水灌溉示范》", profile=ZHAO),
    row(
        30,
        "keep",
        Doc.SUMMARY,
        "完成《⟨云岭设计院⟩{switch_keep}供水管网漏损控制研究》。",
        switches={"title_employer": "keep"},
    ),
    row(
        30,
        "ask",
        Doc.SUMMARY,
        "完成《⁇云岭设计院⁇{switch_keep}供水管网漏损控制研究》。",
        switches={"title_employer": "ask"},
    ),
    # 31: a place is no employer
    row(31, "hospital", Doc.SUMMARY, "在⟦昆都仑区人民医院⟧工作，家住⟨昆都仑区⟩。", profile=GAOFENG),
    row(31, "banner", Doc.SUMMARY, "赴⟨云川旗⟩调研，⟦云川旗青岚中心医院⟧接待。", profile=WULAN),
    # 32, 33: affiliations in a paper
    row(32, "shared", Doc.PAPER, "⟨李娜⟩^1^，⟦王伟⟧^1^", f"1. ⟦{_FULL}⟧，包头 014000"),
    row(
        32,
        "unknown-english",
        Doc.PAPER,
        "LI Na^1^, ⟦ZHAO Jiyun⟧{own_spelling}^2^",
        "1. Inner Mongolia Qingyuan University, Hohhot",
        "2. ⟦Qinghe Agrotechnical Extension Station⟧{own_affiliation}, Yunchuan",
        profile=ZHAO,
    ),
    row(
        32,
        "unlike-the-profile",  # perhaps a former employer, and this is no row of a career (35)
        Doc.PAPER,
        "李娜^1^，⟦王伟⟧^2^",
        "1. ⟨内蒙古青原大学⟩；2. ⁇包头市澄湖水利勘测队⁇{own_affiliation}",
    ),
    row(
        33,
        "coauthor",
        Doc.PAPER,
        "李娜^2^，⟦王伟⟧^1^",
        f"1. ⟦{_FULL}⟧",
        "2. ⟨内蒙古青原大学水利学院⟩，呼和浩特",
    ),
    row(
        33,
        "coauthor-unknown-own",
        Doc.PAPER,
        "李娜^1^，⟦赵霁云⟧^2^",
        "1. ⟨内蒙古青原大学⟩；2. ⟦云川旗青禾农业技术推广站⟧",
        profile=ZHAO,
    ),
    # 34: the affiliation of a homonym
    row(34, "reviewer", Doc.FORM, "审核人：⁇王伟⁇{homonym}（⟨内蒙古青原大学⟩）"),
    row(34, "author", Doc.PAPER, "⁇王伟⁇{homonym}^1^，⁇王伟⁇{homonym}^2^", "2. ⟨内蒙古青原大学⟩"),
    # 35: employers of the past
    row(
        35,
        "history",
        Doc.FORM,
        "工作经历",
        "2008–2015\t⟦包头市长青水库⟧\t技术员",
        profile=WANG_ELSEWHERE,
    ),
    row(
        35,
        "contract",
        Doc.CONTRACT,
        "甲方：⟦包头市长青水库⟧",
        "乙方：⟦王伟⟧",
        profile=WANG_ELSEWHERE,
    ),
    row(
        35,
        "insurance",
        Doc.SOCIAL_SECURITY,
        "姓名：⟦王伟⟧",
        "200807–201512\t⟦包头市长青水库⟧\t正常",
        profile=WANG_ELSEWHERE,
    ),
    row(
        35,
        "elsewhere",
        Doc.SUMMARY,
        "参与⁇包头市长青水库⁇{former_employer}除险加固。",
        profile=WANG_ELSEWHERE,
    ),
    row(35, "history-unknown", Doc.FORM, "工作经历", "2008–2015\t⟦包头市碧波水库⟧{?}\t技术员"),
    row(
        35,
        "keep",
        Doc.FORM,
        "工作经历",
        "2008–2015\t⟨包头市长青水库⟩{switch_keep}",
        profile=WANG_ELSEWHERE,
        switches={"former_employers": "keep"},
    ),
    row(
        35,
        "ask",
        Doc.FORM,
        "工作经历",
        "2008–2015\t⁇包头市长青水库⁇{switch_keep}",
        profile=WANG_ELSEWHERE,
        switches={"former_employers": "ask"},
    ),
    # 36: where the applicant served for a time; the grade stays readable
    row(
        36,
        "known",
        Doc.FORM,
        "服务基层：⟦固阳县金山镇水管站⟧，8个月",
        profile=WANG_ELSEWHERE,
        tokens=("[工作单位·乡镇]",),
    ),
    row(36, "served", Doc.FORM, "⟦固阳县金山镇水管站⟧服务8个月", profile=WANG_ELSEWHERE),
    row(
        36,
        "unknown",
        Doc.FORM,
        "借调单位：⟦固阳县银号镇水管站⟧{?}，8个月",
        tokens=("[工作单位·乡镇]",),
    ),
    row(
        36,
        "grade-off",
        Doc.FORM,
        "服务基层：⟦固阳县金山镇水管站⟧，8个月",
        profile=WANG_ELSEWHERE,
        tokens=("[工作单位]",),
        switches={"employer_grade": False},
    ),
    # 37: the school of graduation
    row(37, "school", Doc.FORM, "毕业院校：⟨内蒙古农业大学⟩　2008/07"),
    row(37, "school-cells", Doc.FORM, "毕业院校\t⟨内蒙古青原大学⟩", "学历\t⟨本科⟩"),
    # 38: the school is the employer
    row(
        38,
        "both",
        Doc.FORM,
        "工作单位：⟦内蒙古青原大学⟧",
        "毕业院校：⟨内蒙古青原大学⟩{school_row}",
        profile=NAREN,
    ),
    row(
        38,
        "redact",
        Doc.FORM,
        "毕业院校：⟦内蒙古青原大学⟧",
        profile=NAREN,
        switches={"school_employer": "redact"},
    ),
    row(
        38,
        "ask",
        Doc.FORM,
        "毕业院校：⁇内蒙古青原大学⁇{school_row}",
        profile=NAREN,
        switches={"school_employer": "ask"},
    ),
)
