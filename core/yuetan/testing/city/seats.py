"""The seats of a city: who sits in which unit as what; some people sit in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice

from attrs import frozen

from yuetan.rules.terms import Rank
from yuetan.testing.city.shape import Place

CHIEF_TITLES = {last: f"{last}长" for last in "局部台校馆院组"}  # by the last character of a unit's name
SECTIONS = (
    "办公室主任", "组织人事科科长", "综合科科长", "财务科科长", "法规科科长", "业务一科科长", "业务二科科长",
    "监督科科长", "信息科科长",
)
DEPUTY_SECTIONS = tuple(title.replace("主任", "副主任").replace("科长", "副科长") for title in SECTIONS)
BUREAU, BUREAU_DEPUTY, DIVISION, DIVISION_DEPUTY, SECTION, SECTION_DEPUTY, STAFF = sorted(Rank, reverse=True)

# what sits where: post, title, rank, and who it is where he sits elsewhere too
Template = tuple[str, str, int, str]
CITY_LEADERS: dict[str, tuple[Template, ...]] = {
    "city_party": (
        ("head", "市委书记", BUREAU, ""), ("deputy", "市委副书记", BUREAU, "mayor"),
        ("member", "市委常委", BUREAU_DEPUTY, "discipline"), ("member", "市委常委", BUREAU_DEPUTY, "organisation"),
        ("member", "市委常委", BUREAU_DEPUTY, "first_deputy_mayor"),
        ("member", "市委常委、秘书长", BUREAU_DEPUTY, "secretary"), ("deputy", "市委副书记", BUREAU_DEPUTY, ""),
        ("member", "市委常委", BUREAU_DEPUTY, "organ"),
    ),
    "city_government": (
        ("head", "市长", BUREAU, "mayor"), ("deputy", "常务副市长", BUREAU_DEPUTY, "first_deputy_mayor"),
        *(("deputy", "副市长", BUREAU_DEPUTY, "") for _ in range(5)),
        ("member", "市政府秘书长", DIVISION, "chief_secretary"),
    ),
    "city_npc": (
        ("head", "市人大常委会主任", BUREAU, ""),
        *(("deputy", "市人大常委会副主任", BUREAU_DEPUTY, "") for _ in range(4)),
        *(("middle", title, DIVISION, "") for title in ("办公室主任", "法制工作委员会主任", "财经工作委员会主任")),
    ),
    "city_cppcc": (
        ("head", "市政协主席", BUREAU, ""), *(("deputy", "市政协副主席", BUREAU_DEPUTY, "") for _ in range(4)),
        *(("middle", title, DIVISION, "") for title in ("办公室主任", "提案委员会主任", "文史委员会主任")),
    ),
    "city_discipline": (
        ("head", "市纪委书记、市监委主任", BUREAU_DEPUTY, "discipline"),
        *(("deputy", "市纪委副书记、市监委副主任", DIVISION, "") for _ in range(2)),
        *(("member", "市纪委常委", DIVISION_DEPUTY, "") for _ in range(3)),
    ),
    "city_court": (("head", "市法院院长", BUREAU_DEPUTY, ""),
                   *(("deputy", "市法院副院长", DIVISION_DEPUTY, "") for _ in range(2))),
    "city_procuratorate": (("head", "市检察院检察长", BUREAU_DEPUTY, ""),
                           *(("deputy", "市检察院副检察长", DIVISION_DEPUTY, "") for _ in range(2))),
    "city_party_office": (("head", "市委办公室主任", BUREAU_DEPUTY, "secretary"),
                          *(("deputy", "市委办公室副主任", DIVISION_DEPUTY, "") for _ in range(3))),
    "city_government_office": (("head", "市政府办公室主任", DIVISION, "chief_secretary"),
                               *(("deputy", "市政府办公室副主任", DIVISION_DEPUTY, "") for _ in range(3))),
    "city_organisation": (("head", "市委组织部部长", BUREAU_DEPUTY, "organisation"),
                          *(("deputy", "市委组织部副部长", DIVISION, "") for _ in range(2)),
                          ("member", "市委组织部部务委员", DIVISION_DEPUTY, "")),
}
COUNTY_LEADERS: dict[str, tuple[Template, ...]] = {
    "county_party": (
        ("head", "书记", DIVISION, ""), ("deputy", "副书记", DIVISION, "mayor"),
        ("member", "常委", DIVISION_DEPUTY, "discipline"),
        ("deputy", "副书记", DIVISION_DEPUTY, ""), ("member", "常委", DIVISION_DEPUTY, "first_deputy_mayor"),
        ("member", "常委、组织部部长", DIVISION_DEPUTY, ""),
    ),
    "county_government": (("head", "政府主要负责人", DIVISION, "mayor"),
                          ("deputy", "政府常务副职", DIVISION_DEPUTY, "first_deputy_mayor"),
                          *(("deputy", "政府副职", DIVISION_DEPUTY, "") for _ in range(3))),
    "county_npc": (("head", "人大常委会主任", DIVISION, ""), ("deputy", "人大常委会副主任", DIVISION_DEPUTY, "")),
    "county_cppcc": (("head", "政协主席", DIVISION, ""), ("deputy", "政协副主席", DIVISION_DEPUTY, "")),
    "county_discipline": (("head", "纪委书记、监委主任", DIVISION_DEPUTY, "discipline"),
                          ("deputy", "纪委副书记", SECTION, "")),
    "county_court": (("head", "法院院长", DIVISION_DEPUTY, ""), ("deputy", "法院副院长", SECTION, "")),
    "county_procuratorate": (("head", "检察院检察长", DIVISION_DEPUTY, ""), ("deputy", "检察院副检察长", SECTION, "")),
}


@frozen
class Seat:
    """A seat in a unit. ``sitter`` is the same for the two seats of one person."""

    place: Place
    post: str
    title: str
    rank: int
    sitter: str


def leading_seats(place: Place, first_organ: str) -> tuple[Seat, ...]:
    """The seats of a unit's leaders, the head's first; ``first_organ`` is led by a member of the city's committee."""
    prefix = place.county
    templates = CITY_LEADERS.get(place.type) or COUNTY_LEADERS.get(place.type) or _department(place, first_organ)
    return tuple(Seat(place, post, title, rank, f"{prefix}{shared}" if shared else f"{place.code}-{number}")
                 for number, (post, title, rank, shared) in enumerate(templates))


