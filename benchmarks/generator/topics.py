"""What applicants of three trades write about: made-up papers, prizes, projects, sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited work; ``authors`` without the applicant."""

    authors: tuple[str, ...]
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A trade: everything on a page that is about the work, none of it about the person.

    ``{short}`` in a title is the employer's short name.
    """

    series: str
    specialty: str
    studied: str
    school: str
    degree: str
    present_title: str
    wanted_title: str
    post: str
    journal: str
    paper: str
    paper_english: str
    abstract: str
    abstract_english: str
    keywords: str
    keywords_english: str
    fund: str
    sections: tuple[str, ...]
    body: tuple[str, ...]
    table_title: str
    table: tuple[tuple[str, ...], ...]
    own_papers: tuple[tuple[str, str], ...]  # title, source
    references: tuple[Reference, ...]
    named_project: str  # its title holds {short}
    prize: str
    prize_body: str
    prize_project: str
    prize_rank: str
    deeds: tuple[str, ...]
    summary: tuple[str, ...]
    duty: str


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

MEDICINE = Topic(
    series="卫生系列",
    specialty="全科医学",
    studied="临床医学",
    school="内蒙古青原医学院",
    degree="大学本科/学士",
    present_title="主治医师",
    wanted_title="副主任医师",
    post="全科门诊负责人",
    journal="北疆基层医学",
    paper="牧区高血压患者家庭医生签约随访效果观察",
    paper_english="Family Doctor Follow-up of Patients with Hypertension in Pastoral Areas",
    abstract=(
        "观察家庭医生签约随访对牧区高血压患者血压控制的影响。选取2022年建档的高血压患者186例，"
        "随机分为签约随访组和常规管理组，随访12个月。签约组血压达标率为78.5%，"
        "高于对照组的59.1%，差异有统计学意义。"
    ),
    abstract_english=(
        "To observe how contracted follow-up controls blood pressure in pastoral areas, 186 "
        "registered patients were divided at random into two groups and followed for 12 months. "
        "The control rate was 78.5% against 59.1%."
    ),
    keywords="高血压；家庭医生；签约服务；牧区",
    keywords_english="hypertension; family doctor; contracted service; pastoral area",
    fund="青原卫生健康适宜技术推广项目（WJ2022-031）",
    sections=("资料与方法", "结果", "讨论", "结论"),
    body=(
        "牧区居住分散、就诊距离远，高血压患者规律服药率偏低。家庭医生签约服务是提高慢性病管理质量的重要手段。",
        "纳入标准：年龄35至75岁，符合诊断标准，能够配合随访。排除标准：继发性高血压、严重肝肾功能不全。",
        "签约组由家庭医生每月入户或视频随访1次，内容包括血压测量、用药指导、限盐和运动建议，"
        "并建立蒙汉双语健康手册。",
        "对照组按基本公共卫生服务规范每季度随访1次。两组均记录血压、体重指数和服药依从性。",
        "随访12个月后，签约组收缩压平均下降14.2 mmHg，对照组平均下降7.8 mmHg，两组比较P<0.05。",
        "签约随访能够提高患者依从性，双语手册便于牧民理解。部分患者转场期间失访，提示应加强远程随访。",
        "两组患者的年龄、性别、病程和基线血压比较，差异均无统计学意义，具有可比性。"
        "随访期间无严重不良事件发生，签约组服药依从性评分由5.1分提高到7.3分。",
        "本研究样本量较小，观察时间较短，今后将扩大范围并评价长期预后。",
    ),
    table_title="表1　两组随访前后血压比较",
    table=(
        ("组别", "例数", "随访前", "随访后"),
        ("签约组", "93", "152.6", "138.4"),
        ("对照组", "93", "151.9", "144.1"),
    ),
    own_papers=(
        ("蒙医温针联合康复训练治疗膝骨关节炎临床观察", "北疆基层医学, 2021, 8(3): 45-48"),
        ("苏木卫生院慢病建档质量分析", "青原预防医学, 2019, 6(1): 17-20"),
    ),
    references=(
        Reference(
            ("王秀兰", "李军"), "家庭医生签约服务研究进展", "全科医学前沿, 2020, 23(7): 801-806"
        ),
        Reference(("赵明",), "农牧区慢性病管理现状", "基层卫生, 2018, 15(2): 33-36"),
    ),
    named_project="{short}牧区慢病签约随访模式研究",
    prize="医学科技奖",
    prize_body="云川旗医学会",
    prize_project="牧区慢性病双语随访管理技术",
    prize_rank="三等奖",
    deeds=(
        "负责苏木家庭医生签约工作，签约牧民1260人，规范管理率87%。",
        "开展蒙医适宜技术3项，培训嘎查医生24人次。",
        "参与突发公共卫生事件处置4次，受到旗级表彰。",
    ),
    summary=(
        "一年来坚持下乡巡诊，完成门诊3200余人次，入户随访640人次，无医疗差错。",
        "全年参加继续医学教育25学分，考核合格。",
    ),
    duty="全科门诊与家庭医生签约服务",
)

MATERIALS = Topic(
    series="工程系列",
    specialty="材料工程",
    studied="材料科学与工程",
    school="内蒙古青原大学",
    degree="硕士研究生/硕士",
    present_title="高级工程师",
    wanted_title="正高级工程师",
    post="永磁材料室副主任",
    journal="稀土应用与装备",
    paper="晶界扩散工艺对烧结永磁体矫顽力的影响",
    paper_english="Effect of Grain Boundary Diffusion on Coercivity of Sintered Magnets",
    abstract=(
        "为降低重稀土用量，研究了晶界扩散温度与时间对烧结永磁体矫顽力和微观组织的影响。"
        "采用铽基合金为扩散源，在850至950 ℃范围内进行正交试验。"
        "结果表明，900 ℃保温10 h时矫顽力提高38%，剩磁下降不足1.5%。"
    ),
    abstract_english=(
        "To save heavy rare earths, the effect of diffusion temperature and time on coercivity "
        "and microstructure was studied with terbium alloys between 850 and 950 degrees. "
        "Coercivity rose by 38% at the cost of 1.5% remanence."
    ),
    keywords="烧结永磁体；晶界扩散；矫顽力；重稀土",
    keywords_english="sintered magnet; grain boundary diffusion; coercivity; heavy rare earth",
    fund="青原自治区重点研发计划项目（2023YFZX0042）",
    sections=("引言", "试验材料与方法", "试验结果", "结论"),
    body=(
        "高性能烧结永磁体广泛应用于风电和新能源汽车。提高矫顽力通常需要添加重稀土元素，成本较高。",
        "晶界扩散可使重稀土富集于主相晶粒表层，在少量添加条件下显著提高矫顽力，是目前研究的热点。",
        "试验用磁体由速凝、氢破、气流磨、取向压制和烧结工艺制备，试样尺寸为10 mm×10 mm×5 mm。",
        "扩散源为铽基合金粉末，涂覆量为0.6%，在真空炉中于850、900、950 ℃分别保温6、8、10 h。",
        "随扩散温度升高，矫顽力先升高后降低。900 ℃时壳层厚度约0.8 μm，分布最为均匀。",
        "温度过高时晶粒长大，晶界相聚集，去磁耦合作用减弱，矫顽力下降。",
        "扫描电镜观察表明，扩散后晶界相连续均匀，主相晶粒表层形成富铽壳层，"
        "壳层阻碍了反磁化畴的形核，这是矫顽力提高而剩磁基本不变的主要原因。",
        "优化工艺已用于小批量生产，产品合格率由92.3%提高到96.8%，重稀土用量降低约三分之一。",
    ),
    table_title="表1　不同扩散温度下的磁性能",
    table=(
        ("温度/℃", "时间/h", "矫顽力", "剩磁"),
        ("850", "10", "1421", "1.38"),
        ("900", "10", "1786", "1.37"),
        ("950", "10", "1602", "1.35"),
    ),
    own_papers=(
        ("稀土抛光粉粒度控制与应用", "稀土应用与装备, 2022, 41(1): 12-17"),
        ("氢破工艺参数对永磁粉末氧含量的影响", "青原冶金, 2020, 28(6): 39-43"),
    ),
    references=(
        Reference(
            ("黄志强", "林涛"), "重稀土减量化技术研究进展", "材料工艺导报, 2021, 35(8): 811-819"
        ),
        Reference(("徐静",), "烧结永磁体微观组织表征", "磁性器件, 2019, 50(3): 27-31"),
    ),
    named_project="{short}重稀土减量化扩散技术开发",
    prize="技术发明奖",
    prize_body="青原稀土行业协会",
    prize_project="永磁体晶界扩散成套工艺",
    prize_rank="一等奖",
    deeds=(
        "主持自治区重点研发课题1项，形成扩散成套工艺并投入生产。",
        "以第一发明人获发明专利3项，制定企业标准2项。",
        "指导青年技术人员5人，其中2人晋升工程师。",
    ),
    summary=(
        "一年来完成扩散工艺定型试验，建成中试线1条，解决批次波动等技术问题6项。",
        "全年参加继续教育108学时，考核优秀。",
    ),
    duty="永磁材料工艺开发与成果转化",
)
