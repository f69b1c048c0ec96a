"""What stands against an act, in words: one sentence each, with its day and its clause."""

from __future__ import annotations

from datetime import date

import pytest

from yuetan.engine.attempts import Objection, Obstacle, Ruling
from yuetan.engine.facts import Cadre
from yuetan.engine.world import World
from yuetan.paperwork.explanation import Wording
from yuetan.plugins import load
from yuetan.rules.rule import Rule
from yuetan_web.objections import objection_words

PLUGINS = load()
REGULATION = PLUGINS.edition("lianyungang", date(2026, 3, 2))
TITLE = "《市管领导干部廉政约谈暂行办法》"


def words() -> Wording:
    assert REGULATION is not None
    world = World(cadres=(Cadre(id="1", name="江一"),), as_of=date(2026, 3, 2))
    return Wording(world, REGULATION.under({}), PLUGINS.vocabulary)


def rule(sort: str, code: str) -> Rule:
    assert REGULATION is not None
    return next(one for one in REGULATION.under({}).of(Rule) if (type(one).__name__, one.code) == (sort, code))


@pytest.mark.parametrize(("obstacle", "of", "details", "sentence"), [
    (Obstacle.ORDER, ("Step", "held"), {"needed": "notified"},
     "“通知约谈对象”还没有完成，“组织实施约谈”要在它之后"),
    (Obstacle.ENDED, ("Step", "held"), {}, "这次约谈已经结束"),
    (Obstacle.PAIRING, ("Pairing", "discipline"), {"cadre": "1"},
     "江一不在可以办理的人之列；这一对象由市纪委、监察局负责"),
    (Obstacle.PAIRING, ("Pairing", "discipline"), {}, "还没有确定约谈人；这一对象由市纪委、监察局负责"),
    (Obstacle.COMPANY, ("Pairing", "discipline"), {}, "“市纪委、监察局”要求到场的人没有到齐"),
    (Obstacle.GUARD, ("Guard", "finding_first"), {}, "警示约谈须先有纪检机关记录在案的问题认定，现在不满足"),
    (Obstacle.NOT_DONE, ("Duty", "notice"), {"needed": "notified", "latest": date(2026, 3, 6)},
     "“通知约谈对象”最迟应在 2026-03-06（周五） 办理，没有按期办理"),
    (Obstacle.NOT_DONE, ("Duty", "notice"), {"needed": "notified"}, "“通知约谈对象”还没有办理"),
    (Obstacle.TOO_LATE, ("Duty", "notice"),
     {"needed": "held", "latest": date(2026, 3, 1), "earliest": date(2026, 3, 5)},
     "“通知约谈对象”最迟应在 2026-03-01（周日）；今天办理的，最早可在 2026-03-05（周四） 组织实施约谈"),
    (Obstacle.TOO_LATE, ("Duty", "notice"), {"needed": "held"}, "“通知约谈对象”已来不及按期办理"),
    (Obstacle.TOO_EARLY, ("Duty", "notice"), {"earliest": date(2026, 3, 5)},
     "“通知约谈对象”最早可在 2026-03-05（周四） 办理"),
    (Obstacle.TOO_EARLY, ("Duty", "notice"), {}, "“通知约谈对象”还不到办理的时候，它的起算事项没有发生"),
    (Obstacle.FIELD, ("Material", "notice"), {"needed": "place"}, "约谈通知的“地点”没有填写"),
])
def test_each_obstacle_has_its_sentence(obstacle: Obstacle, of: tuple[str, str], details: dict[str, object],
                                        sentence: str) -> None:
    found = rule(*of)
    objection = Objection(ruling=Ruling.REFUSED, obstacle=obstacle, rule=found, **details)  # type: ignore[arg-type]
    places = words().places(found.places)
    assert objection_words(objection, words()) == f"{sentence}（{TITLE}{places}）。"


def test_what_asks_for_a_reason_says_so() -> None:
    objection = Objection(ruling=Ruling.REASON, obstacle=Obstacle.GUARD, rule=rule("Guard", "individual"))
    assert objection_words(objection, words()) == (
        f"约谈一般个别进行，现在不满足；要这样办理，须说明理由（{TITLE}第五条）。")


def test_every_obstacle_has_words() -> None:
    found = rule("Duty", "notice")
    said = {objection_words(Objection(ruling=Ruling.REFUSED, obstacle=one, rule=found), words()) for one in Obstacle}
    assert len(said) == len(Obstacle)
