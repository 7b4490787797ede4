"""Cases 71 to 74 and 80 to 85 of RULES.md (b): texts about people, and what is no upload."""

from __future__ import annotations

from redactor.datatypes import DocClass as Doc
from redactor.datatypes import Others, Status
from tests.cases.people import ZHAO
from tests.cases.rows import Row, row

_OTHERS = Others(names=frozenset({"孙丽华"}), id_numbers=frozenset({"159904197510200051"}))
ROWS: tuple[Row, ...] = (
    # 71 to 74: notes about authors, thanks, other people's words
    row(
        71,
        "biography",
        Doc.PAPER,
        "作者简介：⟦王伟⟧（⟨1985⟩—），⟨男⟩，⟨高级工程师⟩，",
        "⟦包头市云岭水务设计院有限公司⟧，从事供水研究。",
    ),
    row(71, "footnote", Doc.PAPER, "收稿日期：⟨2021-03-02⟩　第一作者：⟦赵霁云⟧", profile=ZHAO),
    row(71, "thanks", Doc.PAPER, "致谢：感谢⟦云岭设计院⟧提供数据。"),
    row(72, "professor", Doc.PAPER, "致谢：感谢⟨赵强⟩教授、⟨孙丽华⟩女士的指导。"),
    row(73, "unit-words", Doc.SUMMARY, "我单位⟦王伟⟧同志品行端正，予以推荐。"),
    row(73, "leader-words", Doc.ASSESSMENT, "⟦赵霁云⟧同志本年度完成任务。", profile=ZHAO),
    row(74, "first-person", Doc.SUMMARY, "⟨我院泵站⟩建成后，本人负责运行。"),
    # 80, 81: masked before
    row(80, "stars", Doc.FORM, "申报人：⟦王**⟧{own_part_masked}"),
    row(80, "moumou", Doc.FORM, "申报人：⟦赵某某⟧{own_part_masked}", profile=ZHAO),
    row(80, "others", Doc.NOTICE, "获奖人：⟨李**⟩、⟨孙某某⟩"),
    row(81, "templates", Doc.OTHER, "填写样例：⟨张X⟩，⟨XXX⟩，⟨19XX/10⟩，⟨通辽市xx单位⟩"),
    # 82: patients, pupils, clients
    row(82, "patient", Doc.OTHER, "患者：⟨刘××⟩　住院号：⟨12301599⟩　诊断：⟨样例⟩"),
    row(
        *(82, "warning", Doc.OTHER),
        "患者：⟨刘××⟩　住院号：⟨12301599⟩　诊断：⟨样例⟩",
        warned="third_party_sensitive",
    ),
    # 83: a secrecy mark
    row(
        83,
        "mark",
        Doc.OTHER,
        "⟪机密★10年⟫",
        "⟪王伟同志参加了工程。⟫",
        status=Status.QUARANTINED,
        reasons=("secrecy",),
    ),
    row(83, "prose", Doc.OTHER, "⟨保守秘密⟩是义务，⟨商业秘密⟩受法律保护。"),
    # 85: nothing of the applicant
    row(85, "contract", Doc.CONTRACT, "甲方：云川旗碧波建材厂", "乙方：北泉市样例运输队"),
    row(85, "report", Doc.OTHER, "本次巡查三处水源地，水质良好。"),
    row(
        85,
        "certificate-of-nobody-known",
        Doc.CERTIFICATE,
        "姓名：周建国　级别：中级",
        bare=True,
        status=Status.NEEDS_REVIEW,
        reasons=("no_holder",),
    ),
    row(
        85,
        "other-applicant",
        Doc.CERTIFICATE,
        "姓名：孙丽华　级别：中级",
        bare=True,
        others=_OTHERS,
        status=Status.QUARANTINED,
        reasons=("wrong_person",),
    ),
    row(
        85,
        "list-with-other-applicant",
        Doc.NOTICE,
        "1　⟦王伟⟧　工程师",
        "2　⟨孙丽华⟩　工程师",
        others=_OTHERS,
    ),
)
