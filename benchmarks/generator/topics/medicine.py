"""A general practitioner of a township hospital."""

from __future__ import annotations

from benchmarks.generator.topics.topic import Reference, Topic

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
