"""The page of a template that says how to fill it in. Its examples stand here alone, and are never read."""

from __future__ import annotations

from typing import Any

from yuetan.paperwork.roster.layout import EXPLANATION, SHEETS, Sheet
from yuetan.wording import say

EXAMPLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "单位": (("D01", "市教育局", "市委办局", "Z02", "", "2024-03-01"),
             ("D01", "市教育体育局", "市委办局", "Z02", "2024-03-01", "")),
    "干部": (("00012345", "例一", "中共党员"),),
    "任职": (("00012345", "D01", "党组书记、局长", "主要负责人", "正处级", "正式任职", "市管", "2024-02-20",
              "2024-03-01", ""),),
    "分管": (("00010002", "D01", "2024-03-01", ""),),
    "既往约谈": (("00012345", "（从下拉表里选）", "日常约谈", "2025-11-06", "00010002"),),
}


def explain(workbook: Any) -> None:  # noqa: ANN401 - the library has no types
    """Add the page to a workbook."""
    page = workbook.add_worksheet(EXPLANATION)
    title = workbook.add_format({"bold": True, "font_name": "黑体", "font_size": 14})
    head = workbook.add_format({"bold": True, "font_name": "宋体", "border": 1, "bg_color": "#EFEFEF"})
    plain = workbook.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top"})
    example = workbook.add_format({"font_name": "宋体", "italic": True, "font_color": "#808080", "num_format": "@"})
    page.set_column(0, 0, 18, plain)
    page.set_column(1, 9, 16, plain)
    page.write_string(0, 0, say("花名册填写说明"), title)
    row = 1
    for line in rules():
        page.merge_range(row, 0, row, 9, "", plain)
        page.write_string(row, 0, line, plain)
        page.set_row(row, 32)
        row += 1
    for sheet in SHEETS:
        row = _columns(page, sheet, row + 1, (title, head, plain, example))


def rules() -> tuple[str, ...]:
    """What holds for the whole workbook, in sentences."""
    return (
        say("一、表头颜色深的列必须填写，浅的可以留空。列的次序可以调整，表头文字不要改，也不要合并单元格。"),
        say("二、编码和工号按文本填写（模板已设为文本格式），开头的 0 才不会丢。"
            "不得填写身份证号，系统不保存身份证号。"),
        say("三、有起止的，起是第一天，止是不再如此的第一天，而不是最后一天；没有结束的留空。"),
        say("四、导入时按单位编码、工号等核对：系统里没有的新增，内容不同的更新，相同的不动，表里没写的保持原样，不会删除任何记录。"),
        say("五、有一处错误就整份不导入，并退回标注好的副本；也可以选择只导入没有错误的行。"),
        say("六、下面灰色的是填写示例，只在本页，不会被导入。可用的词见“词表”。"),
    )


def _columns(page: Any, sheet: Sheet, row: int, formats: tuple[Any, ...]) -> int:  # noqa: ANN401
    title, head, plain, example = formats
    page.write_string(row, 0, sheet.title, title)
    lines = [(head, [column.title for column in sheet.columns]), *((example, cells) for cells in EXAMPLES[sheet.title])]
    for look, cells in lines:  # row after row: those written are no longer in memory
        row += 1
        for place, text in enumerate(cells):
            page.write_string(row, place, text, look)
    row += 1
    for column in sheet.columns:
        page.write_string(row, 0, column.title, plain)
        page.merge_range(row, 1, row, 9, "", plain)
        page.write_string(row, 1, column.said(), plain)
        row += 1
    return row
