"""Names that may be looked at while recognisers are written."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.generator.pool import NameEntry

# Name, its Latin spelling. None of them stands in a sample dossier or on a template.
_NAMES = {
    "two": """
        田颖 Tian Ying, 郝宁 Hao Ning, 尹慧 Yin Hui, 赖彬 Lai Bin, 曹莹 Cao Ying, 戴琼 Dai Qiong,
        曾瑜 Zeng Yu, 吕晗 Lyu Han""",
    "three": """
        赵文渊 Zhao Wenyuan, 刘淑芬 Liu Shufen, 张子墨 Zhang Zimo, 何雨桐 He Yutong,
        谢冬梅 Xie Dongmei, 贾宏伟 Jia Hongwei, 崔丽萍 Cui Liping, 史文斌 Shi Wenbin""",
    "compound": """
        司马晴 Sima Qing, 上官文静 Shangguan Wenjing, 诸葛云帆 Zhuge Yunfan, 慕容婉 Murong Wan,
        令狐志刚 Linghu Zhigang, 皇甫建业 Huangfu Jianye, 尉迟晓光 Yuchi Xiaoguang,
        端木雅 Duanmu Ya""",
    "rare": """
        顾赟 Gu Yun, 沈翀 Shen Chong, 张婳祎 Zhang Huayi, 苗禛 Miao Zhen, 秦翯然 Qin Heran,
        邹旻 Zou Min, 陶曌 Tao Zhao, 纪頔 Ji Di, 卢龑 Lu Yan, 范昪 Fan Bian""",
    "mongolian": """
        布和 Buhe, 朝鲁 Chaolu, 恩和 Enhe, 牧仁 Muren, 苏日娜 Surina, 娜仁花 Narenhua,
        萨仁高娃 Sarengaowa, 吉日嘎拉 Jirigala, 乌云毕力格 Wuyunbilige, 格日勒图雅 Geriletuya,
        呼日勒巴根 Hurilebagen, 宝音朝克图 Baoyinchaoketu, 阿拉坦其其格 Alatanqiqige,
        额尔敦巴雅尔 Eerdunbayaer, 阿拉坦格日乐图 Alatangeriletu""",
    "interpunct": """
        包·其木格 Bao Qimuge, 阿·斯日古楞 A Siriguleng, 陈·乌仁图雅 Chen Wurentuya,
        佟·哈斯 Tong Hasi, 巴·苏宁巴雅 Ba Suningbaya, 额·朝勒门 E Chaolemen""",
}


def _listed() -> Iterator[NameEntry]:
    for kind, listing in _NAMES.items():
        for entry in listing.split(","):
            name, latin = entry.strip().split(" ", 1)
            yield NameEntry(name, latin, kind)


def _word(name: str, latin: str, *phrases: tuple[str, str]) -> NameEntry:
    return NameEntry(name, latin, "word", phrases)


NAMES = (
    *_listed(),
    _word(
        "高峰",
        "Gao Feng",
        ("高峰期", "设备在用电高峰期连续运行，未出现停机。"),
        ("早高峰", "早高峰时段的数据单独统计。"),
    ),
    _word(
        "白云",
        "Bai Yun",
        ("白云鄂博", "矿样取自白云鄂博地区的两个采点。"),
        ("白云石", "辅料为粒径均匀的白云石颗粒。"),
    ),
    _word(
        "黎明",
        "Li Ming",
        ("黎明", "人工观测从黎明持续到日落。"),
        ("黎明村", "对照点设在黎明村南侧。"),
    ),
    _word(
        "高原",
        "Gao Yuan",
        ("高原", "结论对高原寒冷气候区同样适用。"),
        ("黄土高原", "取样范围不含黄土高原沟壑区。"),
    ),
    _word(
        "石林",
        "Shi Lin",
        ("阿斯哈图石林", "考察途经阿斯哈图石林景区。"),
        ("石林路", "资料存放于石林路档案库房。"),
    ),
    _word(
        "马力",
        "Ma Li",
        ("马力", "配套柴油机的额定功率为120马力。"),
        ("小马力", "小马力机具不在统计之列。"),
    ),
    _word(
        "方程",
        "Fang Cheng",
        ("回归方程", "回归方程的决定系数为0.93。"),
        ("方程组", "求解方程组得到各项权重。"),
    ),
    _word(
        "向阳",
        "Xiang Yang",
        ("向阳", "采样点均选在背风向阳处。"),
        ("向阳街道", "问卷在向阳街道发放。"),
    ),
    _word("江河", "Jiang He", ("江河湖库", "监测范围覆盖江河湖库等水体。")),
    _word("金山", "Jin Shan", ("金山镇", "试点设在金山镇的三个行政村。")),
    _word("长青", "Chang Qing", ("万古长青", "题词“万古长青”保存在档案室。")),
    _word("周全", "Zhou Quan", ("周全", "应急方案力求考虑周全。")),
    _word("夏至", "Xia Zhi", ("夏至", "日照时数在夏至前后各测一次。")),
)
