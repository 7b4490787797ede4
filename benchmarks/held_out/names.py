"""Applicants' names."""

from __future__ import annotations

from benchmarks.generator.pool import NameEntry

NAMES = (
    NameEntry("佟磊", "Tong Lei", "two"),
    NameEntry("阮欣", "Ruan Xin", "two"),
    NameEntry("卜燕", "Bu Yan", "two"),
    NameEntry("逯捷", "Lu Jie", "two"),
    NameEntry("隋广田", "Sui Guangtian", "three"),
    NameEntry("解晓东", "Xie Xiaodong", "three"),
    NameEntry("单国强", "Shan Guoqiang", "three"),
    NameEntry("仇丽娟", "Qiu Lijuan", "three"),
    NameEntry("宿冬梅", "Su Dongmei", "three"),
    NameEntry("尉迟景明", "Yuchi Jingming", "compound"),
    NameEntry("完颜静姝", "Wanyan Jingshu", "compound"),
    NameEntry("澹台雨", "Tantai Yu", "compound"),
    NameEntry("拓跋雪", "Tuoba Xue", "compound"),
    NameEntry("冀赟", "Ji Yun", "rare"),
    NameEntry("路翾", "Lu Xuan", "rare"),
    NameEntry("郜昇禛", "Gao Shengzhen", "rare"),
    NameEntry("褚祎宸", "Chu Yichen", "rare"),
    NameEntry("阚翯", "Kan He", "rare"),
    NameEntry("栗婳", "Li Hua", "rare"),
    NameEntry("图布新", "Tubuxin", "mongolian"),
    NameEntry("通拉嘎", "Tonglaga", "mongolian"),
    NameEntry("斯日古楞", "Siriguleng", "mongolian"),
    NameEntry("高娃", "Gaowa", "mongolian"),
    NameEntry("乌力吉木仁", "Wulijimuren", "mongolian"),
    NameEntry("哈斯额尔敦", "Haseerdun", "mongolian"),
    NameEntry("苏德毕力格", "Sudebilige", "mongolian"),
    NameEntry("敖特根巴雅尔", "Aotegenbayaer", "mongolian"),
    NameEntry("额尔敦毕力格图", "Eerdunbiligetu", "mongolian"),
    NameEntry("韩·图雅", "Han Tuya", "interpunct"),
    NameEntry("席·浩斯巴雅尔", "Xi Haosibayaer", "interpunct"),
    NameEntry("宝·阿茹罕", "Bao Aruhan", "interpunct"),
    NameEntry("古丽娜·托合提", "Gulina Tuoheti", "interpunct"),
    NameEntry(
        "丰收",
        "Feng Shou",
        "word",
        (
            ("丰收年", "对照组数据取自降水充足的丰收年。"),
            ("丰收节", "问卷在农民丰收节期间集中发放。"),
        ),
    ),
    NameEntry(
        "方圆",
        "Fang Yuan",
        "word",
        (("方圆十公里", "走访覆盖驻地方圆十公里内的全部住户。"),),
    ),
    NameEntry(
        "云海",
        "Yun Hai",
        "word",
        (("云海茫茫", "展板配有一幅云海茫茫的航拍照片。"),),
    ),
    NameEntry(
        "华山",
        "Hua Shan",
        "word",
        (
            ("华山路", "调查表寄往华山路的资料室统一保管。"),
            ("华山牌", "标记用笔为市售华山牌油性笔。"),
        ),
    ),
    NameEntry(
        "成功",
        "Cheng Gong",
        "word",
        (
            ("成功率", "两次复核的成功率均在95%以上。"),
            ("成功经验", "相邻旗县的成功经验可供借鉴。"),
        ),
    ),
    NameEntry(
        "达来",
        "Dalai",
        "word",
        (("达来诺日镇", "试点之一设在达来诺日镇的居民区。"),),
    ),
    NameEntry(
        "柳林",
        "Liu Lin",
        "word",
        (("柳林带", "河岸柳林带以外的区域不计入统计。"),),
    ),
)
