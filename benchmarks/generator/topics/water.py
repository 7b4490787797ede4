"""A water engineer of a design institute."""

from __future__ import annotations

from benchmarks.generator.topics.topic import Reference, Topic

WATER = Topic(
    series="工程系列",
    specialty="水利工程",
    studied="农业水利工程",
    school="内蒙古青原大学",
    degree="大学本科/学士",
    present_title="工程师",
    wanted_title="高级工程师",
    post="给排水设计室主任",
    journal="北方水务技术",
    paper="寒区供水管网漏损识别与分区计量优化研究",
    paper_english="Leakage Identification and District Metering of Water Networks in Cold Regions",
    abstract=(
        "针对寒区供水管网冬季漏损率高、定位困难的问题，结合某市城区三个计量分区两年的运行数据，"
        "建立了夜间最小流量与压力联合识别模型，并以漏损水量最小为目标优化了分区边界。"
        "结果表明，优化后分区漏损率由18.6%降至11.2%，爆管定位时间平均缩短42%。"
    ),
    abstract_english=(
        "Winter leakage in cold regions is frequent and hard to locate. A joint model of night "
        "flow and pressure was built on two years of data from three metering districts. "
        "Leakage fell from 18.6% to 11.2% and bursts were located 42% sooner."
    ),
    keywords="供水管网；漏损控制；分区计量；寒区",
    keywords_english="water network; leakage control; district metering; cold region",
    fund="内蒙古青原水利科技计划项目（NSK2023-017）",
    sections=("引言", "研究方法", "结果与分析", "结论"),
    body=(
        "供水管网漏损不仅造成水资源浪费，还会引起路面塌陷和二次污染。北方城市冬季土壤冻胀明显，"
        "管道接口受力复杂，漏损率普遍高于南方地区。",
        "已有研究多采用人工听漏和相关仪定位，效率受环境噪声影响较大。分区计量为漏损评估提供了"
        "连续数据，但分区边界往往依靠经验确定。",
        "本文选取三个独立计量分区，安装电磁流量计12台、压力监测点36处，采样间隔5 min，"
        "数据经滤波和缺测插补后用于建模。",
        "以夜间2:00至4:00的最小流量为特征，建立流量与压力的联合识别模型，"
        "残差连续三次超过阈值时判定为疑似漏点。",
        "由表1可知，优化后各分区漏损率均明显下降，其中二区降幅最大。冬季爆管次数由14次减少到6次，"
        "节约水量约43万立方米。",
        "联合识别模型对流量大于2.5 m³/h的漏点识别准确率为91%，误报率低于6%，"
        "能够满足日常运行管理要求。",
        "模型参数采用前一年同期数据率定，并用次年冬季数据检验。检验期内共发出预警57次，"
        "经现场开挖核实，其中52次确有漏点，漏点多集中在建成超过二十年的铸铁管段和阀门井附近。",
        "分区边界优化应同时考虑管网水力条件和用户分布，后续将结合水质监测开展多目标研究。",
    ),
    table_title="表1　分区优化前后漏损率对比",
    table=(
        ("分区", "优化前/%", "优化后/%", "降幅/%"),
        ("一区", "16.9", "10.8", "6.1"),
        ("二区", "21.4", "12.3", "9.1"),
        ("三区", "17.5", "10.5", "7.0"),
    ),
    own_papers=(
        ("渠道冻胀变形监测与衬砌修复试验", "北方水务技术, 2021, 39(4): 21-25"),
        ("小型泵站变频节能改造效果分析", "青原水利学报, 2019, 12(2): 60-64"),
    ),
    references=(
        Reference(
            ("张建民", "马丽"), "城市供水管网漏损评估方法综述", "水务科学进展, 2020, 31(5): 702-711"
        ),
        Reference(("陈刚",), "分区计量管理技术及应用", "给水工程, 2018, 44(9): 88-92"),
    ),
    named_project="{short}供水管网漏损控制研究",
    prize="科技进步奖",
    prize_body="内蒙古青原水利学会",
    prize_project="寒区供水管网漏损控制关键技术",
    prize_rank="二等奖",
    deeds=(
        "主持完成城区供水管网漏损控制工程，年节水43万立方米，通过验收。",
        "参与编制地方标准1项，负责冻胀防护章节。",
        "获实用新型专利2项，其中1项已转化应用。",
    ),
    summary=(
        "一年来认真学习政治理论和专业知识，按期完成设计任务11项，图纸一次审查合格率100%。",
        "全年参加继续教育96学时，考试合格。",
    ),
    duty="给排水工程设计与技术审核",
)
