"""Cases 1 to 21 of RULES.md (b): the applicant's name, and the names of others."""

from __future__ import annotations

from redactor.datatypes import DocClass as Doc
from tests.cases.people import GAOFENG, LYU, NAREN, OUYANG, QILIGA, QILIGA_SPELT, WULAN, ZHAO
from tests.cases.rows import Row, cells, down, row, turned

ROWS: tuple[Row, ...] = (
    # 1: a field of a form
    row(1, "field", Doc.FORM, "姓名：⟦王伟⟧　性别：男", bare=True),
    row(1, "cell", Doc.FORM, "姓名\t⟦赵霁云⟧\t性别\t女", profile=ZHAO, bare=True),
    row(1, "spaced-label", Doc.ASSESSMENT, "姓　　名：⟦赵霁云⟧　民族：汉", profile=ZHAO, bare=True),
    # 2: among authors; the rank stays readable
    row(2, "superscripts", Doc.PAPER, "⟨李娜⟩{other_person}¹，⟦王伟⟧²*，赵强¹", tokens=("申报人",)),
    row(2, "raised", Doc.PAPER, "李娜^1^，⟦王伟⟧^2*^，赵强^1^", tokens=("申报人",)),
    row(2, "raised-first", Doc.PAPER, "⟦王伟⟧^1,2,*^，李娜^1^，赵强^2^", tokens=("申报人",)),
    row(
        2,
        "raised-last",
        Doc.PAPER,
        "李娜^1^、赵强^2^、⟦赵霁云⟧^1†^",
        profile=ZHAO,
        tokens=("申报人",),
    ),
    row(
        2,
        "semicolons",
        Doc.PAPER,
        "孙丽华；⟦赵霁云⟧；周建国；李娜",
        profile=ZHAO,
        tokens=("申报人",),
    ),
    row(2, "spaced", Doc.PAPER, "李 娜1, ⟦王 伟⟧2,*, 赵 强1", tokens=("申报人",)),
    row(
        2,
        "gaps-between",
        Doc.PAPER,
        "孙丽华␣␣⟦赵霁云⟧^*^␣␣周建国",
        profile=ZHAO,
        tokens=("申报人",),
    ),
    row(
        2,
        "blanks-between",
        Doc.PAPER,
        "孙丽华　⟦赵霁云⟧*　周建国",
        profile=ZHAO,
        tokens=("申报人",),
    ),
    row(
        2,
        "latin",
        Doc.PAPER,
        "LI Na^1^, ⟦WANG Wei⟧{own_spelling}^2,*^, ZHAO Qiang^1^",
        tokens=("申报人",),
    ),
    row(
        2,
        "bar",
        Doc.PAPER,
        "李娜^1^，⟦王伟⟧^2*^，赵强^1^",
        tokens=("",),
        switches={"author_token": "bar"},
    ),
    # 3: the only author
    row(3, "only-author", Doc.PAPER, "作者：⟦王伟⟧", tokens=("申报人",)),
    row(3, "only-author-notice", Doc.AWARD, "作者：⟦赵霁云⟧　指导单位：样例学会", profile=ZHAO),
    # 4: a row that gives the rank
    row(4, "rank-behind", Doc.AWARD, "⟦王伟⟧（第1完成人）　李娜（第2完成人）"),
    row(4, "rank-before", Doc.SUMMARY, "第3完成人：⟦赵霁云⟧，获二等奖", profile=ZHAO),
    row(4, "rank-cells", Doc.AWARD, "1\t李娜\t第1完成人", "2\t⟦王伟⟧\t第2完成人"),
    # 5: the same name in another person's place
    row(5, "reviewer", Doc.FORM, "审核人：⁇王伟⁇{homonym}（人社局）"),
    row(5, "signed", Doc.ASSESSMENT, "单位负责人（签字）：⁇赵霁云⁇{homonym}", profile=ZHAO),
    row(5, "redact", Doc.FORM, "审核人：⟦王伟⟧（人社局）", switches={"homonym": "redact"}),
    row(5, "keep", Doc.FORM, "审核人：⟨王伟⟩{homonym}（人社局）", switches={"homonym": "keep"}),
    # 6: twice among the authors
    row(6, "two-authors", Doc.PAPER, "⁇王伟⁇{homonym}¹，⁇王伟⁇{homonym}²，李娜¹"),
    row(
        6,
        "two-winners",
        Doc.AWARD,
        "完成人：⁇赵霁云⁇{homonym}、李娜、⁇赵霁云⁇{homonym}",
        profile=ZHAO,
    ),
    # 7: inside a longer name
    row(7, "list", Doc.AWARD, "⟨王伟民⟩{inside_longer_name}、⟨王伟华⟩{inside_longer_name}、李娜"),
    row(7, "beside-own", Doc.PAPER, "⟨王伟民⟩{inside_longer_name}，⟦王伟⟧，李娜"),
    row(7, "prose", Doc.SUMMARY, "由⟨王伟民⟩{inside_longer_name}主持，⟦王伟⟧同志参加。"),
    row(7, "law-case", Doc.SUMMARY, "代理⟦王伟⟧民事案件的卷宗已归档。"),
    row(7, "mongolian", Doc.AWARD, "⟨乌兰其其格⟩{inside_longer_name}、⟦乌兰⟧、李娜", profile=WULAN),
    row(7, "interpunct", Doc.AWARD, "⟦李·娜仁⟧、⟨李娜仁花⟩、赵强", profile=NAREN),
    # 8: inside a word or a place
    row(
        8,
        "troupe",
        Doc.SUMMARY,
        "随⟨乌兰牧骑⟩{inside_word}赴⟨乌兰察布市⟩{inside_word}演出三场。",
        profile=WULAN,
    ),
    row(8, "peak", Doc.SUMMARY, "错开用水⟨高峰期⟩{inside_word}供水。", profile=GAOFENG),
    row(8, "careful-prose", Doc.SUMMARY, "今年⁇高峰⁇{?}加密巡查。", profile=GAOFENG),
    row(8, "careful-label", Doc.FORM, "申报人：⟦高峰⟧", profile=GAOFENG),
    row(8, "careful-author", Doc.PAPER, "李娜¹，⟦高峰⟧²，赵强¹", profile=GAOFENG),
    row(8, "king", Doc.SUMMARY, "学习⟨国王伟大⟩{inside_word}的事业一文。"),
    row(8, "pearl", Doc.SUMMARY, "⟦欧阳明珠⟧同志参观东方⟨明珠⟩塔。", profile=OUYANG),
    # 9: surname and title
    row(9, "own-summary", Doc.SUMMARY, "⟦王伟⟧同志从教十年，⁇王老师⁇{surname_title}深受好评。"),
    row(
        9,
        "own-assessment",
        Doc.ASSESSMENT,
        "主管意见：⁇赵工⁇{surname_title}工作扎实。",
        profile=ZHAO,
    ),
    row(9, "other-paper", Doc.OTHER, "巡查由⟨王工⟩带队，当日返回。"),
    row(
        9,
        "keep",
        Doc.SUMMARY,
        "⟦王伟⟧同志从教十年，⟨王老师⟩深受好评。",
        switches={"surname_title": "keep"},
    ),
    # 10: the given name alone
    row(10, "comrade", Doc.SUMMARY, "⟦王伟⟧业绩突出，⁇伟同志⁇{given_name}堪称骨干。"),
    row(10, "little", Doc.SUMMARY, "⟦王伟⟧入职后，⁇小伟⁇{given_name}进步很快。"),
    row(
        10,
        "two-characters",
        Doc.SUMMARY,
        "⟦赵霁云⟧入职后，⁇霁云同志⁇{given_name}进步很快。",
        profile=ZHAO,
    ),
    # 11: pinyin
    row(11, "usual", Doc.PAPER, "Li Na, ⟦Wang Wei⟧{own_spelling}, Zhao Qiang"),
    row(11, "capitals", Doc.PAPER, "LI NA, ⟦WANG WEI⟧{own_spelling}, ZHAO QIANG"),
    row(11, "western", Doc.PAPER, "Na Li, ⟦Wei Wang⟧{own_spelling}, Qiang Zhao"),
    row(11, "comma", Doc.PAPER, "LI, Na; ⟦WANG, Wei⟧{own_spelling}; ZHAO, Qiang"),
    row(11, "tones", Doc.PAPER, "Lǐ Nà, ⟦Wáng Wěi⟧{own_spelling}, Zhào Qiáng"),
    row(11, "joined", Doc.OTHER, "系统账号：⟦wangwei⟧{own_spelling}，权限：填报"),
    row(11, "hyphen", Doc.PAPER, "LI Na, ⟦ZHAO Ji-yun⟧{own_spelling}, SUN Lihua", profile=ZHAO),
    row(11, "apart", Doc.PAPER, "Li Na, ⟦Zhao Ji Yun⟧{own_spelling}, Sun Li Hua", profile=ZHAO),
    row(11, "v-for-umlaut", Doc.PAPER, "Li Na, ⟦Lv Siyuan⟧{own_spelling}, Zhao Qiang", profile=LYU),
    row(11, "u-for-umlaut", Doc.PAPER, "Li Na, ⟦Lu Siyuan⟧{own_spelling}, Zhao Qiang", profile=LYU),
    row(
        11, "yu-for-umlaut", Doc.PAPER, "LI Na, ⟦LYU Si-yuan⟧{own_spelling}, SUN Lihua", profile=LYU
    ),
    row(11, "umlaut", Doc.PAPER, "Li Na, ⟦Lü Siyuan⟧{own_spelling}, Zhao Qiang", profile=LYU),
    row(11, "compound", Doc.PAPER, "Li Na, ⟦Ouyang Mingzhu⟧{own_spelling}", profile=OUYANG),
    row(11, "longer", Doc.PAPER, "Li Na, ⟨Wang Weimin⟩, ⟦Wang Wei⟧{own_spelling}"),
    # 12: abbreviated
    row(12, "author-block", Doc.PAPER, "Li N., ⟦Wang W.⟧{own_spelling}, Zhao Q."),
    row(12, "author-western", Doc.PAPER, "N. Li, ⟦W. Wang⟧{own_spelling}, Q. Zhao"),
    row(12, "author-initials", Doc.PAPER, "N.L., ⟦W.W.⟧{own_spelling}, Q.Z."),
    *(
        row(
            12,
            f"reference-{wanted}",
            Doc.PAPER,
            "参考文献",
            f"[3] ⟨Li N⟩, {marked} ⟨Seepage control[J]. 样例学报, 2021⟩.",
            switches={} if wanted == "ask" else {"reference_initials": wanted},
        )
        for wanted, marked in (
            ("ask", "⁇Wang W.⁇{reference_initials}"),
            ("keep", "⟨Wang W.⟩{reference_initials}"),
            ("redact", "⟦Wang W.⟧{own_spelling}"),
        )
    ),
    row(12, "elsewhere", Doc.SUMMARY, "引用了⁇W. Wang⁇{near_miss}的综述。"),
    row(
        12, "other-initials", Doc.PAPER, "Li N., ⟨Wang H.⟩, ⟦Zhao J.Y.⟧{own_spelling}", profile=ZHAO
    ),
    # 13: an own earlier paper in the list of references
    row(
        13,
        "reference",
        Doc.PAPER,
        "参考文献",
        "[3] ⟦王伟⟧，⟨李娜⟩. ⟨渠道防渗衬砌[J]. 样例学报, 2021⟩.",
    ),
    row(
        13,
        "keep",
        Doc.PAPER,
        "[3] ⟨王伟⟩{reference_kept}，李娜. 渠道防渗衬砌[J]. 样例学报.",
        switches={"references": "keep"},
    ),
    row(
        13,
        "ask",
        Doc.PAPER,
        "[3] ⁇王伟⁇{reference_kept}，李娜. 渠道防渗衬砌[J]. 样例学报.",
        switches={"references": "ask"},
    ),
    # 14: spaced and full width
    row(14, "wide-blank", Doc.FORM, "申报人：⟦王　伟⟧　性别：男"),
    row(14, "gap", Doc.FORM, "申报人：⟦王␣伟⟧　性别：男"),
    row(14, "gap-cell", Doc.FORM, "申报人\t⟦王␣伟⟧\t男"),
    row(14, "gap-prose", Doc.OTHER, "由⁇王␣伟⁇{border_unsure}主持。"),
    row(14, "blank", Doc.OTHER, "巡查记录人：⟦王 伟⟧，记录完整。"),
    row(14, "three-characters", Doc.FORM, "申报人：⟦赵 霁 云⟧", profile=ZHAO),
    row(14, "full-width-latin", Doc.PAPER, "Ｌｉ Ｎａ, ⟦Ｗａｎｇ Ｗｅｉ⟧{own_spelling}"),
    # 15: over lines, cells and columns
    row(
        15,
        "line-end",
        Doc.SUMMARY,
        "本项目主要完成人员共三名，他们是李娜、赵强、⟦王⟧",
        "⟦伟⟧，均为在编人员。",
    ),
    row(15, "column", Doc.OTHER, "记录人见右侧。", down("⟦王伟⟧")),
    row(15, "column-three", Doc.FORM, "申报人见右侧签注。", down("⟦赵霁云⟧"), profile=ZHAO),
    row(15, "turned", Doc.FORM, "骑缝处横排：", turned("申报人：⟦王伟⟧")),
    row(15, "cells", Doc.FORM, cells("申报人\t⟦王\t伟⟧\t\t男", 40)),
    # 16: slips of the reading (more in table_readings.py); a text layer has none
    row(16, "text-layer", Doc.FORM, "推荐人：⟨玉伟⟩　⟨王韦⟩　⟨王佛⟩"),
    row(16, "scan", Doc.FORM, "申报人：⟦王伟⟧{?}　性别：男", scan=True),
    # 17: traditional and variant characters, other spellings
    row(17, "traditional", Doc.OTHER, "⟦王偉⟧同志負責巡查。"),
    row(17, "traditional-three", Doc.PAPER, "李娜，⟦趙霽雲⟧，孫麗華", profile=ZHAO),
    row(17, "alias", Doc.OTHER, "记录人：⟦其合力嘎⟧", profile=QILIGA_SPELT),
    row(17, "similar-form", Doc.OTHER, "记录人：⁇其合力嘎⁇{name_variant}", profile=QILIGA),
    # 18: former names, Mongolian script
    row(18, "former", Doc.FORM, "曾用名：⟦王卫⟧"),
    row(18, "former-author", Doc.PAPER, "李娜，⟦赵小满⟧，孙丽华", profile=ZHAO),
    # 21: other people's names and signatures
    row(21, "leader", Doc.ASSESSMENT, "校长 ⟨赵强⟩（签字）　评审专家意见：⟨同意⟩"),
    row(21, "experts", Doc.FORM, "同行专家：⟨孙丽华⟩　推荐意见：⟨能力突出⟩"),
    row(
        21,
        "leader-ask",
        Doc.ASSESSMENT,
        "校长：⁇赵强⁇{own_leader}（签字）",
        switches={"own_leaders": "ask"},
    ),
    row(
        21,
        "leader-redact",
        Doc.ASSESSMENT,
        "校长：⟦赵强⟧{own_leader}（签字）",
        switches={"own_leaders": "redact"},
    ),
)