def further_seats(places: Iterable[Place], number: int) -> Iterator[Seat]:
    """So many seats below the leaders, dealt to the units in turn."""
    lower = [place for place in places if place.type not in {"city_party", "city_government", "county_party"}]
    dealt = (seat for turn in count() for seat in _turn(lower, turn))
    return islice(dealt, number)


def _turn(places: list[Place], turn: int) -> Iterator[Seat]:
    """One more seat in each unit: heads of sections, then their deputies, then staff without end."""
    deputy, staff = turn - len(SECTIONS), turn - 2 * len(SECTIONS)
    if deputy < 0:
        post, title, rank = "middle", SECTIONS[turn], SECTION
    elif staff < 0:
        post, title, rank = "middle", DEPUTY_SECTIONS[deputy], SECTION_DEPUTY
    else:
        post, title, rank = "staff", f"科员（{staff + 1}）", STAFF
    for place in places:
        yield Seat(place, post, title, STAFF if place.county else rank, f"{place.code}-m{turn}")


def _department(place: Place, first_organ: str) -> tuple[Template, ...]:
    chief = CHIEF_TITLES.get(place.name[-1], "主任")
    if place.type == "stationed_discipline":
        return (("head", chief, DIVISION_DEPUTY, ""), ("deputy", f"副{chief}", SECTION, ""))
    if place.county:
        return (("head", f"党组书记、{chief}", SECTION, ""), ("deputy", f"党组成员、副{chief}", SECTION_DEPUTY, ""))
    if place.code == first_organ:
        return (("head", chief, BUREAU_DEPUTY, "organ"), ("deputy", f"副{chief}", DIVISION_DEPUTY, ""),
                ("deputy", f"副{chief}", DIVISION_DEPUTY, ""))
    if place.type == "city_party_organ":
        return (("head", chief, DIVISION, ""), *(("deputy", f"副{chief}", DIVISION_DEPUTY, "") for _ in range(2)))
    team, member, deputies = ("党委", "党委委员", 1) if place.type == "city_direct" else ("党组", "党组成员", 3)
    return (("head", f"{team}书记、{chief}", DIVISION, ""),
            *(("deputy", f"{member}、副{chief}", DIVISION_DEPUTY, "") for _ in range(deputies)),
            ("member", member, DIVISION_DEPUTY, ""))
