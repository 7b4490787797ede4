"""Made-up applicants: who they are, where they work, and the traps their names set.

Region 1599 is in no list of administrative codes, prefix 154 is no operator's, ``.example`` is
reserved: no value here belongs to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.generator.pictures import Looks
from benchmarks.generator.topics import MATERIALS, MEDICINE, WATER, Topic

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(first17: str) -> str:
    """``first17`` with its check character (GB 11643)."""
    total = sum(int(c) * w for c, w in zip(first17, _WEIGHTS, strict=True))
    return first17 + "10X98765432"[total % 11]


@dataclass(frozen=True, slots=True)
class Workplace:
    """An employer in every form it is written."""

    full: str
    short: str
    former: str
    english: str
    domain: str
    grade: str  # 单位所属: 区直, 盟市, 旗县区, 乡镇
    parent: str = ""  # the company that it is a branch of


@dataclass(frozen=True, slots=True)
class Past:
    """What papers of earlier years tell and no roster: each empty where nothing of it is drawn."""

    employer: str = ""  # of the day of the certificate and the contract
    name: str = ""  # 曾用名


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another person, whose data must stay."""

    name: str
    latin: str
    id_number: str = ""
    workplace: str = ""

    @property
    def sex(self) -> str:
        """From the number's 17th digit; 男 for a person without one."""
        return "女" if self.id_number and int(self.id_number[16]) % 2 == 0 else "男"


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant, and the people and words around them."""

    number: str  # 编号
    name: str
    latin: str  # as printed under an English title
    mailbox: str  # before the @
    female: bool
    ethnic: str
    id_number: str
    phone: str
    address: str
    party: str
    work: Workplace
    topic: Topic
    looks: Looks
    colleagues: tuple[Colleague, ...]  # authors beside the applicant; the first shares the employer
    longer: Colleague  # a person whose name contains, or nearly is, the applicant's
    leader: Colleague  # head of the employer
    reviewer: Colleague  # checks the papers at the office
    phrases: tuple[str, ...]  # sentences in which the name is part of a word or a place
    words: tuple[str, ...]  # the words meant, as they stand in ``phrases``
    name_is_word: bool = False  # in plain prose only a person can say who is meant (case 8)
    homonym: bool = False  # the notice is checked by another person of the same name
    name_kind: str = ""  # of pool.NAME_KINDS; empty for the samples
    in_group: bool = True  # the summary ends with a photo of a group
    past: Past = Past()
    english_listed: bool = True  # the roster gives the employer's English name

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{self.work.domain}"

    @property
    def sex(self) -> str:
        return "女" if self.female else "男"

    @property
    def birth(self) -> str:
        """Year and month as forms print it: 1985.04."""
        return f"{self.id_number[6:10]}.{self.id_number[10:12]}"

    @property
    def birth_year(self) -> int:
        return int(self.id_number[6:10])


def _person(name: str, latin: str, first17: str = "", workplace: str = "") -> Colleague:
    return Colleague(name, latin, id_number(first17) if first17 else "", workplace)


WANG_WEI = Applicant(
    number="NM2026-0001",
    name="王伟",
    latin="Wang Wei",
    mailbox="wangwei",
    female=False,
    ethnic="汉族",
    id_number=id_number("15990119850412000"),
    phone="15412345678",
    address="包头市昆都仑区样例街道虚构小区3号楼2单元501",
    party="中共党员",
    work=Workplace(
        "包头市云岭水务设计院有限公司",
        "云岭设计院",
        "包头市水利二队",
        "Yunling Water Design Institute",
        "yunling-wd.example",
        "盟市",
    ),
    topic=WATER,
    looks=Looks(),
    colleagues=(
        _person("李娜", "Li Na"),
        _person("赵强", "Zhao Qiang", workplace="内蒙古青原大学水利学院"),
        _person("孙丽华", "Sun Lihua", workplace="内蒙古青原大学水利学院"),
    ),
    longer=_person("王伟民", "Wang Weimin", "15990119781103003", "包头市西泉灌溉管理中心"),
    leader=_person("周建国", "Zhou Jianguo", "15990119690815005"),
    reviewer=_person("刘海燕", "Liu Haiyan"),
    phrases=("该做法由王伟民团队首先在西泉灌区试用。",),
    words=("王伟民",),
    homonym=True,
)

WULAN = Applicant(
    number="NM2026-0002",
    name="乌兰",
    name_is_word=True,
    latin="Wulan",
    mailbox="wulan",
    female=True,
    ethnic="蒙古族",
    id_number=id_number("15990219900215004"),
    phone="15412345679",
    address="云川旗青禾苏木样例嘎查虚构小区12号",
    party="群众",
    work=Workplace(
        "云川旗青禾苏木中心卫生院",
        "青禾卫生院",
        "青禾公社医院",
        "Qinghe Sumu Central Hospital",
        "qinghe-hosp.example",
        "乡镇",
    ),
    topic=MEDICINE,
    looks=Looks(long_hair=True, skin=(236, 198, 172), coat=(120, 36, 48)),
    colleagues=(
        _person("其力嘎", "Qiliga"),
        _person("张敏", "Zhang Min", workplace="云川旗蒙医医院"),
        _person("陈晓东", "Chen Xiaodong", workplace="内蒙古青原医学院"),
    ),
    longer=_person("乌兰其其格", "Wulanqiqige", "15990219880619002", "云川旗蒙医医院"),
    leader=_person("巴特尔", "Bateer", "15990219720303001"),
    reviewer=_person("高秀英", "Gao Xiuying"),
    phrases=(
        "项目组随乌兰牧骑演出队进入牧区开展义诊。",
        "随访对象分布在乌兰察布市和相邻的两个旗县。",
    ),
    words=("乌兰牧骑", "乌兰察布市"),
)

OUYANG = Applicant(
    number="NM2026-0003",
    name="欧阳明珠",
    latin="Ouyang Mingzhu",
    mailbox="ouyangmz",
    female=True,
    ethnic="汉族",
    id_number=id_number("15990319880307006"),
    phone="15412345680",
    address="包头市青山区样例路虚构花园7栋1803",
    party="中共党员",
    work=Workplace(
        "包头市星澜稀土材料研究院",
        "星澜研究院",
        "包头市星澜冶金试验所",
        "Xinglan Institute of Rare Earth Materials",
        "xinglan-ire.example",
        "盟市",
    ),
    topic=MATERIALS,
    looks=Looks(long_hair=True, glasses=True, ground=(200, 40, 40), width=0.94),
    colleagues=(
        _person("欧阳明", "Ouyang Ming"),
        _person("李·娜仁", "Li Naren", workplace="内蒙古青原大学材料学院"),
        _person("郑志远", "Zheng Zhiyuan", workplace="内蒙古青原大学材料学院"),
    ),
    longer=_person("欧阳明珍", "Ouyang Mingzhen", "15990319750120004", "包头市北辰磁材有限公司"),
    leader=_person("吴国庆", "Wu Guoqing", "15990319661001001"),
    reviewer=_person("马春梅", "Ma Chunmei"),
    phrases=(
        "样件曾用于东方明珠塔灯光改造工程的驱动电机。",
        "另一批次送明珠塔社区供热站进行了挂机试验。",
    ),
    words=("东方明珠塔", "明珠塔"),
)

APPLICANTS = (WANG_WEI, WULAN, OUYANG)
