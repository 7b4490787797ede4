"""Latin spellings of Chinese names, as regular expressions on lower-case toneless text."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

from redactor.textnorm import folded, is_han

COMPOUND_SURNAMES = frozenset(
    """欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 长孙 宇文 闻人 南宫 端木
    轩辕 呼延 公羊 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空
    亓官 司寇 拓跋 完颜 独孤 西门 百里""".split()
)
# The hundred most common surnames cover 85.9 % of people (公安部 2019).
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐伍倪颜岳路季兰庞殷章管齐梅游申"
    "裴凌祝包柴单解查仇纪关焦巴冀谷乔荣辛穆翟柳赖洪左车聂丛焉"
    # rarer ones, from the 百家姓
    "卫褚戚喻窦奚郎昌苗花俞鲍费廉滕毕邬安常卜元平和湛祁禹狄米贝明臧计伏成谈茅屈项阮蓝闵席麻强路"
    "娄危童盛刁骆霍虞支柯昝房缪应宗宣郁杭诸吉钮嵇滑翁荀惠甄曲封芮储靳汲井富巫乌牧隗宓全班仲伊宫"
    "宁栾甘厉戎祖符景詹束司郜蓟薄印宿怀蒲鄂索咸籍卓蔺屠蒙池阴胥闻莘党贡姬扶冉宰郦雍璩桑桂濮寿边"
    "扈燕浦尚农别庄晏瞿阎慕连茹习宦艾容古慎戈庾居衡步都耿满弘匡国寇广沃利越隆师巩晁敖融冷阚那简饶"
    "空游竺权逯盖益桓佟隋敬楚揭仉督岳亢缑闫肖"
)
_SYLLABLE = re.compile(r"[a-z]+")


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name; the surname is empty where the name has none (Mongolian names)."""
    if len(name) >= 3 and name[:2] in COMPOUND_SURNAMES:
        return name[:2], name[2:]
    if 2 <= len(name) <= 3 and name[0] in SURNAMES:
        return name[0], name[1:]
    return "", name


@cache
def syllables() -> frozenset[str]:
    """Every toneless syllable of Mandarin that pypinyin knows."""
    found: set[str] = set()
    for readings in PINYIN_DICT.values():
        for reading in readings.split(","):
            found.update(_SYLLABLE.findall(folded(reading)))
    return frozenset(found)


@cache
def _readings(char: str) -> str:
    """A group of the readings of one Han character, ü as v, u or yu."""
    spelt: set[str] = set()
    for reading in pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0][:3]:
        plain = folded(reading)
        spelt.add(plain)
        if "v" in plain:
            spelt |= {plain.replace("v", "u"), plain.replace("v", "yu")}
    return "(?:" + "|".join(sorted(spelt, key=len, reverse=True)) + ")"


def _initials(char: str) -> str:
    first = {folded(r)[0] for r in pinyin(char, style=Style.NORMAL, heteronym=True)[0][:3]}
    return "[" + "".join(sorted(first)) + "]"


_ENDS = r"(?![a-z])"
# OCR reads the raised mark of an affiliation as one more letter: Zhiganga, LAI Yib.
_MARKED_ENDS = r"(?=[a-f](?![a-z]))"


def marked_pattern(name: str) -> re.Pattern[str] | None:
    """``full_pattern`` for names to which OCR has glued one letter; the letter stays out."""
    plain = full_pattern(name)
    return plain and re.compile(plain.pattern.replace(_ENDS, _MARKED_ENDS))


def mark_may_belong(latin: str, mark: str) -> bool:
    """Whether the letter after a Latin name may be its own: Wang Xi and a, or Wang Xia."""
    last = next((e for n in range(6, 1, -1) if (e := latin[-n:]) in syllables()), "")
    return bool(last) and last + mark in syllables()


def full_pattern(name: str) -> re.Pattern[str] | None:
    """Full Latin spellings of a Han name in every order; None when it is not a Han name.

    To be searched in text that went through ``latin_view``. A comma may only stand after the
    surname, and only where the two words are alone between delimiters: in
    ``Zhang Wang, Wei Li`` nobody is called Wang Wei.
    """
    han = "".join(c for c in folded(name) if is_han(c))
    if len(han) < 2:
        return None
    surname, given = split_name(han)
    if not surname and len(han) <= 3:  # one of the surnames nobody lists, or none
        surname, given = han[:1], han[1:]
    joint = r"[\s\-'’.]{0,2}"
    g = joint.join(_readings(c) for c in given)
    if not surname:
        return re.compile(rf"(?<![a-z]){g}{_ENDS}")
    s = joint.join(_readings(c) for c in surname)
    return re.compile(
        rf"(?<![a-z])(?:{s}[\s\-]{{0,2}}{g}|{g}[\s\-]{{0,2}}{s}){_ENDS}"
        rf"|(?<![a-z])(?<![a-z] ){s}\s?,\s?{g}(?!\s?[a-z])"
    )


def initials_pattern(name: str) -> re.Pattern[str] | None:
    """Surname with initials of the given name (``Wang W.``, ``W. Wang``); None without surname.

    Weak on its own: surname and initials are shared by up to 28 of the listed names.
    """
    surname, given = split_name("".join(c for c in folded(name) if is_han(c)))
    if not surname or not given:
        return None
    s = r"[\s\-]?".join(_readings(c) for c in surname)
    # Shen W. for Shen Wenqiang: often only the first initial is given.
    first, *rest = (_initials(c) for c in given)
    i = first + "".join(rf"(?:[.\s\-]{{0,2}}{c})?" for c in rest)
    return re.compile(rf"(?<![a-z])(?:{s},?\s?{i}(?![a-z])\.?|(?<![a-z]){i}\.?\s?{s}(?![a-z]))")


def mailbox_pattern(name: str) -> re.Pattern[str] | None:
    """The name as the local part of a mail address: wangwei, wwei, wang.w85 …

    Searched with ``fullmatch`` on the local part, lower case, without digits at the ends.
    """
    surname, given = split_name("".join(c for c in folded(name) if is_han(c)))
    if not given:
        return None
    joint = r"[._\-]?"
    g = joint.join(_readings(c) for c in given)
    if not surname:
        return re.compile(g)
    s, gi = "".join(_readings(c) for c in surname), "".join(_initials(c) for c in given)
    si = "".join(_initials(c) for c in surname)
    forms = [f"{a}{joint}{b}" for a, b in product([s], [g, gi])]
    forms += [f"{g}{joint}{s}", f"{gi}{joint}{s}", f"{si}{joint}{g}", f"{g}{joint}{si}"]
    return re.compile("|".join(forms))
