"""``yuetan paper``: the papers of a regulation, blank or as templates that an office changes in Word."""

from __future__ import annotations

from pathlib import Path

import click

from yuetan.cli.common import (
    Unusable,
    as_json,
    name_of_regulation,
    regulation,
    tell,
    tell_json,
    tell_table,
    today,
)
from yuetan.cli.errors import near
from yuetan.cli.files import written_whole
from yuetan.cli.types import ReadFile, WrittenFile
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import later, say

PDF = ".pdf"
LARGEST = 16_000_000  # bytes: more than any template may have
MATERIAL = click.argument("code", cls=Argument, metavar=later("材料"),
                          help=later("材料的代码，如 notice；yuetan paper list 列出一部制度的材料。"))
FILE = click.argument("file", cls=Argument, type=WrittenFile(".docx"), metavar=later("文件"),
                      help=later("写到哪个文件，以 .docx 结尾。"))
PRINTED = click.argument("file", cls=Argument, type=WrittenFile(".docx", PDF), metavar=later("文件"),
                         help=later("写到哪个文件，以 .docx 或 .pdf 结尾。"))
OVERWRITE = click.option("--overwrite", is_flag=True, cls=Option, help=later("文件已经存在时覆盖它。"))
SORTS = {"Letter": later("公函"), "Form": later("表格"), "Ledger": later("台账")}


@click.group(cls=Group, help=later("列出、打印一部制度的材料，或导出模板供修改。"))
def paper() -> None:
    """Papers as Word documents."""


@paper.command("list", cls=Command, help=later("列出一部制度的材料。"))
@name_of_regulation
@as_json
def list_(name: str, *, json_: bool) -> None:
    """Every material, the clause it rests on, and how it is laid out."""
    from yuetan.paperwork.papers.plain import layout_of  # noqa: PLC0415 - heavy, and --help does without

    found = _settled(name)
    rows = [(one.code, one.title, say("、").join(found.printed(place) for place in one.places),
             type(layout_of(found, one)).__name__) for one in found.of(Material)]
    if json_:
        tell_json([dict(zip(("code", "title", "clause", "layout"), row, strict=True)) for row in rows])
    else:
        tell_table((later("代码"), later("材料"), later("条款"), later("版式")),
                   [(*row[:3], say(SORTS[row[3]])) for row in rows])


@paper.command("template", cls=Command, help=later("导出一份材料的模板，可以在 Word 里修改；并列出可用的标签。"))
@name_of_regulation
@MATERIAL
@FILE
@OVERWRITE
def template(name: str, code: str, file: Path, *, overwrite: bool) -> None:
    """The template of a material, and what it may name."""
    from yuetan.paperwork.papers.materials import tags, template_of  # noqa: PLC0415 - heavy, and --help does without

    found = _settled(name)
    material = _material(found, code)
    with written_whole(file, overwrite=overwrite) as draft:
        draft.write_bytes(template_of(found, material))
    tell(say("已写出 {file}。", file=file))
    tell_table((later("标签"), later("内容")), [(f"{{{{ {tag} }}}}", say(title)) for tag, title in tags(
        found, material).items()])


@paper.command("blank", cls=Command, help=later("导出一份空白材料，供打印手填。"))
@name_of_regulation
@MATERIAL
@PRINTED
@OVERWRITE
@click.option("--unit", default="", metavar=later("单位"), cls=Option, help=later("印在材料上的单位名称。"))
def blank(name: str, code: str, file: Path, unit: str, *, overwrite: bool) -> None:
    """A paper with nothing in it but what the regulation knows."""
    from yuetan.paperwork.papers.content import Paper  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.paperwork.papers.materials import as_word  # noqa: PLC0415
    from yuetan.paperwork.papers.pdf import NotPrinted, printer  # noqa: PLC0415
    from yuetan.paperwork.papers.plain import layout_of  # noqa: PLC0415

    found = _settled(name)
    material = _material(found, code)
    blank_one = Paper(layout=layout_of(found, material), material=material, on=today(),
                      facts={"unit": unit, "regulation": f"《{found.title}》"})
    try:
        content = printer().printed([blank_one]) if file.suffix.lower() == PDF else as_word(blank_one)
    except NotPrinted as missing:
        raise Unusable(str(missing)) from missing
    with written_whole(file, overwrite=overwrite) as draft:
        draft.write_bytes(content)
    tell(say("已写出 {file}。", file=file))


@paper.command("check", cls=Command, help=later("检查在 Word 里改过的模板能不能用；不能用时以 1 退出。"))
@name_of_regulation
@MATERIAL
@click.argument("file", cls=Argument, type=ReadFile(), metavar=later("文件"), help=later("改过的模板（.docx）。"))
def check(name: str, code: str, file: Path) -> None:
    """Whether a changed template will do, and if not, what to change."""
    from yuetan.paperwork.papers.faults import TemplateRefused  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.paperwork.papers.materials import changed  # noqa: PLC0415

    found = _settled(name)
    material = _material(found, code)
    if file.stat().st_size > LARGEST:
        raise Unusable(say("文件 {file} 太大，不像是模板；请核对。", file=file))
    try:
        changed(found, material, file.read_bytes())
    except TemplateRefused as refused:
        tell(str(refused))
        raise SystemExit(1) from refused
    tell(say("{file} 可以用作“{material}”的模板。", file=file, material=material.title))


def _settled(name: str) -> Regulation:
    return regulation(name).under({})


def _material(found: Regulation, code: str) -> Material:
    known = {one.code: one for one in found.of(Material)}
    if code not in known:
        raise Unusable(say("制度 {regulation} 没有材料“{code}”{hint}；已有的是：{known}。", regulation=found.code,
                           code=code, hint=near(code, list(known)), known=say("、").join(known)))
    return known[code]
