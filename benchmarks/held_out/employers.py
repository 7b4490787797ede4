"""Employers, and the places and proper names they are called after."""

from __future__ import annotations

from benchmarks.generator.pool import EmployerEntry
from benchmarks.generator.topics import MATERIALS, MEDICINE, WATER
from benchmarks.held_out.topics import GRASSLAND, TEACHING

PLACES = ("岱青", "临漠", "朔宁", "榆湾", "苍原", "柳淖", "乌勒格", "敖伦塔", "图古日", "巴彦郭")
MARKS = ("敕勒", "牧歌", "云桥", "朝格", "长禾", "众邦", "蓝野", "德泰", "苏布德", "青格勒")

EMPLOYERS = (
    EmployerEntry(
        TEACHING,
        "{p}旗第{n}高级中学",
        "{p}{n}高中",
        "{p}旗{m}职工子弟学校",
        "No. {N} Senior High School of {P} Banner",
        "旗县区",
    ),
    EmployerEntry(
        TEACHING,
        "{p}市{m}蒙古族实验小学",
        "{m}蒙小",
        "{p}市{m}完全小学",
        "{M} Mongolian Experimental Primary School",
        "盟市",
    ),
    EmployerEntry(
        TEACHING,
        "内蒙古{p}{m}职业学院",
        "{m}职院",
        "{p}{m}技工学校",
        "{P} {M} Vocational College",
        "区直",
    ),
    EmployerEntry(
        TEACHING,
        "{p}市教育局{m}教学研究室",
        "{m}教研室",
        "{p}市{m}教师进修学校",
        "{M} Teaching Research Office of {P}",
        "盟市",
    ),
    EmployerEntry(
        MEDICINE,
        "{p}市{m}骨伤康复医院",
        "{m}骨伤院",
        "{p}{m}铁路医院",
        "{P} {M} Hospital of Orthopaedics",
        "盟市",
    ),
    EmployerEntry(
        MEDICINE,
        "{p}旗{m}苏木卫生院",
        "{m}卫生院",
        "{m}公社医疗站",
        "{M} Sumu Clinic of {P} Banner",
        "乡镇",
    ),
    EmployerEntry(
        MEDICINE,
        "{p}市{m}蒙医中医医院",
        "{m}蒙中医院",
        "{p}市{m}蒙医研究所",
        "{P} {M} Hospital of Mongolian Medicine",
        "盟市",
    ),
    EmployerEntry(
        GRASSLAND,
        "{p}旗{m}苏木林业草原和农牧业发展服务中心",
        "{m}林草中心",
        "{p}旗{m}造林站",
        "{M} Sumu Service Center for Forest and Grassland",
        "乡镇",
    ),
    EmployerEntry(
        GRASSLAND,
        "{p}旗农牧和科技局{m}草原工作站",
        "{m}草原站",
        "{p}旗{m}畜牧站",
        "{M} Grassland Station of {P} Banner",
        "旗县区",
    ),
    EmployerEntry(
        GRASSLAND,
        "{p}旗{m}嘎查集体经济合作社",
        "{m}合作社",
        "{p}旗{m}生产大队",
        "{M} Gacha Cooperative of {P} Banner",
        "乡镇",
    ),
    EmployerEntry(
        GRASSLAND,
        "{p}市{m}国有林场",
        "{m}林场",
        "{p}市{m}治沙队",
        "{M} State Forest Farm of {P}",
        "盟市",
    ),
    EmployerEntry(
        MEDICINE,
        "{p}市{m}中心血站",
        "{m}血站",
        "{p}市{m}输血所",
        "{P} {M} Blood Center",
        "盟市",
    ),
    EmployerEntry(
        WATER,
        "{p}旗水利局{m}水文勘测站",
        "{m}水文站",
        "{p}旗{m}水利工作队",
        "{M} Hydrological Station of {P} Banner",
        "旗县区",
    ),
    EmployerEntry(
        WATER,
        "{p}市{m}供排水集团有限公司",
        "{m}供排水",
        "{p}市{m}自来水厂",
        "{P} {M} Water Supply and Drainage Group",
        "盟市",
    ),
    EmployerEntry(
        MATERIALS,
        "{p}{m}炭素有限责任公司第{n}分厂",
        "{m}炭素{n}厂",
        "{p}{m}电极厂",
        "{M} Carbon Works No. {N}",
        "盟市",
    ),
    EmployerEntry(
        MATERIALS,
        "内蒙古{p}{m}铝业研究院",
        "{m}铝研院",
        "{p}{m}有色金属研究室",
        "{P} {M} Aluminium Research Institute",
        "区直",
    ),
)
