"""The units of a prefecture-level city by the names such units bear anywhere; its counties are invented."""

from __future__ import annotations

ORGANS = (
    "宣传部", "统战部", "政法委", "政策研究室", "机构编制委员会办公室", "网络信息办公室", "老干部局", "机关工作委员会",
)
DEPARTMENTS = (
    "发展和改革委员会", "教育局", "科学技术局", "工业和信息化局", "民族宗教事务局", "公安局", "民政局", "司法局",
    "财政局", "人力资源和社会保障局", "自然资源和规划局", "生态环境局", "住房和城乡建设局", "交通运输局", "水利局",
    "农业农村局", "商务局", "文化广电和旅游局", "卫生健康委员会", "退役军人事务局", "应急管理局", "审计局",
    "国有资产监督管理委员会", "市场监督管理局", "体育局", "统计局", "医疗保障局", "信访局", "城市管理局",
    "行政审批局", "数据局", "林业局", "粮食和物资储备局", "地方金融管理局", "外事办公室", "国防动员办公室",
    "机关事务管理局", "港口管理局", "海洋渔业局", "乡村振兴局",
)
DIRECT = (
    "委党校", "融媒体中心", "档案馆", "供销合作总社", "住房公积金管理中心", "公共资源交易中心", "社会科学院",
    "农业科学院", "地震台", "图书馆",
)
FORMER_NAMES = {
    "教育局": "文教局", "数据局": "大数据管理局", "应急管理局": "安全生产监督管理局", "文化广电和旅游局": "文化局",
}
ABOLISHED = "物价局"

COUNTY_FIRST = "砚荇栎漱蘅苕棣筱岫砺竺棠榆蓼枫蔚樟葭沚桐菱槐芦蕙橘"
COUNTY_SECOND = "墟坞澜岫樾渚埠屿垣畈浦泾坂洲砦堰汀岘溆塍埂漾磡垄屏芷"
COUNTY_LAST = "县区县区市"
MOST_COUNTIES = len(COUNTY_FIRST) * len(COUNTY_SECOND)


def county_name(number: int) -> str:
    """The name of the county of that number: a different one for each up to `MOST_COUNTIES`."""
    turn, first = divmod(number, len(COUNTY_FIRST))
    second = COUNTY_SECOND[(first * 7 + turn) % len(COUNTY_SECOND)]
    return COUNTY_FIRST[first] + second + COUNTY_LAST[number % len(COUNTY_LAST)]
