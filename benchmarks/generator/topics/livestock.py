"""A veterinarian of a livestock station."""

from __future__ import annotations

from benchmarks.generator.topics.topic import Reference, Topic

LIVESTOCK = Topic(
    series="农业系列",
    specialty="畜牧兽医",
    studied="动物医学",
    school="内蒙古青原农牧学院",
    degree="大学本科/学士",
    present_title="兽医师",
    wanted_title="高级兽医师",
    post="疫病监测室主任",
    journal="草原畜牧兽医",
    paper="放牧绵羊消化道线虫感染调查与轮换用药效果观察",
    paper_english="Gastrointestinal Nematodes of Grazing Sheep and Rotation of Anthelmintics",
    abstract=(
        "为掌握放牧绵羊消化道线虫感染规律，2022年至2023年对6个牧户的1248份粪样进行虫卵计数，"
        "并比较单一用药与轮换用药的驱虫效果。结果显示，感染高值出现在5月和9月，"
        "轮换用药组虫卵减少率为97.3%，高于单一用药组的81.6%。"
    ),
    abstract_english=(
        "From 2022 to 2023 the eggs in 1248 faecal samples of sheep from six pastures were "
        "counted. Infection was highest in May and September. Eggs fell by 97.3% where drugs "
        "were rotated and by 81.6% where one drug was used."
    ),
    keywords="绵羊；消化道线虫；轮换用药；虫卵计数",
    keywords_english="sheep; gastrointestinal nematode; rotation of drugs; egg count",
    fund="青原农牧业技术推广项目（NMT2022-109）",
    sections=("材料与方法", "结果", "讨论", "小结"),
    body=(
        "消化道线虫病是放牧绵羊的常见病，可引起贫血、消瘦和羔羊死亡。牧区长期使用同一种驱虫药，"
        "药效有逐年下降的趋势。",
        "调查点选在两个旗的6个牧户，均为全年放牧、冬春补饲，存栏200至450只，近三年只用过一种驱虫药。",
        "每月中旬每户随机采集新鲜粪样，采用饱和盐水漂浮法和麦克马斯特计数法检查，"
        "记录每克粪便虫卵数和幼虫种类。",
        "试验羊分为轮换组、单一组和空白组，每组60只，春秋两季各给药一次，给药后第14天复检。",
        "全年平均感染率为63.8%，以捻转血矛线虫为主，占检出幼虫的57.2%，"
        "1月和2月虫卵数最低，接羔后明显上升。",
        "轮换组给药后虫卵数下降最快，秋季复检时增重比空白组平均多2.7 kg；"
        "单一组有4只羊虫卵数未见下降，提示可能存在抗药性。",
        "夏季降水与次月虫卵数呈正相关，低洼草场和固定饮水点周围幼虫密度较大，"
        "因此驱虫时间应安排在转场之前，并结合划区轮牧，减少重复感染。",
        "建议春秋两季轮换用药，给药后圈养三天，粪便堆积发酵，并每年开展一次药效监测。",
    ),
    table_title="表1　不同用药方式驱虫效果",
    table=(
        ("组别", "只数", "给药前", "减少率/%"),
        ("轮换组", "60", "1146", "97.3"),
        ("单一组", "60", "1129", "81.6"),
        ("空白组", "60", "1138", "—"),
    ),
    own_papers=(
        ("羔羊痢疾综合防治技术要点", "草原畜牧兽医, 2021, 37(6): 29-31"),
        ("嘎查级动物防疫档案电子化管理初探", "青原农牧, 2019, 22(3): 48-50"),
    ),
    references=(
        Reference(
            ("白晓光", "于海霞"),
            "反刍动物线虫抗药性研究进展",
            "动物寄生虫学报, 2020, 28(2): 145-152",
        ),
        Reference(("付长海",), "牧区家畜驱虫技术规范解读", "畜牧实用技术, 2018, 33(7): 8-11"),
    ),
    named_project="{short}放牧羊群寄生虫病绿色防控示范",
    prize="农牧业丰收奖",
    prize_body="内蒙古青原畜牧兽医学会",
    prize_project="放牧羊群主要疫病监测与防控技术集成",
    prize_rank="三等奖",
    deeds=(
        "负责辖区重大动物疫病强制免疫工作，连续五年免疫密度保持100%。",
        "推广羊群轮换驱虫技术，覆盖牧户310户、绵羊9.6万只。",
        "举办牧民培训班27期，编写蒙汉双语技术手册1册。",
    ),
    summary=(
        "一年来完成春秋两季集中免疫，采集检测血样2160份，及时处置疑似疫情5起，未发生扩散。",
        "全年参加继续教育90学时，下乡服务128天，考核合格。",
    ),
    duty="动物疫病监测与防治技术推广",
)
