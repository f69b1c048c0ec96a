"""铜仁学院：whom the text names. The bodies of the university, and the posts in them."""

from yuetan.rules import Rank, manner, marked, nobody, party, post, rank, terms, unit

TERMS = (
    *terms("unit_type", university_committee="校党委", university_administration="学校行政",
           university_discipline="校纪委", university_office="学校党政办", university_inspection="学校纪检监察室",
           university_organisation="校党委组织部",
           university_party_organ="学校党群部门", university_department="学校行政部门", university_college="二级学院",
           university_branch="党总支", university_section="院系和部门内设机构"),
    *terms("mark", 关键岗位="关键岗位"),
    *terms("event", cleared="予以澄清", inquiry_decided="研判拟谈话函询",
           measure_recorded="给予适当处理", problem_found="督促检查发现问题", case_selected="选作典型案例"),
)

IN_CHARGE = manner("presiding", "acting")  # a deputy in charge of the unit stands in its head's place
HEAD = post("head") | post("deputy") & IN_CHARGE
LEADING = post("head", "deputy", "member")  # 领导干部
PARTY_CADRES = party("member")  # 党员干部

COMMITTEE, ADMINISTRATION = unit("university_committee"), unit("university_administration")
OFFICE, INSPECTION, ORGANISATION = (
    unit("university_office"), unit("university_inspection"), unit("university_organisation"))
OFFICE_MEMBERS = unit("university_office", "university_inspection", "university_organisation")
PARTY_ORGANS = unit("university_discipline", "university_office", "university_inspection", "university_organisation",
                    "university_party_organ")
BRANCH = unit("university_branch")
RUN_BY_PRESIDENT = unit("university_department", "university_college")  # 行政部门和二级学院
DEPARTMENTS = unit("university_office", "university_inspection", "university_organisation", "university_party_organ",
                   "university_department", "university_college", "university_branch")
FILING = unit("university_office", "university_organisation", "university_party_organ", "university_department",
              "university_college")  # 纪检监察室 files nothing with itself, a branch together with its college

SECRETARY, PRESIDENT = COMMITTEE & HEAD, ADMINISTRATION & HEAD
GROUP = COMMITTEE & LEADING  # 领导小组：组长由党委书记担任，成员为党委其他成员
SCHOOL_LEADERS = (COMMITTEE | ADMINISTRATION) & LEADING
SCHOOL_HEADS = (COMMITTEE | ADMINISTRATION) & HEAD  # 党委书记、校长
OTHER_LEADERS = SCHOOL_LEADERS & nobody(SCHOOL_HEADS)
DISCIPLINE_SECRETARY = unit("university_discipline") & HEAD
SCHOOL_TALKERS = SCHOOL_LEADERS | DISCIPLINE_SECRETARY

LEADERSHIP_UNITS = unit("university_committee", "university_administration")
HEADS_ALONE = DEPARTMENTS & HEAD & nobody(LEADERSHIP_UNITS)  # 部门主要负责人 who are no 校领导 as well

DIVISION_LEVEL = rank(Rank.DIVISION_DEPUTY, Rank.DIVISION)  # 处级
ABOVE_DIVISION = rank(Rank.BUREAU_DEPUTY)
SCHOOL_LEVEL = rank(Rank.DIVISION_DEPUTY)  # whoever the university itself talks to
LOWER = nobody(SCHOOL_LEVEL)  # 科级及科级以下

FULL = rank(Rank.DIVISION, Rank.DIVISION) & LEADING  # 正处级领导干部
BY_SECRETARY = PARTY_ORGANS & FULL | BRANCH & HEAD  # （或负责人）, of whatever rank
BY_PRESIDENT = RUN_BY_PRESIDENT & (FULL | HEAD)
DEPUTY_RANK = rank(Rank.DIVISION_DEPUTY, Rank.DIVISION_DEPUTY)
DEPUTIES = DEPARTMENTS & DEPUTY_RANK & LEADING  # 副处级领导干部
FIRST_HANDS = DEPARTMENTS & HEAD | marked("关键岗位") & LEADING  # 部门“一把手”、关键岗位领导干部
OVERSEEN = DEPARTMENTS & post("head", "deputy")  # 正、副职领导干部
