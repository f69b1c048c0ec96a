"""Bodies of a city that go by regulations of their own: a district, a university, a housing bureau, the police."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from attrs import field, frozen

from yuetan.engine.facts import Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank
from yuetan.testing.city.names import name

BUREAU, BUREAU_DEPUTY, DIVISION, DIVISION_DEPUTY, SECTION, SECTION_DEPUTY, STAFF = sorted(Rank, reverse=True)
CHIEFS = ("head", "deputy", "member", "middle", "staff")
POLICE_BUREAU, PARTY, GOVERNMENT = "S206", "S001", "S002"  # units of every generated city of some size
LONGEST_DAYS = 5 * 365

Body = tuple[str, str, str, str]
"""A unit: its code, its type, its name, and the code of that above it."""
Seats = tuple[str, str, str, int, str, str]
"""Seats of a sort in a unit: its code, the post, titles with blanks between, the rank, marks, what they oversee."""


@frozen(kw_only=True)
class Branch:
    """A body under a regulation of its own; its ``office`` arranges the talks, ``root`` is where it begins."""

    regulation: str
    root: str
    office: str
    replaces: bool = False  # what comes from above
    bodies: tuple[Body, ...]
    seats: tuple[Seats, ...] = field(repr=False)


DISTRICT = Branch(
    regulation="litong", root="L001", office="L003",
    bodies=(
        ("L001", "county_party", "柘溪区委", PARTY), ("L002", "county_government", "柘溪区政府", "L001"),
        ("L003", "county_discipline", "柘溪区纪委监委", "L001"),
        ("L004", "county_united_front", "柘溪区委统战部", "L001"),
        ("L005", "county_department", "柘溪区教育局", "L002"), ("L006", "county_department", "柘溪区水务局", "L002"),
        ("L007", "dispatched_discipline", "柘溪区第一派出纪检监察组", "L003"),
        ("L008", "township_party", "青桐镇党委", "L001"), ("L009", "township_government", "青桐镇政府", "L008"),
        ("L010", "township_discipline", "青桐镇纪委", "L008"), ("L011", "township_party", "白坪乡党委", "L001"),
        ("L012", "township_government", "白坪乡政府", "L011"), ("L013", "station", "青桐农业服务站", "L009"),
        ("L014", "village", "青桐东村", "L008"), ("L015", "section", "柘溪区教育局人事科", "L005"),
    ),
    seats=(
        ("L001", "head", "书记", DIVISION, "市管", ""),
        ("L001", "deputy", "副书记", DIVISION_DEPUTY, "市管", "L004"),
        ("L002", "head", "区长", DIVISION, "市管", ""),
        ("L002", "deputy", "副区长", DIVISION_DEPUTY, "市管", "L005 L006"),
        ("L003", "head", "书记", DIVISION_DEPUTY, "市管", ""), ("L003", "deputy", "副书记", SECTION, "", ""),
        ("L003", "member", "常委", SECTION, "", ""),
        ("L003", "middle", "案件监督室主任 办公室主任", SECTION_DEPUTY, "", ""),
        ("L004", "head", "部长", SECTION, "", ""), ("L005", "head", "局长", SECTION, "", ""),
        ("L005", "deputy", "副局长", SECTION_DEPUTY, "", ""), ("L006", "head", "局长", SECTION, "", ""),
        ("L006", "deputy", "副局长", SECTION_DEPUTY, "", ""), ("L007", "head", "组长", SECTION, "", ""),
        ("L008", "head", "书记", SECTION, "", ""), ("L008", "member", "委员", SECTION_DEPUTY, "", ""),
        ("L009", "head", "镇长", SECTION, "", ""), ("L009", "deputy", "副镇长", SECTION_DEPUTY, "", ""),
        ("L010", "head", "书记", SECTION_DEPUTY, "", ""), ("L011", "head", "书记", SECTION, "", ""),
        ("L012", "head", "乡长", SECTION, "", ""), ("L013", "head", "站长", STAFF, "", ""),
        ("L013", "staff", "技术员", STAFF, "", ""), ("L014", "head", "党支部书记", STAFF, "", ""),
        ("L015", "head", "科长", STAFF, "", ""), ("L015", "staff", "科员", STAFF, "", ""),
    ))
UNIVERSITY = Branch(
    regulation="tongren", root="U001", office="U005", replaces=True,
    bodies=(
        ("U001", "university_committee", "砚湖学院党委", PARTY),
        ("U002", "university_administration", "砚湖学院", "U001"),
        ("U003", "university_discipline", "砚湖学院纪委", "U001"),
        ("U004", "university_office", "党政办公室", "U001"),
        ("U005", "university_inspection", "纪检监察室", "U001"),
        ("U006", "university_organisation", "党委组织部", "U001"),
        ("U007", "university_department", "教务处", "U002"),
        ("U008", "university_department", "后勤处", "U002"),
        ("U009", "university_college", "文学院", "U002"), ("U010", "university_college", "理学院", "U002"),
        ("U011", "university_branch", "文学院党总支", "U001"), ("U012", "university_branch", "理学院党总支", "U001"),
    ),
    seats=(
        ("U001", "head", "党委书记", BUREAU, "", "U004"),
        ("U001", "deputy", "党委副书记", BUREAU_DEPUTY, "", "U006"),
        ("U002", "head", "校长", BUREAU, "", ""),
        ("U002", "deputy", "副校长", BUREAU_DEPUTY, "", "U007 U008 U009 U010"),
        ("U003", "head", "纪委书记", BUREAU_DEPUTY, "", "U005"), ("U004", "head", "主任", DIVISION, "", ""),
        ("U004", "staff", "秘书", SECTION, "", ""), ("U005", "head", "主任", DIVISION, "", ""),
        ("U005", "staff", "纪检员一 纪检员二", SECTION, "", ""), ("U006", "head", "部长", DIVISION, "", ""),
        ("U007", "head", "处长", DIVISION, "关键岗位", ""), ("U007", "deputy", "副处长", DIVISION_DEPUTY, "", ""),
        ("U008", "head", "处长", DIVISION, "关键岗位", ""), ("U008", "middle", "科长", SECTION, "", ""),
        ("U009", "head", "院长", DIVISION, "", ""), ("U009", "deputy", "副院长", DIVISION_DEPUTY, "", ""),
        ("U010", "head", "院长", DIVISION, "", ""), ("U011", "head", "书记", DIVISION, "", ""),
        ("U012", "head", "书记", DIVISION, "", ""),
    ))
HOUSING = Branch(
    regulation="aba_housing", root="H001", office="H002",
    bodies=(
        ("H001", "prefecture_housing", "市住房和城乡建设管理局", GOVERNMENT),
        ("H002", "prefecture_housing_office", "局办公室", "H001"),
        ("H003", "prefecture_housing_section", "人事科", "H001"),
        ("H004", "prefecture_housing_section", "建筑业管理科", "H001"),
        ("H005", "prefecture_housing_affiliate", "质量监督站", "H001"),
        ("H006", "county_housing", "柘溪区住房和城乡建设局", "L002"),
    ),
    seats=(
        ("H001", "head", "局长", DIVISION, "市管", ""),
        ("H001", "deputy", "分管人事副局长", DIVISION_DEPUTY, "市管 分管人事", "H003"),
        ("H001", "deputy", "分管纪检监察副局长", DIVISION_DEPUTY, "市管 分管纪检监察", "H002"),
        ("H002", "head", "主任", SECTION, "", ""), ("H002", "staff", "纪检专干", SECTION_DEPUTY, "纪检专干", ""),
        ("H002", "staff", "科员", STAFF, "", ""), ("H003", "head", "科长", SECTION, "", ""),
        ("H003", "staff", "人事专干", STAFF, "人事专干", ""),
        ("H004", "head", "科长", SECTION, "", ""), ("H004", "staff", "科员", STAFF, "", ""),
        ("H005", "head", "站长", SECTION, "", ""), ("H005", "staff", "监督员", STAFF, "", ""),
        ("H006", "head", "局长", SECTION, "", ""),
    ))
POLICE = Branch(
    regulation="monthly_talks", root=POLICE_BUREAU, office="P001",
    bodies=(
        ("P001", "stationed_discipline", "驻市公安机关纪检监察组", POLICE_BUREAU),
        ("P002", "bureau_discipline", "市公安局纪委", POLICE_BUREAU),
        ("P003", "grassroots_unit", "城东分局", POLICE_BUREAU),
        ("P004", "grassroots_unit", "城西分局", POLICE_BUREAU),
        ("P005", "bureau_stationed_discipline", "驻城东分局纪检监察组", "P003"),
        ("P006", "subordinate_unit", "河湾派出所", "P003"), ("P007", "subordinate_unit", "柳巷派出所", "P004"),
    ),
    seats=(
        (POLICE_BUREAU, "member", "党委书记", DIVISION, "书记 市管", ""),
        ("P001", "head", "组长", DIVISION_DEPUTY, "市管", ""),
        ("P001", "staff", "纪检员一 纪检员二", SECTION, "", ""),
        ("P002", "head", "纪委书记", DIVISION_DEPUTY, "市管", ""),
        ("P003", "head", "分局局长", SECTION, "", ""), ("P003", "deputy", "党委书记", SECTION, "书记", ""),
        ("P004", "head", "党委书记、分局局长", SECTION, "书记", ""), ("P005", "head", "组长", SECTION_DEPUTY, "", ""),
        ("P006", "head", "所长", SECTION_DEPUTY, "", ""),
        ("P006", "deputy", "党支部书记", SECTION_DEPUTY, "书记", ""),
        ("P007", "head", "党支部书记、所长", SECTION_DEPUTY, "书记", ""), ("P003", "staff", "民警", STAFF, "", ""),
    ))
BRANCHES = (DISTRICT, UNIVERSITY, HOUSING, POLICE)


def branch_roster(first: int, random: Random, as_of: date) -> Roster:
    """All four, with as many people as they have seats; their staff numbers begin with ``first``."""
    people = tuple(_seated(first, random, as_of))
    bodies = [body for branch in BRANCHES for body in branch.bodies]
    return Roster(
        units=tuple(Unit(id=code, type=sort) for code, sort, _, _ in bodies),
        placements=tuple(Placement(unit=code, name=title, parent=above) for code, _, title, above in bodies),
        cadres=tuple(cadre for cadre, _, _ in people), appointments=tuple(post for _, post, _ in people),
        portfolios=tuple(Portfolio(cadre=cadre.id, unit=unit, since=post.since)
                         for cadre, post, overseen in people for unit in overseen))


def _seated(first: int, random: Random, as_of: date) -> Iterator[tuple[Cadre, Appointment, tuple[str, ...]]]:
    rows = [(row, title) for branch in BRANCHES for row in branch.seats for title in row[2].split()]
    for number, ((unit, post, _, rank, marks, overseen), title) in enumerate(rows, start=first):
        cadre = Cadre(id=f"{number:07d}", name=name(random))
        since = as_of - timedelta(days=random.randint(200, LONGEST_DAYS))
        yield cadre, Appointment(cadre=cadre.id, unit=unit, post=post, title=title, rank=rank, marks=marks.split(),
                                 decided=since - timedelta(days=7), since=since), tuple(overseen.split())
