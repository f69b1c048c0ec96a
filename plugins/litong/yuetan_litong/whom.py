"""利通：whom the text names. The district's bodies, its townships and departments, and the posts in them."""

from yuetan.rules import WITHIN, Rank, Relation, manner, marked, nobody, party, post, rank, terms, unit

TERMS = (
    *terms("unit_type", county_party="县区委", county_government="县区政府", county_npc="县区人大",
           county_cppcc="县区政协", county_court="县区法院", county_procuratorate="县区检察院",
           county_discipline="县区纪委监委", county_united_front="县区委统战部",
           county_department="县区部门", county_direct="县区直属单位",
           dispatched_discipline="派出纪检监察组", department_discipline="部门纪检组",
           township_party="乡镇党委", township_government="乡镇政府", township_discipline="乡镇纪委",
           section="科室", station="站所", village="村（居）"),
    *terms("mark", 党外="统战部党外干部名单"),
    *terms("event", supervision_consulted="会同监委商定"),
)

IN_CHARGE = manner("presiding", "acting")  # a deputy in charge of the unit stands in its head's place
HEAD = post("head") | post("deputy") & IN_CHARGE
LEADER = post("head", "deputy", "member")

PARTY, DISCIPLINE = unit("county_party"), unit("county_discipline")
UNITED_FRONT, DISPATCHED = unit("county_united_front"), unit("dispatched_discipline")
DISTRICT = unit("county_party", "county_government", "county_npc", "county_cppcc", "county_court",
                "county_procuratorate", "county_discipline")
DEPARTMENTS = unit("county_united_front", "county_department", "county_direct")
BODIES = unit("township_party", "county_discipline", "county_united_front", "county_department", "county_direct")
REPORTING = unit("township_party", "county_united_front", "county_department", "county_direct")
BESIDE = unit("township_government", "township_discipline", "department_discipline")  # who talk beside a body's head
MEETING = unit("county_party", "township_party", "county_united_front", "county_department", "county_direct")
TOWNSHIP_DISCIPLINE = unit("township_discipline")
WORKING = unit("township_party", "township_government", "township_discipline", "county_discipline",
               "county_united_front", "county_department", "county_direct", "department_discipline",
               "dispatched_discipline", "section", "station")
LEADING = unit("township_party", "township_government", "township_discipline", "county_discipline",
               "county_united_front", "county_department", "county_direct")
SECTION_UNITS, OUTPOSTS = unit("section", "station"), unit("village", "station")
OWN_BODY = Relation("所在乡镇或部门", levels=WITHIN.levels, above=1)

LISTED = marked("党外")  # 统战部 lists those whom the district itself manages
DISTRICT_LEADERS = DISTRICT & rank(low=Rank.DIVISION_DEPUTY)
BELOW_SECRETARY = ~(PARTY & HEAD)  # nobody talks upward, and all others stand below him
PRINCIPALS = unit("county_discipline", "county_united_front", "county_department", "county_direct", "township_party",
                  "township_government") & HEAD

BELOW_FIRST = nobody(PRINCIPALS) & ~(DISCIPLINE & rank(low=Rank.DIVISION_DEPUTY))  # of those whom a body holds
FIRST = (DISTRICT_LEADERS & BELOW_SECRETARY | PRINCIPALS) & ~LISTED
SECTION_LEVEL = rank(Rank.SECTION_DEPUTY, Rank.SECTION) & ~post("staff") & ~LISTED
PARTY_CADRES = (WORKING & party("member") | OUTPOSTS & HEAD) & BELOW_FIRST & ~LISTED
NOT_LEADING = (rank(high=Rank.STAFF) | post("staff")) & (~post("head") | unit("section"))
RESPONSIBLE = WORKING & ~party("member") & NOT_LEADING & ~LISTED  # whom no tier names
IN_TOWNSHIPS = unit("township_party", "township_government", "township_discipline", "section", "station",
                    "village") & nobody(unit("township_party", "township_government") & HEAD) & ~LISTED
LOCAL = (WORKING | unit("village")) & BELOW_FIRST & ~LISTED

UPPER = unit("county_party", "county_government", "county_discipline")
PARTY_LEADERS = PARTY & post("head", "deputy")
FIRST_TALKERS = PARTY_LEADERS | DISCIPLINE & HEAD
SECOND_TALKERS = DISCIPLINE & LEADER | DISPATCHED & HEAD
IN_PORTFOLIO = unit("county_party", "county_government", "county_npc", "county_cppcc", "county_court",
                    "county_procuratorate")
IN_SECOND = unit("county_discipline", "dispatched_discipline")  # whose talk it is says of which tier it is
IN_THIRD = unit("township_party", "township_government", "township_discipline", "county_united_front",
                "county_department", "county_direct", "department_discipline") | DISCIPLINE & HEAD
