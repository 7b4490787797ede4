"""Latin spellings of Chinese names, as regular expressions on lower-case toneless text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.phrases_dict import phrases_dict

from redactor.recognise.lexicon import (
    MONGOLIAN_LETTERS,
    MONGOLIAN_PARTS,
    MONGOLIAN_SURNAMES,
    REGIONAL_SURNAMES,
)
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
    # and rarer ones of today, some of them other spellings (萧, 付)
    "易鲁尤舒牟柏芦卞邰鄢练萧付佘谌粟涂欧逄冼仝苟辜楼鞠栗迟尉郄雒亓时展占郏岑晋沐幸"
    "綦郗郇禚苑邸蔚檀矫隽谯庹佴禤鄞茆蒯笪眭乜仵訾阙琚蹇缐鄯鄱郐蔄鄣昃邝贲贠糜蒿"
)
# Characters that are read otherwise, or in more ways, when they are surnames.
_SURNAME_READINGS = {
    **dict(
        zip(
            "单曾解仇区查盖朴乐翟缪种折召员覃黑牟任华冼应薄石盛宁尹沈卜么句佴郇祭宓",
            "shan zeng xie qiu ou zha ge piao yue zhai miao chong she shao yun qin he mu ren hua "
            "xian ying bo shi sheng ning yin shen bu yao gou nai xun zhai mi".split(),
            strict=True,
        )
    ),
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "万俟": "mo qi",
    "澹台": "tan tai",
    "单于": "chan yu",
    "令狐": "ling hu",
}
_SYLLABLE = re.compile(r"[a-z]+")
_JOINT = r"[\s\-'’.]{0,2}"  # between the syllables of a name
Halves = tuple[re.Pattern[str], re.Pattern[str]]  # for surname and given name
_WHOLE_GIVEN = 3  # characters of a given name that few others have
_FEW_PHRASES = 5  # with fewer, phrases say nothing
_IN_USE = 0.1  # of the phrases with the character


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name; the surname is empty where the name has none (Mongolian names)."""
    if len(name) >= 3 and name[:2] in COMPOUND_SURNAMES:
        return name[:2], name[2:]
    if 2 <= len(name) <= 3 and name[0] in SURNAMES:
        return name[0], name[1:]
    return "", name


def _split_own(name: str) -> tuple[str, str]:
    """``split_name`` of a name that is known to be one: 区 and 员 are surnames, too, but in text
    rather words. Mongols have a family's name before their own: 包 | 乌日娜, 云 | 小燕.
    """
    surname, given = split_name(name)
    if surname or not name or MONGOLIAN_PARTS.fullmatch(name):
        return surname, given
    family = name[0] in MONGOLIAN_SURNAMES and len(name) >= 4
    regional = name[0] in REGIONAL_SURNAMES and len(name) >= 2
    listed = name[0] in _SURNAME_READINGS and 2 <= len(name) <= 3
    # One that nobody lists: no Mongolian name is spelt with two such characters.
    rare = len(name) == 3 and MONGOLIAN_LETTERS.isdisjoint(name[1:])
    return (name[0], name[1:]) if family or regional or listed or rare else ("", name)


@cache
def syllables() -> frozenset[str]:
    """Every toneless syllable of Mandarin that pypinyin knows."""
    found: set[str] = set()
    for readings in PINYIN_DICT.values():
        for reading in readings.split(","):
            found.update(_SYLLABLE.findall(folded(reading)))
    return frozenset(found)


def is_pinyin(word: str) -> bool:
    """Whether a word of lower-case letters is made of whole syllables of Mandarin."""
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(
            start in ends and word[start:end] in syllables()
            for start in range(max(0, end - 6), end)
        ):
            ends.add(end)
    return len(word) in ends


def _spellings(char: str, *, surname: bool = False) -> set[str]:
    """Toneless readings of a Han character that living names have, ü as v, u or yu.

    Dictionaries also read 王 yu and 石 dan: "Yu Wei" is somebody else. A reading counts when it
    is the usual one, when phrases use it often enough, or when the surname has it.
    """
    spelt = set(_SURNAME_READINGS.get(char, "").split()) if surname else set()
    known = [folded(r) for r in pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]]
    spelt |= {known[0]} if surname else _living(char, tuple(dict.fromkeys(known)))
    for plain in [s for s in spelt if "v" in s]:
        spelt |= {plain.replace("v", "u"), plain.replace("v", "yu")}
    return spelt


