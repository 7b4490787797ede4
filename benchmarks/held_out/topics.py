"""Two more trades: teaching at schools, and keeping grassland."""

from __future__ import annotations

from benchmarks.generator.topics import Reference, Topic

TEACHING = Topic(
    series="中小学教师系列",
    specialty="高中物理",
    studied="物理学",
    school="内蒙古青原师范学院",
    degree="大学本科/学士",
    present_title="一级教师",
    wanted_title="高级教师",
    post="物理教研组组长",
    journal="草原教育探索",
    paper="低成本实验在高中物理概念教学中的应用研究",
    paper_english="Low-cost Experiments in Teaching Physics Concepts at Senior High Schools",
    abstract=(
        "针对旗县高中实验器材不足、学生概念理解停留于记忆的问题，设计了24个低成本实验，"
        "并在四个平行班开展为期一学年的对比教学。"
        "结果显示，实验班概念测试平均分提高9.4分，课堂提问次数约为对照班的两倍。"
    ),
    abstract_english=(
        "Schools in rural banners lack apparatus. Twenty-four low-cost experiments were designed "
        "and taught for one year in four parallel classes. The mean score of concept tests rose "
        "by 9.4 and questions asked in class doubled."
    ),
    keywords="低成本实验；概念教学；高中物理；旗县学校",
    keywords_english="low-cost experiment; concept teaching; physics; rural school",
    fund="青原教育科学规划课题（NZJGH2022-086）",
    sections=("问题的提出", "研究设计", "教学效果", "讨论与建议"),
    body=(
        "物理概念的形成离不开观察与操作。旗县学校受经费和空间限制，演示实验多以视频代替，学生缺少亲手操作的机会。",
        "低成本实验利用饮料瓶、橡皮筋、手机传感器等常见物品完成测量，已有研究多集中于初中阶段，高中阶段的系统设计较少。",
        "研究选取高一年级四个平行班，其中两个班为实验班，两个班为对照班，入学成绩差异不显著，由同一备课组使用统一教案。",
        "实验班每两周安排一次课堂小实验，每次15分钟，学生四人一组完成预测、操作、记录和解释四个环节。",
        "学年末使用统一的概念测试卷，满分100分。实验班平均78.6分，对照班平均69.2分，差异显著。",
        "访谈表明，学生更愿意提出与生活有关的问题，部分学生在家中自行改进了装置并带回课堂交流。",
        "实验的准备时间是教师最关心的问题。建立器材箱并由学生轮流管理后，每次准备时间由40分钟缩短到12分钟，"
        "教师负担明显下降，活动得以坚持。",
        "建议将低成本实验纳入校本课程，并按单元建立案例库。样本仅来自一所学校，结论有待更大范围检验。",
    ),
    table_title="表1　两类班级概念测试成绩比较",
    table=(
        ("班级", "人数", "前测", "后测"),
        ("实验班", "96", "61.3", "78.6"),
        ("对照班", "94", "61.8", "69.2"),
    ),
    own_papers=(
        ("手机传感器在力学实验中的使用", "草原教育探索, 2021, 17(3): 58-61"),
        ("双语班级物理术语教学札记", "青原基础教育, 2019, 11(6): 33-35"),
    ),
    references=(
        Reference(("吕晓梅", "段志伟"), "概念转变教学研究述评", "课程与方法, 2020, 40(5): 90-97"),
        Reference(("邵军",), "乡村学校实验教学现状调查", "教学仪器, 2018, 34(8): 12-15"),
    ),
    named_project="{short}低成本实验案例库建设",
    prize="基础教育教学成果奖",
    prize_body="青原教育学会",
    prize_project="旗县高中低成本物理实验课程",
    prize_rank="二等奖",
    deeds=(
        "主持自治区教育科学规划课题1项，按期结题，鉴定等级良好。",
        "执教的公开课《牛顿第三定律》获盟市优质课评选一等奖。",
        "指导青年教师3人，其中1人获旗级教学能手称号。",
    ),
    summary=(
        "一年来承担高一两个班教学任务，周课时14节，期末统考平均分居同类班级第二名。",
        "全年参加校本研修和网络培训共计92学时，按时完成考核。",
    ),
    duty="高中物理教学与教研组工作",
)

