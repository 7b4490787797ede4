"""A teacher of mathematics at a middle school."""

from __future__ import annotations

from benchmarks.generator.topics.topic import Reference, Topic

TEACHING = Topic(
    series="中小学教师系列",
    specialty="初中数学",
    studied="数学与应用数学",
    school="内蒙古青原师范学院",
    degree="大学本科/学士",
    present_title="一级教师",
    wanted_title="高级教师",
    post="数学教研组组长",
    journal="北方基础教育研究",
    paper="农牧区初中数学单元分层作业设计与实施效果",
    paper_english="Tiered Unit Homework in Mathematics of Rural Middle Schools",
    abstract=(
        "针对农牧区初中班级学业差异大、作业针对性不强的问题，以八年级两个平行班为对象，"
        "开展为期两个学期的单元分层作业实验。作业按基础、巩固、拓展三层设计，学生自主选做。"
        "结果表明，实验班及格率由68.2%提高到84.1%，平均作业用时减少21分钟。"
    ),
    abstract_english=(
        "Pupils of rural classes differ much in mathematics. Homework in three tiers was tried "
        "for two terms in one of two parallel classes of grade eight. The pass rate rose from "
        "68.2% to 84.1% and homework took 21 minutes less a day."
    ),
    keywords="初中数学；单元作业；分层设计；农牧区学校",
    keywords_english="middle school mathematics; unit homework; tiered design; rural school",
    fund="青原自治区教育科学规划课题（NJK2022-064）",
    sections=("问题的提出", "实验设计", "结果与分析", "结论与建议"),
    body=(
        "农牧区初中寄宿生比例高，同一班级学生的数学基础差距较大。统一布置的作业，"
        "基础薄弱的学生完成困难，学有余力的学生得不到提高。",
        "以往研究多关注单课时作业的数量控制，较少从单元整体考虑目标、内容与评价的衔接，"
        "在农牧区学校的实践更为少见。",
        "选取八年级两个平行班，实验班46人、对照班45人，前测成绩差异不显著。"
        "两班由同一教师任教，教材和课时相同。",
        "实验班每单元编制一份作业单，分为基础、巩固、拓展三层，标明目标与建议用时；"
        "对照班沿用教辅作业。每两周访谈学生6人。",
        "由表1可知，两个学期后实验班平均分和及格率均高于对照班。低分段学生由13人减至5人，进步最为明显。",
        "问卷显示，82.6%的学生认为分层作业“做得完、看得懂”，主动选做拓展题的学生由7人增加到19人。",
        "访谈发现，学生对自主选择层级普遍持欢迎态度，少数学生存在长期停留在基础层的倾向，"
        "需要教师定期面批并给出调整建议，家长也应了解分层不等于降低要求。",
        "单元分层作业有助于减轻负担、提高质量，编制时应以课程标准为依据，并配套即时评价工具。",
    ),
    table_title="表1　实验前后两班成绩比较",
    table=(
        ("班级", "人数", "前测均分", "后测均分"),
        ("实验班", "46", "63.4", "75.8"),
        ("对照班", "45", "63.9", "67.2"),
    ),
    own_papers=(
        ("寄宿制学校数学错题资源的收集与使用", "北方基础教育研究, 2021, 17(5): 52-55"),
        ("图形变换教学中的学具开发", "青原教育, 2019, 30(8): 71-73"),
    ),
    references=(
        Reference(
            ("丁雪梅", "周宏亮"), "义务教育阶段作业设计研究述评", "课程与评价, 2020, 12(4): 38-44"
        ),
        Reference(("石凤英",), "分层教学的理论依据与实践路径", "教研前沿, 2018, 9(11): 15-19"),
    ),
    named_project="{short}初中数学单元作业改革实践",
    prize="基础教育教学成果奖",
    prize_body="内蒙古青原教育学会",
    prize_project="农牧区初中数学分层作业资源建设与应用",
    prize_rank="二等奖",
    deeds=(
        "连续八年任毕业班数学教师，近三年所教班级学业水平测试合格率均在95%以上。",
        "承担市级示范课4节，获优质课评比一等奖1次。",
        "主持市级课题1项，指导青年教师3人，其中2人获教坛新秀称号。",
    ),
    summary=(
        "一年来承担两个班的数学教学和班主任工作，周课时14节，完成教学任务，学生评教满意率96%。",
        "全年参加教师继续教育72学时，送教下乡6次，考核合格。",
    ),
    duty="初中数学教学与班级管理",
)