@cache
def _living(char: str, known: tuple[str, ...]) -> set[str]:
    """Those of the ``known`` readings that are in use, by the phrases of pypinyin."""
    if len(known) == 1:
        return set(known)
    used = Counter(
        folded(reading[0])
        for phrase, readings in phrases_dict.items()
        if char in phrase
        for c, reading in zip(phrase, readings, strict=False)
        if c == char
    )
    if used.total() < _FEW_PHRASES:
        return set(known[:2])
    return {known[0]} | {r for r in known if used[r] >= max(2, _IN_USE * used.total())}


def readings(char: str, *, surname: bool = False) -> str:
    """A pattern for the toneless readings of a Han character, the longest first."""
    spelt = _spellings(char, surname=surname)
    return "(?:" + "|".join(sorted(spelt, key=lambda s: (-len(s), s))) + ")"


def _initials(char: str, *, surname: bool = False) -> str:
    first = {s[0] for s in _spellings(char, surname=surname)}
    return "[" + "".join(sorted(first)) + "]"


def _surname(surname: str, joint: str = "") -> str:
    """A pattern for a surname; 尉迟 is read yu chi in this place only."""
    usual = joint.join(readings(c, surname=True) for c in surname)
    own = _SURNAME_READINGS.get(surname, "").split() if len(surname) == 2 else []
    return f"(?:{usual}|{joint.join(own)})" if own else usual


_ENDS = r"(?![a-z])"
_ALONE_ENDS = r"(?!\s?[a-z])"
# 姓名拼音 WANG, WEI, and under it Name in Pinyin: the label begins its cell.
_LINE_BEGINS = r"(?:(?<![^\n])|(?<=[\u4e00-\u9fff:])|(?<=[\u4e00-\u9fff:] ))"
# This is to certify that Wang, Wei has …; Full Name Wang, Wei, and under it Sex.
_LEADS = "that to by dear name name: holder: bearer: mr. ms."
_LED = "(?:" + "|".join(rf"(?<={word} )" for word in _LEADS.split()) + ")"
_SAID_OF = (
    r"(?:(?!\s?[a-z])|(?=\n)|(?=[ ](?:has|had|is|was|of|from|for|who|in|at|as|with|on|no|id|"
    r"successfully|received|completed|attended|participated|passed)(?![a-z])))"
)
# OCR reads the raised mark of an affiliation as one more letter: Zhiganga, LAI Yib. So it does
# with † and ¹: Qing Changt, QIU Meil.
_MARKED_ENDS = r"(?=[a-fitl](?![a-z]))"


def printed_forms(name: str) -> tuple[str, ...]:
    """A Han name in Latin letters as papers print it, by its usual reading, in either order."""
    surname, given = divided(name)
    if len(surname + given) < 2:
        return ()
    own = _SURNAME_READINGS.get(surname, "").split() or lazy_pinyin(surname, v_to_u=False)
    s = "".join(own).capitalize()
    g = "".join(lazy_pinyin(given, v_to_u=False)).capitalize()
    if not surname:
        return g, g.upper()
    pairs = (s, g), (g, s), (s.upper(), g), (g, s.upper()), (s.upper(), g.upper())
    return tuple(f"{a} {b}" for a, b in pairs)


def marked_pattern(name: str) -> re.Pattern[str] | None:
    """``full_pattern`` for names to which OCR has glued one letter; the letter stays out."""
    plain = full_pattern(name)
    if plain is None:
        return None
    marked = plain.pattern.replace(_ENDS, _MARKED_ENDS).replace(_ALONE_ENDS, _MARKED_ENDS)
    return re.compile(marked)


def mark_may_belong(latin: str, mark: str) -> bool:
    """Whether the letter after a Latin name may be its own: Wang Xi and a, or Wang Xia."""
    last = next((e for n in range(6, 1, -1) if (e := latin[-n:]) in syllables()), "")
    return bool(last) and last + mark in syllables()


