"""A building engineer of a design institute or a supervising office."""

from __future__ import annotations

from benchmarks.generator.topics.topic import Reference, Topic

BUILDING = Topic(
    series="工程系列",
    specialty="建筑工程",
    studied="土木工程",
    school="内蒙古青原建筑学院",
    degree="大学本科/学士",
    present_title="工程师",
    wanted_title="高级工程师",
    post="技术质量部副部长",
    journal="寒地建筑技术",
    paper="严寒地区装配式外墙接缝保温与防水构造试验",
    paper_english="Insulation and Waterproofing of Precast Wall Joints in Severe Cold Regions",
    abstract=(
        "为解决严寒地区装配式外墙接缝结露和渗水问题，设计了三种接缝构造，"
        "通过冷热箱和动态淋水试验比较其保温与防水性能，并在一栋住宅中跟踪两个采暖期。"
        "结果表明，双道密封加空腔排水构造的接缝内表面温度提高3.4 ℃，淋水120 min未见渗漏。"
    ),
    abstract_english=(
        "Joints of precast walls in severe cold tend to condensation and leakage. Three kinds "
        "of joints were compared in a hot box and under spray. With two seals and a drained "
        "cavity the inner surface was 3.4 degrees warmer and no leak was seen in 120 minutes."
    ),
    keywords="装配式建筑；外墙接缝；保温；防水",
    keywords_english="precast building; wall joint; insulation; waterproofing",
    fund="青原住房城乡建设科技计划项目（JK2023-026）",
    sections=("引言", "试验概况", "试验结果与分析", "结论"),
    body=(
        "装配式建筑施工速度快、现场湿作业少，近年来在北方城镇逐步推广。外墙接缝数量多，"
        "是保温和防水的薄弱部位。",
        "现行标准主要依据温和地区经验，严寒地区冬季室内外温差可达50 ℃，密封胶变形大，"
        "接缝处常出现结露和霉斑。",
        "试件为三块1.2 m×2.4 m预制夹心墙板，水平缝与竖缝宽度均为20 mm，"
        "分别采用单道密封、双道密封和双道密封加空腔排水构造。",
        "冷箱温度取−30 ℃，热箱温度取20 ℃，稳定48 h后读数；淋水量3 L/(m²·min)，"
        "风压由0逐级加至1.0 kPa。",
        "由表1可知，空腔排水构造的接缝内表面温度最高，传热系数最小，"
        "单道密封构造在风压0.6 kPa时即出现渗水。",
        "经30次冻融循环后，三种构造的密封胶粘结强度分别下降21%、14%和9%，破坏均发生在胶体与混凝土界面。",
        "跟踪的住宅共六层，布置温湿度测点24个，两个采暖期内接缝处均未出现结露，"
        "住户反映良好；施工中应控制基层含水率，环境温度低于5 ℃时不宜打胶。",
        "双道密封加空腔排水构造适用于严寒地区，每延米造价增加约18元，可在类似工程中应用。",
    ),
    table_title="表1　三种接缝构造试验结果",
    table=(
        ("构造", "内表面/℃", "传热系数", "渗水"),
        ("单道", "11.2", "0.52", "有"),
        ("双道", "13.1", "0.46", "无"),
        ("双道加空腔", "14.6", "0.41", "无"),
    ),
    own_papers=(
        ("冬期施工混凝土养护温度监测与控制", "寒地建筑技术, 2021, 43(2): 77-80"),
        ("既有住宅外墙节能改造质量通病分析", "青原建设, 2019, 15(4): 33-36"),
    ),
    references=(
        Reference(
            ("蔡文轩", "曲丽君"), "装配式外墙防水密封研究综述", "建筑构造学报, 2020, 26(3): 201-208"
        ),
        Reference(("滕国强",), "严寒地区建筑热桥处理方法", "北方建筑节能, 2018, 10(6): 54-57"),
    ),
    named_project="{short}严寒地区装配式外墙技术应用",
    prize="建设科技奖",
    prize_body="内蒙古青原土木建筑学会",
    prize_project="严寒地区装配式住宅外墙成套技术",
    prize_rank="二等奖",
    deeds=(
        "负责装配式住宅技术管理，完成项目5项、建筑面积18.4万平方米，均一次验收合格。",
        "主编自治区级工法2项，参编地方标准1项。",
        "获发明专利1项、实用新型专利3项，应用于4个工程。",
    ),
    summary=(
        "一年来完成施工图审查与技术交底36次，发现并整改质量隐患58处，未发生质量安全事故。",
        "全年参加继续教育90学时，取得考核合格证明。",
    ),
    duty="建筑工程技术与质量管理",
)
