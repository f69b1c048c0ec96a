"""月月谈：whom the text names. A bureau, its units and theirs, and the discipline groups stationed at them."""

from yuetan.rules import BELOW, NEXT_BELOW, WITHIN, Part, Relation, manner, marked, party, post, terms, unit

TERMS = (
    *terms("unit_type", city_department="市委办局", stationed_discipline="派驻纪检监察组",
           bureau_discipline="局纪委", grassroots_unit="基层单位", bureau_stationed_discipline="局纪委派驻纪检监察组",
           subordinate_unit="基层下属单位"),
    *terms("mark", 书记="书记"),
    *terms("event", postponement_asked="申请延期"),
    *terms("part", same_level_discipline="派驻谈话人所在单位的纪检监察组", bureau_discipline="局纪委"),
)

SECRETARY = marked("书记")  # of the party committee, general branch or branch of his unit
HEAD = post("head") | post("deputy") & manner("presiding", "acting")  # 主要领导; a unit may have two
DEPUTY = post("deputy")
LEADER = post("head", "deputy", "member")
OTHERS_OF_BODY = LEADER & ~SECRETARY  # 班子其他成员

BUREAU, GRASSROOTS, SUBORDINATE = unit("city_department"), unit("grassroots_unit"), unit("subordinate_unit")
GROUP = unit("stationed_discipline")  # stationed at the bureau
BUREAU_GROUP = unit("bureau_stationed_discipline")  # sent to a grassroots unit by the bureau's committee
DISCIPLINE = GROUP | BUREAU_GROUP | unit("bureau_discipline")

BUREAU_LEVEL = BUREAU & OTHERS_OF_BODY | GRASSROOTS & SECRETARY  # 二1
UNIT_HEADS = GRASSROOTS & HEAD  # 二2
GRASSROOTS_LEVEL = GRASSROOTS & OTHERS_OF_BODY | SUBORDINATE & SECRETARY  # 二3
SUBORDINATE_HEADS = SUBORDINATE & HEAD  # 二4
LISTED = BUREAU_LEVEL | UNIT_HEADS | GRASSROOTS_LEVEL | SUBORDINATE_HEADS
SECRETARIES, LEADERS = (BUREAU | GRASSROOTS) & SECRETARY, (GROUP | BUREAU_GROUP) & HEAD
OTHERS = party("member") & (  # those whom the four levels do not name
    (BUREAU | GRASSROOTS) & post("middle", "staff") | SUBORDINATE & ~HEAD & ~SECRETARY)

WITH_NEXT = Relation("本单位和下一级", levels=(0, 1))
STATIONED = Relation("派驻的单位及其下属", levels=WITHIN.levels, above=1)
STATIONED_WITH_NEXT = Relation("派驻的单位和下一级", levels=WITH_NEXT.levels, above=1)
STATIONED_NEXT = Relation("派驻单位的下一级", levels=NEXT_BELOW.levels, above=1)
STATIONED_BELOW = Relation("派驻单位的下属", levels=BELOW.levels, above=1)

STATIONED_GROUP = Part("same_level_discipline", "派驻谈话人所在单位的纪检监察组")
BUREAU_COMMITTEE = Part("bureau_discipline", "局纪委")