def full_pattern(name: str) -> re.Pattern[str] | None:
    """Full Latin spellings of a Han name in every order; None when it is not a Han name.

    To be searched in text that went through ``latin_view``. A comma may only stand after the
    surname, and only where the two words are alone between delimiters, or begin a line, or stand
    behind their label, and one person is meant: in ``Zhang Wang, Wei Li`` nobody is called Wang
    Wei. Of a name with a dot either part may stand before it: catalogues take Chaolemen E for a man
    of the family Chaolemen.
    """
    surname, given = divided(name)
    if len(surname + given) < 2:
        return None
    s = _surname(surname, _JOINT)
    if not surname and len(given) <= 3:  # one of the surnames nobody lists, or none
        s, given = readings(given[0]), given[1:]
    g = _JOINT.join(readings(c) for c in given)
    if not s:
        # Gaowa Siqin: who looks for a surname takes the first half of 斯琴高娃 for one.
        halves = (
            rf"|{_JOINT.join(map(readings, given[n:]))}[ \-]{_JOINT.join(map(readings, given[:n]))}"
            for n in range(2, len(given) - 1)
        )
        return re.compile(rf"(?<![a-z])(?:{g}{''.join(halves)}){_ENDS}")
    turned = rf"|(?<![a-z]){g}\s?,\s?{s}{_ALONE_ENDS}" if "·" in folded(name) else ""
    return re.compile(
        rf"{_in_either_order(s, g)}|(?<![a-z])(?<![a-z] ){s}\s?,\s?{g}{_ALONE_ENDS}{turned}"
        rf"|(?:{_LINE_BEGINS}|{_LED}){s}\s?,\s?{g}(?![a-z]){_SAID_OF}"
    )


def rare_pattern(name: str) -> re.Pattern[str] | None:
    """Spellings by readings of the given name that no phrase shows in use; None where it has none.

    Whose they are is a question: 王石 may be Wang Dan, but many another is.
    """
    surname, given = divided(name)
    if not surname or not 1 <= len(given) <= 2:
        return None
    heard = [{folded(r) for r in pinyin(c, style=Style.NORMAL, heteronym=True)[0]} for c in given]
    if all(h <= _spellings(c) for h, c in zip(heard, given, strict=True)):
        return None
    g = _JOINT.join(f"(?:{'|'.join(sorted(h))})" for h in heard)
    s = _surname(surname, _JOINT)
    return re.compile(_in_either_order(s, g))


def half_patterns(name: str) -> Halves | None:
    """Surname and given name as words of their own, in text that went through ``latin_view``; None
    where the name has no surname.
    """
    parts = _parts(name)
    if parts is None:
        return None
    words = _surname(parts[0], _JOINT), _JOINT.join(map(readings, parts[1]))
    family, called = (re.compile(rf"(?<![a-z]){word}{_ENDS}") for word in words)
    return family, called


def _in_either_order(surname: str, given: str) -> str:
    # SITU/YULIN: tickets and registers of conferences have it so.
    words = rf"{surname}(?:[\s\-]{{0,2}}|\s?/\s?){given}|{given}[\s\-]{{0,2}}{surname}"
    return f"(?<![a-z])(?:{words}){_ENDS}"


def initials_pattern(name: str) -> re.Pattern[str] | None:
    """Surname with initials of the given name (``Wang W.``, ``W. Wang``); None without surname.

    Weak on its own: surname and initials are shared by up to 28 of the listed names.
    """
    parts = _parts(name)
    if parts is None:
        return None
    s, i = _surname(parts[0], r"[\s\-]?"), _given_initials(parts[1])
    if len(parts[0]) == 1 and min(map(len, _spellings(parts[0], surname=True))) == 1:
        # E C, HARRIS T: two letters are a name only where a list of people has room for one.
        return re.compile(rf"(?<![^\s\];])(?<![a-z] ){s},? {i}\.?(?=[;,])")
    turned = ""
    if "·" in folded(name):  # Wurentuya C.: what follows the dot is taken for the surname, too
        g = _JOINT.join(map(readings, parts[1]))
        si = _initials(parts[0][0], surname=True)
        turned = rf"|{g},?\s?{si}(?![a-z])\.?|{si}\.?\s?{g}{_ENDS}"
        if len(parts[1]) >= _WHOLE_GIVEN:  # Suningbaya of 巴·苏宁巴雅, as passports have it
            turned += rf"|{g}{_ENDS}"
    return re.compile(rf"(?<![a-z])(?:{s},?\s?{i}(?![a-z])\.?|{i}\.?\s?{s}{_ENDS}{turned})")


