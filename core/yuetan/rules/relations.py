"""How the interviewee's unit lies to the interviewer's: levels in the tree, from the own unit or the portfolio."""

from __future__ import annotations

from attrs import frozen

ANY_DEPTH = 99


@frozen
class Relation:
    """So many levels below the interviewer's own unit, or below a unit he oversees; both ends included.

    With ``above``, the counting starts so many levels above that unit: an organ of a county reaches all of the county.
    """

    title: str
    portfolio: bool = False
    levels: tuple[int, int] | None = (0, 0)  # none: wherever the units lie
    above: int = 0  # how many levels above his own unit, or one he oversees, the counting starts


ANY = Relation("不限", levels=None)
OWN_UNIT = Relation("本单位")
NEXT_BELOW = Relation("下一级", levels=(1, 1))
BELOW = Relation("下属", levels=(1, ANY_DEPTH))
WITHIN = Relation("本单位及下属", levels=(0, ANY_DEPTH))
PORTFOLIO = Relation("分管", portfolio=True)
BELOW_PORTFOLIO = Relation("分管单位的下属", portfolio=True, levels=(1, ANY_DEPTH))
WITHIN_PORTFOLIO = Relation("分管单位及其下属", portfolio=True, levels=(0, ANY_DEPTH))
