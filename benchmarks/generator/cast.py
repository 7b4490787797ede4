"""Names and employers that may be looked at while recognisers are written."""

from __future__ import annotations

from benchmarks.generator.pool import EmployerEntry, NameEntry
from benchmarks.generator.topics import MATERIALS, MEDICINE, WATER

NAMES = (
    NameEntry(
        "高峰",
        "Gao Feng",
        "word",
        (
            ("高峰期", "设备在用电高峰期连续运行，未出现停机。"),
            ("早高峰", "早高峰时段的数据单独统计。"),
        ),
    ),
    NameEntry(
        "白云",
        "Bai Yun",
        "word",
        (
            ("白云鄂博", "矿样取自白云鄂博地区的两个采点。"),
            ("白云石", "辅料为粒径均匀的白云石颗粒。"),
        ),
    ),
    NameEntry("江河", "Jiang He", "word", (("江河湖库", "监测范围覆盖江河湖库等水体。"),)),
    NameEntry("金山", "Jin Shan", "word", (("金山镇", "试点设在金山镇的三个行政村。"),)),
    NameEntry("长青", "Chang Qing", "word", (("万古长青", "题词“万古长青”保存在档案室。"),)),
    NameEntry("周全", "Zhou Quan", "word", (("周全", "应急方案力求考虑周全。"),)),
    NameEntry("苏木", "Su Mu", "word", (("苏木乡镇", "数据由各苏木乡镇逐级汇总上报。"),)),
    NameEntry("苏日娜", "Surina", "mongolian"),
    NameEntry("阿拉坦其其格", "Alatanqiqige", "mongolian"),
    NameEntry("娜仁花", "Narenhua", "mongolian"),
    NameEntry("布和", "Buhe", "mongolian"),
    NameEntry("萨仁高娃", "Sarengaowa", "mongolian"),
    NameEntry("朝鲁", "Chaolu", "mongolian"),
    NameEntry("乌云毕力格", "Wuyunbilige", "mongolian"),
    NameEntry("恩和", "Enhe", "mongolian"),
)
PLACES = ("云川", "青原", "北泉", "沙陀", "南岭", "金泊", "松台", "赤岩", "平河", "西渡")
MARKS = ("恒信", "启源", "瑞达", "众诚", "博远", "天弘", "晟和", "汇泽", "鼎新", "凌云")
EMPLOYERS = (
    EmployerEntry(
        WATER,
        "{p}市{m}水利勘测设计有限责任公司",
        "{m}水利设计",
        "{p}市农田水利工程队",
        "{P} {M} Water Survey and Design",
        "盟市",
    ),
    EmployerEntry(
        WATER,
        "{p}县{m}灌区管理服务中心",
        "{m}灌区中心",
        "{p}县{m}扬水站",
        "{M} Irrigation Service Center of {P}",
        "旗县区",
    ),
    EmployerEntry(
        MEDICINE,
        "{p}旗{m}镇卫生院",
        "{m}镇卫生院",
        "{m}人民公社卫生所",
        "{M} Township Health Center",
        "乡镇",
    ),
    EmployerEntry(
        MEDICINE,
        "{p}区{m}妇幼保健院",
        "{m}妇幼",
        "{p}区{m}接生站",
        "{P} {M} Maternal and Child Hospital",
        "旗县区",
    ),
    EmployerEntry(
        MATERIALS,
        "{p}{m}新材料科技股份有限公司",
        "{m}新材",
        "{p}{m}耐火材料厂",
        "{P} {M} Advanced Materials",
        "盟市",
    ),
    EmployerEntry(
        MATERIALS,
        "{p}市第{n}职业技术学校",
        "{p}{n}职",
        "{p}市第{n}技工学校",
        "No. {N} Vocational School of {P}",
        "盟市",
    ),
)