def marked_initials_pattern(name: str) -> re.Pattern[str] | None:
    """``W. Wanga``: the initials before a surname to which OCR has glued a raised mark."""
    parts = _parts(name)
    if parts is None:
        return None
    i = _given_initials(parts[1])
    return re.compile(rf"(?<![a-z]){i}\.\s?{_surname(parts[0])}{_MARKED_ENDS}")


def lone_initials_pattern(name: str) -> re.Pattern[str] | None:
    """Initials alone (``W.W.``), as a statement of who contributed what has them: surname first or
    last, and then with one for a given name of two characters, too (Z.P. of Zhenshu Piao).

    Anywhere else they are nobody's: ``Smith, W.W.`` and ``W. W. Smith`` look the same.
    """
    parts = _parts(name)
    if parts is None:
        return None
    surname, (first, *rest) = _initials(parts[0][0], surname=True), map(_initials, parts[1])
    orders = [surname, first, *rest], [first, *rest, surname], [first, surname]
    body = "|".join(r"\.[\s\-]?".join(order) for order in orders)
    return re.compile(rf"(?<![a-z.])(?:{body})\.(?!\s?[a-z]\.|[a-z])")


def _parts(name: str) -> tuple[str, str] | None:
    surname, given = divided(name)
    if not surname and len(given) in (2, 3) and not MONGOLIAN_LETTERS.intersection(given):
        surname, given = given[0], given[1:]  # one of the surnames nobody lists: 禚
    return (surname, given) if 0 < len(surname) <= 2 and given else None


def divided(name: str) -> tuple[str, str]:
    """Surname and given name as Latin letters order them, Han characters only.

    What stands before a dot is written like a surname: Wurentuya Chen is 陈·乌仁图雅, and
    Chaolemen E 额·朝勒门.
    """
    head, _, rest = ("".join(filter(is_han, part)) for part in folded(name).partition("·"))
    return (head, rest) if head and rest else _split_own(head + rest)


def _given_initials(given: str) -> str:
    # Shen W. for Shen Wenqiang: often only the first initial is given.
    first, *rest = (_initials(c) for c in given)
    return first + "".join(rf"(?:[.\s\-]{{0,2}}{c})?" for c in rest)


def mailbox_of(mail: str) -> str:
    """What stands before the @, without what is added to a name there: wangwei1985@… is wangwei."""
    return folded(mail).partition("@")[0].strip("0123456789._-")


def without_words(mailbox: str) -> tuple[str, str]:
    """The same without a last and without a first word that is added: wangwei_bt, nm.wangwei."""
    return re.sub(r"[._-][^._-]+$", "", mailbox), re.sub(r"^[^._-]+[._-]", "", mailbox)


_OWN_LETTERS = 4  # altqqg@ of Alatanqiqige: fewer are many people's


def mailbox_patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """The name as the local part of a mail address: written out (wangwei, wei.wang), and with
    initials (wwei, wang.w), which many people share.

    Searched with ``fullmatch`` on the local part, lower case, without digits at the ends.
    """
    surname, given = divided(name)
    if not given:
        return None
    joint = r"[._\-]?"
    g = joint.join(readings(c) for c in given)
    if not surname:
        letters = "".join(_initials(c) for c in given)
        return re.compile(g), re.compile(letters if len(given) >= _OWN_LETTERS else r"(?!)")
    s, gi = _surname(surname), "".join(_initials(c) for c in given)
    si = "".join(_initials(c, surname=True) for c in surname)
    weak = [(s, gi), (gi, s), (si, g), (g, si)]
    if len(surname + given) >= _OWN_LETTERS:
        weak.append((si, gi))  # oyxm of 欧阳雪梅
    return (
        re.compile(f"{s}{joint}{g}|{g}{joint}{s}"),
        re.compile("|".join(f"{a}{joint}{b}" for a, b in weak)),
    )
