"""阿坝州住建局：whom the text names. The bureau with its sections and institutions, and the counties' bureaus."""

from yuetan.rules import Rank, manner, marked, nobody, post, rank, terms, unit

TERMS = (
    *terms("unit_type", prefecture_housing="州住建局", prefecture_housing_office="州住建局办公室",
           prefecture_housing_section="州住建局科室", prefecture_housing_affiliate="州住建局所属站局中心",
           county_housing="县（市）住建局", county_urban_management="县（市）城市管理局",
           county_utilities="县（市）公用事业服务中心"),
    *terms("mark", 分管人事="分管人事", 分管纪检监察="分管纪检监察", 人事专干="人事专干", 纪检专干="纪检专干"),
    *terms("event", promotion_decided="作出提拔任职决定"),
)

HEAD = post("head") | post("deputy") & manner("presiding", "acting")  # whoever is in charge is 主要负责人
LEADER = post("head", "deputy", "member")

BUREAU, OFFICE = unit("prefecture_housing"), unit("prefecture_housing_office")
ORGANS = unit("prefecture_housing", "prefecture_housing_office", "prefecture_housing_section")  # 局机关
HOUSE = ORGANS | unit("prefecture_housing_affiliate")  # 局：机关和局属单位
COUNTY_UNITS = unit("county_housing", "county_urban_management", "county_utilities")

SECTION_OR_BELOW = nobody(rank(low=Rank.DIVISION_DEPUTY))  # a deputy director who also heads a station is none of them
SECTION_RANKS = SECTION_OR_BELOW & rank(low=Rank.SECTION_DEPUTY)  # 科级干部
STAFF, COUNTY_HEADS = HOUSE & SECTION_OR_BELOW, COUNTY_UNITS & HEAD

CHIEF, LEADERS = BUREAU & HEAD, BUREAU & LEADER
APPOINTMENTS_DEPUTY = BUREAU & post("deputy") & marked("分管人事")
DISCIPLINE_DEPUTY = BUREAU & post("deputy") & marked("分管纪检监察")
OFFICE_HEAD = OFFICE & HEAD
APPOINTMENTS_OFFICER, DISCIPLINE_OFFICER = marked("人事专干"), marked("纪检专干")
