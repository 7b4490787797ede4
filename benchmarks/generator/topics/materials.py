"""A materials engineer of a research institute."""

from __future__ import annotations

from benchmarks.generator.topics.topic import Reference, Topic

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
