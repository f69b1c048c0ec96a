"""连云港：whom the text names. Bodies of the city and its counties, and the posts in them."""

from yuetan.rules import WITHIN, Rank, Relation, manner, marked, nobody, party, post, rank, terms, unit

TERMS = (
    *terms("unit_type", city_party="市委", city_government="市政府", city_npc="市人大", city_cppcc="市政协",
           city_court="市法院", city_procuratorate="市检察院", city_discipline="市纪委监委",
           city_supervision="市监察局（原）", city_party_office="市委办公室", city_organisation="市委组织部",
           city_party_organ="市委部委", city_government_office="市政府办公室", city_department="市委办局",
           city_direct="市直属单位", stationed_discipline="派驻纪检监察组",
           county_party="县区委", county_government="县区政府", county_npc="县区人大", county_cppcc="县区政协",
           county_court="县区法院", county_procuratorate="县区检察院", county_discipline="县区纪委监委",
           county_department="县区部门"),
    *terms("mark", 市管="市管"),
    *terms("event", organisation_approved="组织部门同意", rectification_drafted="形成整改落实情况报告",
           scheme_adopted="建立本级约谈制度"),
)

CITY_MANAGED = marked("市管")
DIVISION_LEVEL = CITY_MANAGED & rank(Rank.DIVISION_DEPUTY, Rank.DIVISION)
IN_CHARGE = manner("presiding", "acting")  # a deputy in charge of the unit stands in its head's place
HEAD = post("head") | post("deputy") & IN_CHARGE
DEPUTY, ORDINARY, MIDDLE = post("deputy") & ~IN_CHARGE, post("member"), post("middle")
PARTY_HEAD = HEAD & party("member")  # 党组（党委）主要领导
MEMBER, LEADER = ORDINARY | DEPUTY, post("head", "deputy", "member")

PARTY, GOVERNMENT = unit("city_party"), unit("city_government")
ASSEMBLIES, COURTS = unit("city_npc", "city_cppcc"), unit("city_court", "city_procuratorate")
DEPARTMENTS = unit("city_party_office", "city_organisation", "city_party_organ", "city_government_office",
                   "city_department", "city_direct")
COUNTY, COUNTY_GOVERNMENT = unit("county_party"), unit("county_government")
COUNTY_ORGANS = unit("county_npc", "county_cppcc", "county_court", "county_procuratorate")
DISCIPLINE = unit("city_discipline")  # one of the 市委各部委 in the wide sense
LOCAL_DISCIPLINE = unit("county_discipline", "stationed_discipline")
OWN_REGION = Relation("所在地区或单位", levels=WITHIN.levels, above=1)

CITY_LEADERS = (PARTY | GOVERNMENT) & LEADER
NAMED = ((PARTY | GOVERNMENT | COUNTY | COUNTY_GOVERNMENT) & MEMBER | ASSEMBLIES & (LEADER | MIDDLE)
         | (COURTS | DEPARTMENTS | COUNTY | COUNTY_GOVERNMENT | COUNTY_ORGANS) & HEAD)
COVERED = CITY_MANAGED | NAMED  # some whom the fifth article names are managed by the province or by a county
OTHERS = nobody(CITY_LEADERS)
BELOW_SECRETARY = nobody(PARTY & HEAD)  # nobody talks upward, and all others stand below him
REPORTING = (DEPARTMENTS | ASSEMBLIES | COURTS | COUNTY | COUNTY_GOVERNMENT | COUNTY_ORGANS)
LOWER = DEPARTMENTS | ASSEMBLIES | COURTS | COUNTY
