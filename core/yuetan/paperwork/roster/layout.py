"""How a roster lies in a workbook: five sheets, their columns, and what each column may hold."""

from __future__ import annotations

import enum

from attrs import frozen

from yuetan.wording import later, say


class Holds(enum.Enum):
    """What the cells of a column hold."""

    CODE = "code"  # a staff number or unit code
    NAME = "name"  # a person's
    TEXT = "text"
    WORD = "word"  # one of a set
    MARKS = "marks"
    DATE = "date"
    TALKERS = "talkers"


@frozen(eq=False)
class Column:
    """One column: the name used here, the title users see, and the note on its header."""

    field: str
    title: str
    holds: Holds
    note: str
    required: bool = True
    of: str = ""  # the set its words come from
    width: int = 14

    def said(self) -> str:
        """The note in the language of the moment; on a column of days with the ways to write one."""
        return say(self.note) + (say(WAYS) if self.holds is Holds.DATE else "")


@frozen(eq=False)
class Sheet:
    """One sheet: its title and its columns, in the order of the template; users may reorder them."""

    title: str
    columns: tuple[Column, ...]

    def column(self, field: str) -> Column:
        """The column of that name."""
        return next(one for one in self.columns if one.field == field)


WAYS = later("可写 2026-03-01、2026.3.1、2026/3/1、2026年3月1日 或 20260301。")
ONE_OF = later("从下拉表里选。")
KNOWN_UNIT = later("“单位”表或系统里已有的单位编码。")
KNOWN_CADRE = later("“干部”表或系统里已有的工号。")

UNITS = Sheet("单位", (
    Column("unit", "单位编码", Holds.CODE,
           later("本机关自定、不再改变的编码。更名或改变隶属的单位写成几行：编码相同，起止日期相接。")),
    Column("name", "单位名称", Holds.TEXT, later("这段时间里的名称。"), width=28),
    Column("type", "单位类型", Holds.WORD, later("从下拉表里选；同一编码各行必须一致。"), of="unit_type", width=18),
    Column("parent", "上级单位编码", Holds.CODE, later("上级单位的编码；最上一级留空。"), required=False),
    Column("since", "设立日期", Holds.DATE, later("这一名称和隶属从哪天起；一直如此的留空。"), required=False),
    Column("until", "撤销日期", Holds.DATE, later("不再如此的第一天（撤销、更名、划转当天）；仍如此的留空。"),
           required=False),
))

CADRES = Sheet("干部", (
    Column("cadre", "工号", Holds.CODE, later("本机关的人事编号，每人一个。不得使用身份证号。")),
    Column("name", "姓名", Holds.NAME, later("两字姓名中间不要加空格。")),
    Column("party", "政治面貌", Holds.WORD, ONE_OF, of="party", width=16),
))

APPOINTMENTS = Sheet("任职", (
    Column("cadre", "工号", Holds.CODE, KNOWN_CADRE),
    Column("unit", "单位编码", Holds.CODE, KNOWN_UNIT),
    Column("title", "职务名称", Holds.TEXT, later("任免文件上的职务全称，如“党组成员、副局长”。"), width=24),
    Column("post", "职务类别", Holds.WORD, later("从下拉表里选，约谈制度按它确定对象和谈话人。"), of="post"),
    Column("rank", "职级", Holds.WORD, ONE_OF, of="rank"),
    Column("manner", "任职方式", Holds.WORD, later("从下拉表里选；留空即正式任职。"), required=False, of="manner"),
    Column("marks", "标记", Holds.MARKS, later("如“市管”；几个标记用顿号隔开。可以留空。"), required=False),
    Column("decided", "决定任职日期", Holds.DATE, later("作出任职决定的日期；留空即与任职日期相同。"), required=False),
    Column("since", "任职日期", Holds.DATE, later("任职的第一天。")),
    Column("until", "免职日期", Holds.DATE, later("不再担任的第一天，而不是最后一天；仍在任的留空。"), required=False),
))

PORTFOLIOS = Sheet("分管", (
    Column("cadre", "工号", Holds.CODE, later("分管领导的工号。")),
    Column("unit", "单位编码", Holds.CODE, later("所分管单位的编码。")),
    Column("since", "起", Holds.DATE, later("分管的第一天。")),
    Column("until", "止", Holds.DATE, later("不再分管的第一天；仍在分管的留空。"), required=False),
))

PAST_TALKS = Sheet("既往约谈", (
    Column("cadre", "被约谈人工号", Holds.CODE, KNOWN_CADRE),
    Column("regulation", "制度", Holds.WORD, ONE_OF, of="regulation", width=34),
    Column("kind", "约谈种类", Holds.WORD, later("从下拉表里选，应是该制度规定的种类。"), of="kind"),
    Column("on", "约谈日期", Holds.DATE, later("实际约谈的日期。")),
    Column("interviewers", "约谈人工号", Holds.TALKERS,
           later("几个人用顿号隔开。不在花名册里的（如已调离的）写姓名。可以留空。"), required=False, width=24),
))

SHEETS = (UNITS, CADRES, APPOINTMENTS, PORTFOLIOS, PAST_TALKS)
EXPLANATION, WORD_LIST, FAULT_LIST = "说明", "词表", "错误清单"
OWN_SHEETS = (EXPLANATION, WORD_LIST, FAULT_LIST)
"""Sheets of ours that hold no data: passed over when a workbook is read."""
