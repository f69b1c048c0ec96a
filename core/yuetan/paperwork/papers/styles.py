"""The styles and settings of official papers (GB/T 9704-2012): fonts, sizes, lines, and no trace of any Word."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from yuetan.paperwork.papers.reading import WORD

FANG, SONG, HEI, KAI, PLAIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
WESTERN = "Times New Roman"
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5  # 二号、三号、四号、小四、五号, in points
LINE = 28.9  # points, exact: 22 of them fill a page
TITLE_LINE, TABLE_LINE = 36.0, 24.0
TWIPS = 20  # of a point
CHARACTER = 315  # twips: 156 mm hold 28 characters of the third size, each a little closer to the next than drawn
CLOSER = f'<w:spacing w:val="{CHARACTER - SIZE_3 * TWIPS:.0f}"/>'


def fonts(name: str) -> str:
    """The fonts of a run or a style: Chinese characters, and the quotation marks among them, in one of ours."""
    return (f'<w:rFonts w:ascii="{WESTERN}" w:hAnsi="{WESTERN}" w:cs="{WESTERN}" w:eastAsia="{name}" '
            'w:hint="eastAsia"/>')


def _style(name: str, font: str, size: float, paragraph: str, line: float = LINE) -> str:
    closer = CLOSER if size == SIZE_3 else '<w:spacing w:val="0"/>'
    identity, half_points = name.title().replace(" ", ""), f"{size * 2:.0f}"
    return (f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:qFormat/><w:pPr>{paragraph.format(line=_exact(line))}</w:pPr>'
            f'<w:rPr>{fonts(font)}{closer}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
            "</w:style>")


def _exact(line: float, before: float = 0, after: float = 0) -> str:
    return (f'<w:spacing w:before="{before * TWIPS:.0f}" w:after="{after * TWIPS:.0f}" '
            f'w:line="{line * TWIPS:.0f}" w:lineRule="exact"/>')


INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER:.0f}"/>'
CENTRED = '<w:jc w:val="center"/>'
STYLES = f"""\
<w:styles xmlns:w="{WORD}">
<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>\
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr><w:widowControl w:val="0"/>{_exact(LINE)}<w:jc w:val="both"/></w:pPr>\
<w:rPr>{fonts(FANG)}{CLOSER}<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>\
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>\
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>\
<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>\
<w:tblPr><w:tblBorders>{"".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))}</w:tblBorders>\
<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>\
<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
{_style("Title", SONG, SIZE_2, "<w:keepNext/><w:keepLines/>{line}" + CENTRED, TITLE_LINE)}
{_style("Body Text", FANG, SIZE_3, "{line}" + INDENT)}
{_style("heading 1", HEI, SIZE_3, "{line}" + INDENT + '<w:outlineLvl w:val="0"/>')}
{_style("heading 2", KAI, SIZE_3, "{line}" + INDENT + '<w:outlineLvl w:val="1"/>')}
{_style("Salutation", FANG, SIZE_3, "<w:keepNext/>{line}")}
{_style("Closing", FANG, SIZE_3, "<w:keepNext/><w:keepLines/>{line}" + INDENT)}
{_style("Signature", FANG, SIZE_3, "<w:keepNext/><w:keepLines/>{line}" + CENTRED)}
{_style("footer", PLAIN, SIZE_4, '<w:spacing w:line="240" w:lineRule="auto"/>')}
{_style("Table Text", FANG, SIZE_4, '<w:widowControl/><w:snapToGrid w:val="0"/>{line}<w:jc w:val="left"/>', TABLE_LINE)}
{_style("Table Head", HEI, SIZE_4, '<w:keepNext/><w:snapToGrid w:val="0"/>{line}' + CENTRED, TABLE_LINE)}
</w:styles>"""


def styles() -> BaseOxmlElement:
    """Every style a paper is made of, and no other."""
    return parse_xml(STYLES)


def settings(*, even: bool) -> BaseOxmlElement:
    """Settings of a paper; ``even``: whether its even pages have a foot of their own.

    Word is told to leave out who edited the paper, and when, each time it is saved.
    """
    even_pages = "<w:evenAndOddHeaders/>" if even else ""
    return parse_xml(f"""\
<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:removePersonalInformation/><w:removeDateAndTime/>\
<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>{even_pages}\
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>\
<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>\
<w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" \
w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>""")
