"""Stories with acts: what makes no sense is refused with its place, and what differs is said in a sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from yuetan.plugins import Plugins, load
from yuetan.testing.read_story import read_story
from yuetan.testing.scenario import run
from yuetan.testing.story import Story, StoryError

CITY = """
title = "一件事"
regulation = "lianyungang"
as_of = 2025-06-30
governance = [{ unit = "市委", regulation = "lianyungang", since = 2024-01-01 }]
unit = [
  { id = "市委", type = "city_party" },
  { id = "市教育局", type = "city_department", parent = "市委" },
]
cadre = [
  { id = "局长", post = [{ unit = "市教育局", post = "head", rank = "division", marks = ["市管"] }] },
  { id = "干事", post = [{ unit = "市委", post = "staff", rank = "staff" }] },
]
account = [{ cadre = "干事", role = "clerk", unit = "市委" }]
"""
LEAVE = """
[[act]]
id = "学习"
on = 2025-03-03
by = "干事"
do = "move"
cadre = "局长"
sort = "study"
last = 2025-06-30
paper = "1号"
reason = "中青班"
"""
SEEN = """
[[expect.seen]]
as = "干事"
on = 2025-03-04
where = "cadre"
asking = { cadre = "局长" }
why = "study"
"""


@cache
def plugins() -> Plugins:
    return load()


def story(folder: Path, text: str) -> Path:
    path = folder / "story.toml"
    path.write_text(CITY + text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> Story:
    return read_story(story(folder, text), plugins())


@pytest.mark.parametrize(("text", "said"), [
    (LEAVE.replace('"move"', '"moved"') + SEEN, "[[act]] 1：do 写了“moved”，没有这个；是不是要写 move。"),
    (LEAVE.replace('"study"', "3") + SEEN, "[[act]] 1：sort 应为一段不为空的文字，现为 3；请改正。"),
    (LEAVE.replace("paper =", "papers =") + SEEN, "[[act]] 1：缺少 paper；请写上一段不为空的文字。"),
    (LEAVE + 'colour = "红"\n' + SEEN, "[[act]] 1：没有“colour”这一项"),
    (LEAVE.replace('by = "干事"', 'by = "无名"') + SEEN, "[[act]] 1：by 写了“无名”，没有这个"),
    (LEAVE + 'of = "没有做过的"\n' + SEEN, "[[act]] 1：of 写了“没有做过的”，没有这个"),
    (LEAVE + LEAVE.replace("学习", "又学习").replace("03-03", "03-02") + SEEN,
     "[[act]] 2：on 2025-03-02 早于前一项行为的 2025-03-03"),
    (LEAVE + SEEN.replace('"cadre"', '"cadres"'), "[[expect.seen]] 1：where 写了“cadres”，没有这个；是不是要写 cadre"),
    (LEAVE + SEEN.replace('why = "study"', ""), "[[expect.seen]] 1：没有写看到的是什么；cadre 可写的有："),
    (LEAVE + SEEN.replace('asking = { cadre = "局长" }', ""), "[[expect.seen]] 1.asking：缺少 cadre"),
    (LEAVE + SEEN + "since = 3\n", "[[expect.seen]] 1：since 应为日期"),
    (LEAVE + SEEN + "times = 1.5\n", "[[expect.seen]] 1：times 应为整数"),
    (LEAVE + '[[expect.refused]]\nact = "学习"\n', "[[expect.refused]] 1：没有写为什么"),
    (LEAVE + '[[expect.refused]]\nact = "没有"\nsort = "hidden"\n', "[[expect.refused]] 1：act 写了“没有”"),
    (LEAVE + SEEN + '[[event]]\ncode = "finding_recorded"\non = 2025-03-03\ncadre = "局长"\n',
     "finding_recorded（2025-03-03）不早于第一项行为（2025-03-03）"),
    ('[[expect.seen]]\nas = "无名"\nwhere = "desk"\nduty = "annual_talk"\n', "as 写了“无名”，没有这个"),
    ('[[edition]]\nregulation = "litong"\nsince = 2001-01-01\n' + SEEN, "制度 litong 在 2001-01-01 之前没有施行中"),
    ('[[edition]]\nregulation = "litong"\nsince = 2027-01-01\n'
     'change = [{ rule = "duty:x", field = "due", value = 1 }]\n' + SEEN, "rule 写了“duty:x”，没有这个"),
    ('[[edition]]\nregulation = "lianyungang"\nsince = 2027-01-01\n'
     'change = [{ rule = "duty:rectification_report", field = "due.counts", value = 1 }]\n' + SEEN,
     "field 写了“counts”，这里没有；可用的有：anchor"),
], ids=range(19))
def test_what_makes_no_sense_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(StoryError) as refused:
        read(tmp_path, text)
    assert said in str(refused.value)


@pytest.mark.parametrize(("text", "said"), [
    (LEAVE + SEEN, ()),
    (LEAVE + SEEN.replace('"study"', '"death"'), "[[expect.seen]] 1：没有看到 干事 cadre {why = death}"),
    (LEAVE + SEEN.replace("seen", "unseen"), "[[expect.unseen]] 1：不应看到 干事 cadre {why = study}，却看到了："),
    (LEAVE + SEEN + "times = 2\n", "[[expect.seen]] 1：干事 cadre {why = study} 的 times 应为 2，实为 1。"),
    (LEAVE.replace("last = 2025-06-30\n", "") + SEEN.replace("seen", "unseen"),
     "act：学习 没有办成（unfit、请填写最后一天。、last）；如果本应如此，请写 expect.refused。"),
    (LEAVE + '[[expect.refused]]\nact = "学习"\nsort = "hidden"\n',
     "[[expect.refused]] 1：学习 应当办不成，却办成了。"),
    (LEAVE.replace("last = 2025-06-30\n", "") + '[[expect.refused]]\nact = "学习"\nsort = "unfit"\nfields = "on"\n',
     "[[expect.refused]] 1：学习 的 fields 应为 on，实为 last。"),
], ids=range(7))
def test_what_differs_is_said_in_a_sentence(tmp_path: Path, text: str, said: str | tuple[str, ...]) -> None:
    sentences = run(story(tmp_path, text), plugins()).sentences
    assert sentences == () if said == () else any(str(said) in one for one in sentences), sentences