GRASSLAND = Topic(
    series="农牧业系列",
    specialty="草原管理",
    studied="草业科学",
    school="内蒙古青原农牧学院",
    degree="硕士研究生/硕士",
    present_title="畜牧师",
    wanted_title="高级畜牧师",
    post="草原保护岗负责人",
    journal="北方草业通报",
    paper="划区轮牧对典型草原植被恢复与家畜增重的影响",
    paper_english="Effects of Rotational Grazing on Vegetation Recovery and Sheep Gain in Steppe",
    abstract=(
        "为确定典型草原适宜的放牧方式，2020至2023年在三个嘎查设置划区轮牧与连续放牧对比样地，"
        "测定群落盖度、地上生物量和绵羊日增重。"
        "结果表明，划区轮牧第三年盖度提高16.8个百分点，日增重提高11.5%。"
    ),
    abstract_english=(
        "Plots of rotational and continuous grazing were compared from 2020 to 2023 in three "
        "villages of typical steppe. In the third year cover was 16.8 points higher and the "
        "daily gain of sheep 11.5% higher under rotation."
    ),
    keywords="典型草原；划区轮牧；植被盖度；日增重",
    keywords_english="typical steppe; rotational grazing; vegetation cover; daily gain",
    fund="青原草原生态修复技术示范项目（CY2020-009）",
    sections=("前言", "材料与方法", "结果分析", "小结"),
    body=(
        "典型草原是北方重要的生态屏障和畜牧业基地。长期连续放牧使优势牧草比例下降，裸地面积增加，草畜矛盾突出。",
        "划区轮牧通过休牧恢复牧草再生能力，国内外均有应用，但不同降水条件下的轮牧周期差别较大，需要本地数据支持。",
        "试验区年均降水量286 mm，土壤为栗钙土。每个嘎查设轮牧区4个、连续放牧区1个，每区约20公顷。",
        "轮牧周期为28天，放牧强度按每公顷1.2个羊单位控制。每年8月中旬测定盖度、高度和地上生物量。",
        "轮牧区第一年变化不明显，第二年起盖度显著高于对照，第三年达到52.7%，羊草比例上升至31.4%。",
        "绵羊日增重在6至8月差异最大，轮牧组平均为148 g，连续放牧组为133 g。",
        "从投入看，围栏和供水点是主要成本，平均每公顷增加36元。按照三年增重收益折算，投入可在第二年末收回，"
        "牧户接受程度较高。",
        "适宜轮牧周期为25至30天，干旱年份应延长休牧时间。后续将开展不同载畜率条件下的长期监测。",
    ),
    table_title="表1　不同放牧方式下的植被指标",
    table=(
        ("处理", "盖度/%", "高度/cm", "产草量"),
        ("划区轮牧", "52.7", "24.1", "1286"),
        ("连续放牧", "35.9", "17.6", "943"),
    ),
    own_papers=(
        ("天然打草场施肥时期试验", "北方草业通报, 2021, 12(4): 44-48"),
        ("接羔期母羊补饲效果观察", "青原畜牧, 2018, 30(2): 26-29"),
    ),
    references=(
        Reference(
            ("武建华", "段俊杰"), "放牧方式与草地退化研究综述", "草地科学前沿, 2019, 27(1): 1-12"
        ),
        Reference(("雷秀英",), "家庭牧场载畜量测算方法", "畜牧经济, 2017, 22(6): 71-74"),
    ),
    named_project="{short}划区轮牧技术示范",
    prize="农牧业丰产奖",
    prize_body="青原草业协会",
    prize_project="典型草原划区轮牧技术集成与推广",
    prize_rank="三等奖",
    deeds=(
        "组织实施轮牧示范面积1.2万公顷，培训牧民640人次。",
        "编写《家庭牧场轮牧手册》蒙汉双语版，印发3000册。",
        "参与鼠虫害监测预警，连续四年无重大灾情漏报。",
    ),
    summary=(
        "一年来下乡138天，完成草原监测样地86个，数据全部按期上报。",
        "全年参加继续教育88学时，取得合格证明。",
    ),
    duty="草原监测与轮牧技术推广",
)
