"""连云港：whom the text names. Bodies of the city and its counties, and the posts in them."""

from yuetan.rules import marked, nobody, post, reading, terms, unit

TERMS = (
    *terms("unit_type", city_party="市委", city_government="市政府", city_npc="市人大", city_cppcc="市政协",
           city_court="市法院", city_procuratorate="市检察院", city_discipline="市纪委监委",
           city_supervision="市监察局（原）", city_party_office="市委办公室", city_organisation="市委组织部",
           city_party_organ="市委部委", city_government_office="市政府办公室", city_department="市委办局",
           city_direct="市直属单位", stationed_discipline="派驻纪检监察组",
           county_party="县区委", county_government="县区政府", county_npc="县区人大", county_cppcc="县区政协",
           county_court="县区法院", county_procuratorate="县区检察院", county_discipline="县区纪委监委",
           county_department="县区部门"),
    *terms("event", organisation_approved="组织部门同意", rectification_drafted="形成整改落实情况报告",
           scheme_adopted="建立本级约谈制度"),
)

CITY_MANAGED = marked("市管")
HEAD, MEMBER, MIDDLE = post("head"), post("deputy", "member"), post("middle")
LEADER = HEAD | MEMBER

PARTY, GOVERNMENT = unit("city_party"), unit("city_government")
ASSEMBLIES, COURTS = unit("city_npc", "city_cppcc"), unit("city_court", "city_procuratorate")
DEPARTMENTS = unit("city_party_office", "city_organisation", "city_party_organ", "city_government_office",
                   "city_department", "city_direct")
COUNTY, COUNTY_GOVERNMENT = unit("county_party"), unit("county_government")
COUNTY_ORGANS = unit("county_npc", "county_cppcc", "county_court", "county_procuratorate")
LIAISON = unit("city_discipline", "county_discipline", "stationed_discipline")

DISCIPLINE = reading("supervision_bureau", "监察局已撤并，报送对象如何确定", {
    "successor": unit("city_discipline"), "as_printed": unit("city_discipline", "city_supervision")},
    why="监察局职责已由市纪委监委承接；原机关数据仍在册的，可将两者并列", clause="7.4")
DISCIPLINE_TALKERS = reading("discipline_talkers", "市纪委、监察局负责的约谈由谁出面", {
    "leaders": unit("city_discipline") & LEADER, "anyone": unit("city_discipline")},
    why="以机关名义进行的约谈由其领导班子成员出面；也可理解为机关干部受指派即可", clause="5.7")

CITY_LEADERS = (PARTY | GOVERNMENT) & LEADER
NAMED = ((PARTY | GOVERNMENT | ASSEMBLIES | COUNTY | COUNTY_GOVERNMENT) & MEMBER | ASSEMBLIES & MIDDLE
         | (ASSEMBLIES | COURTS | DEPARTMENTS | COUNTY | COUNTY_GOVERNMENT | COUNTY_ORGANS) & HEAD)
COVERED = CITY_MANAGED | NAMED  # some whom the fifth article names are managed by the province or by a county
OTHERS = nobody(CITY_LEADERS)
REPORTING = (DEPARTMENTS | ASSEMBLIES | COURTS | COUNTY | COUNTY_GOVERNMENT | COUNTY_ORGANS)
LOWER = DEPARTMENTS | COUNTY
