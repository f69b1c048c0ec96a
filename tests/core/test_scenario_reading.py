"""A story that cannot be told is refused: file, table, key, what is wrong and what to do. Word for word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from scenario_office import CAST, TOP, office, plugins, read, write

from yuetan.testing.read_story import read_story, story_files
from yuetan.testing.story import StoryError

OBLIGATION = """
[[expect.obligation]]
duty = "yearly"
subject = "成员"
status = "open"
due = 2026-12-31
clause = "1"
"""
INTERVIEW = """
[[interview]]
id = "谈话"
kind = "routine"
to = "成员"
by = "局长"
"""
EVENT = """
[[event]]
code = "held"
on = 2026-05-01
cadre = "成员"
"""
STEP = """
[[expect.step]]
step = "proposed"
interview = { kind = "routine", to = "成员" }
result = "permitted"
"""


def refusal(folder: Path, text: str, *, top: str = TOP) -> str:
    with pytest.raises(StoryError) as refused:
        read(folder, text, top=top)
    return str(refused.value)


KEYS = {
    "a key that is wanting": (
        OBLIGATION.replace('duty = "yearly"\n', ""),
        "story.toml：[[expect.obligation]] 1：缺少 duty；请写上一段不为空的文字。"),
    "no subject": (
        OBLIGATION.replace('subject = "成员"\n', ""),
        "story.toml：[[expect.obligation]] 1：缺少 subject；请写上它说的是哪个单位、干部或约谈。"),
    "no clause": (
        OBLIGATION.replace('clause = "1"\n', ""),
        "story.toml：[[expect.obligation]] 1：缺少 clause；请写上依据的条款，如“8.3”，几处用空格隔开。"),
    "no interviewer": (
        '[[expect.interviewer]]\nkind = "routine"\nto = "成员"\nresult = "permitted"\n',
        "story.toml：[[expect.interviewer]] 1：缺少 by；请写上一名或几名干部。"),
    "no interviewee": (
        INTERVIEW.replace('to = "成员"\n', "") + OBLIGATION, "story.toml：[[interview]] 1：缺少 to；请写上约谈对象。"),
    "no kind": (
        STEP.replace('kind = "routine", ', ""),
        "story.toml：[[expect.step]] 1.interview：缺少 kind；请写上一段不为空的文字。"),
    "a key nobody knows": (
        OBLIGATION + 'state = "open"\n', "story.toml：[[expect.obligation]] 1：没有“state”这一项；是不是要写 status。"),
    "a key nothing comes near": (
        EVENT + '"想法" = 1\n' + OBLIGATION,
        ("story.toml：[[event]] 1：没有“想法”这一项；可用的有："
         "by、cadre、code、counts_for、fields、id、on、people、reason、to、unit、until等。")),
    "a sort of expectation nobody knows": (
        OBLIGATION + '[[expect.obligations]]\nduty = "yearly"\n',
        "story.toml：[expect]：没有“obligations”这一项；是不是要写 obligation、no_obligation。"),
    "a key nobody knows at the top": (
        OBLIGATION.replace("\n[[", "asof = 1\n[[", 1), "story.toml：开头：没有“asof”这一项；是不是要写 as_of。"),
    "nothing expected": ("", "story.toml：开头：没有写任何 expect；请写明由此应当得出什么。"),
}
TYPES = {
    "a number for a text": (
        OBLIGATION.replace('"yearly"', "3"),
        "story.toml：[[expect.obligation]] 1：duty 应为一段不为空的文字，现为 3；请改正。"),
    "an empty text": (
        OBLIGATION.replace('"yearly"', '" "'),
        'story.toml：[[expect.obligation]] 1：duty 应为一段不为空的文字，现为 " "；请改正。'),
    "a day in quotes": (
        OBLIGATION.replace("2026-12-31", '"2026-12-31"'),
        'story.toml：[[expect.obligation]] 1：due 应为日期，写作 2026-03-01，不加引号，现为 "2026-12-31"；请改正。'),
    "a moment for a day": (
        OBLIGATION.replace("2026-12-31", "2026-12-31T08:00:00"),
        ("story.toml：[[expect.obligation]] 1：due 应为日期，写作 2026-03-01，不加引号，"
         "现为 2026-12-31 08:00:00；请改正。")),
    "a word for a flag": (
        OBLIGATION + 'newcomer = "yes"\n',
        'story.toml：[[expect.obligation]] 1：newcomer 应为“true”或“false”，现为 "yes"；请改正。'),
    "a flag for a number": (
        EVENT + "value = true\n" + OBLIGATION,
        "story.toml：[[event]] 1：value 应为数字，现为 true；请改正。"),
    "a number among texts": (
        OBLIGATION.replace('"成员"', '["成员", 3]'),
        "story.toml：[[expect.obligation]] 1：subject 应为文字，或者文字的列表，现为 ['成员', 3]；请改正。"),
    "a table for a list of tables": (
        "[expect]\nobligation = { duty = 1 }\n",
        "story.toml：[expect]：obligation 应为逐个写作 [[expect.obligation]] 的表，现为 {'duty': 1}；请改正。"),
    "a text for a table": (
        'settings = "stay"\n' + OBLIGATION, 'story.toml：开头：settings 应为一张表，现为 "stay"；请改正。'),
}
WORDS = {
    "a duty nobody has": (
        OBLIGATION.replace('"yearly"', '"yearl"'),
        "story.toml：[[expect.obligation]] 1：duty 写了“yearl”，没有这个；是不是要写 yearly。"),
    "a status there is not": (
        OBLIGATION.replace('"open"', '"finished"'),
        ("story.toml：[[expect.obligation]] 1：status 写了“finished”，没有这个；"
         "可用的有：done、lapsed、late、open、overdue、waiting。")),
    "a clause there is not": (
        OBLIGATION.replace('"1"', '"1 9.9"'),
        ("story.toml：[[expect.obligation]] 1：clause 写了“9.9”，制度没有这一条；"
         "第八条（三）写作“8.3”，几处用空格隔开。")),
    "a cadre nobody knows": (
        OBLIGATION.replace('"成员"', '"组员"'),
        "story.toml：[[expect.obligation]] 1：subject 写了“组员”，没有这个；是不是要写 成员。"),
    "a cadre who is an interviewer and unknown": (
        INTERVIEW.replace('"局长"', '"李某"') + OBLIGATION,
        "story.toml：[[interview]] 1：by 写了“李某”，没有这个；可用的有：中层、副局长、县长、又一成员、局长、成员。"),
    "a kind there is not": (
        INTERVIEW.replace('"routine"', '"daily"') + OBLIGATION,
        "story.toml：[[interview]] 1：kind 写了“daily”，没有这个；可用的有：reminder、routine、warning。"),
    "a rule there is not": (
        STEP.replace('"permitted"', '"refused"') + 'because = [{ rule = "guard:tow", clause = "2" }]\n',
        ("story.toml：[[expect.step]] 1 [[because]] 1：rule 写了“guard:tow”，没有这个；"
         "是不是要写 guard:two、guard:bar、guard:to_himself。")),
    "a type of unit nobody declared": (
        '[[unit]]\nid = "丙"\ntype = "bureaux"\n' + OBLIGATION,
        "story.toml：[[unit]] 1：type 写了“bureaux”，没有这个；是不是要写 bureau。"),
    "a mark nobody declared": (
        '[[appointment]]\ncadre = "成员"\nunit = "甲局"\npost = "staff"\nmarks = ["市管"]\n' + OBLIGATION,
        "story.toml：[[appointment]] 1：marks 写了“市管”，没有这个；可用的有：特邀。"),
    "a rank there is not": (
        '[[appointment]]\ncadre = "成员"\nunit = "甲局"\npost = "staff"\nrank = "chief"\n' + OBLIGATION,
        ("story.toml：[[appointment]] 1：rank 写了“chief”，没有这个；可用的有：bureau、bureau_deputy、division、"
         "division_deputy、section、section_deputy、staff。")),
}
SENSE = {
    "two of one name": (
        '[[cadre]]\nid = "甲局"\n' + OBLIGATION,
        "story.toml：[[cadre]] 1：id“甲局”已经用过；单位、干部和约谈的 id 都不能相同，请换一个。"),
    "a group with the name of a cadre": (
        '[group]\n"局长" = ["成员"]\n' + OBLIGATION,
        "story.toml：[group]：“局长”已经是单位、干部、约谈或另一组的名字；请换一个。"),
    "a group of units where cadres are asked for": (
        '[group]\n"两家" = ["甲局", "乙县"]\n[[expect.candidates]]\nkind = "routine"\nto = "两家"\nwho = []\n',
        "story.toml：[[expect.candidates]] 1：to 里不能写“甲局”；请核对它是单位、干部还是约谈。"),
    "an end before its beginning": (
        '[[portfolio]]\ncadre = "副局长"\nunit = "甲局"\nsince = 2026-05-01\nuntil = 2026-05-01\n' + OBLIGATION,
        ("story.toml：[[portfolio]] 1：until 2026-05-01 应晚于 since 2026-05-01；"
         "until 是不再如此的第一天，请改正。")),
    "an event to nobody": (
        '[[event]]\ncode = "sanctioned"\non = 2026-05-01\n' + OBLIGATION,
        "story.toml：[[event]] 1：cadre 和 unit 应当写且只写一样；约谈中的事件请写在该 interview 的 event 里。"),
    "an event to a cadre and in a unit": (
        '[[event]]\ncode = "sanctioned"\non = 2026-05-01\ncadre = "成员"\nunit = "甲局"\n' + OBLIGATION,
        "story.toml：[[event]] 1：cadre 和 unit 应当写且只写一样；约谈中的事件请写在该 interview 的 event 里。"),
    "an option there is not": (
        'settings = { roll = "often" }\n' + OBLIGATION,
        ("story.toml：开头：settings 有误：制度 office：理解“roll”没有选项“often”；"
         "请改为其中之一：stay、next_workday。")),
    "spans that overlap": (
        'span = [{ code = "semester", first = 2026-03-01, last = 2026-07-01 }, '
        '{ code = "semester", first = 2026-06-01, last = 2026-08-01 }]\n' + OBLIGATION,
        ("story.toml：开头：日历有误：semester：2026-06-01起的一段未排在前一段（至2026-07-01）之后；"
         "请按先后排列，互不重叠")),
}


@pytest.mark.parametrize(("text", "message"), [*KEYS.values(), *TYPES.values(), *WORDS.values(), *SENSE.values()],
                         ids=[*KEYS, *TYPES, *WORDS, *SENSE])
def test_a_story_that_makes_no_sense_is_refused_with_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize(("top", "message"), [
    ("", "story.toml：开头：缺少 title；请写上一段不为空的文字。"),
    ('title = "一件事"\n', "story.toml：开头：缺少 as_of；请写上日期，写作 2026-03-01，不加引号。"),
    (TOP.replace('"office"', '"offices"'), "story.toml：开头：regulation 写了“offices”，没有这个；是不是要写 office。"),
    (TOP.replace('"cast.toml"', '"kast.toml"'), "story.toml：打不开文件 kast.toml；请核对文件名和位置。"),
    (TOP + 'arrangement = "days.toml"\n', "story.toml：开头：打不开文件 days.toml；请核对文件名和位置。"),
    (TOP + 'arrangement = "cast.toml"\n',
     "story.toml：开头：日历有误：cast.toml：没有cadre这一项；可用的有：year、off、work、holiday"),
    (TOP.replace("2026-05-20", "2026-13-20"),
     ("story.toml：story.toml 不合 TOML 写法（Expected newline or end of document after a statement (at line 3, "
      "column 13)）；日期写作 2026-03-01 且不加引号，文字和中文的键加引号。")),
])
def test_what_is_wrong_at_the_top_is_said_too(tmp_path: Path, top: str, message: str) -> None:
    path = write(tmp_path, OBLIGATION, top=top, cast="cadre = []\n")
    with pytest.raises(StoryError) as refused:
        read_story(path, plugins())
    assert str(refused.value) == message


def test_a_day_without_an_edition_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, OBLIGATION)
    with pytest.raises(StoryError) as refused:
        read_story(path, plugins(office(since=date(2026, 5, 21))))
    assert str(refused.value) == ("story.toml：开头：制度 office 在 2026-05-20 没有施行中的版本；请改 as_of，"
                                  "较早的日子可以写在各项 expect 里。")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, OBLIGATION)
    path.write_bytes((TOP + OBLIGATION).encode("gb18030"))
    with pytest.raises(StoryError) as refused:
        read_story(path, plugins())
    assert str(refused.value) == "story.toml：story.toml 不是 UTF-8 编码；请另存为 UTF-8。"


def test_what_is_wrong_in_the_cast_names_the_cast(tmp_path: Path) -> None:
    path = write(tmp_path, OBLIGATION, cast=CAST + '[[portfolio]]\ncadre = "谁"\nunit = "甲局"\n')
    with pytest.raises(StoryError) as refused:
        read_story(path, plugins())
    assert str(refused.value) == ("cast.toml：[[portfolio]] 1：cadre 写了“谁”，没有这个；"
                                  "可用的有：中层、副局长、县长、又一成员、局长、成员。")


def test_a_cast_and_a_calendar_are_no_stories(tmp_path: Path) -> None:
    path = write(tmp_path, OBLIGATION)
    (tmp_path / "days.toml").write_text("year = 2027\n", encoding="utf-8")
    assert list(story_files(tmp_path)) == [path]
