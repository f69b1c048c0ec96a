"""How strongly a text binds, and the parts people play."""

from __future__ import annotations

import enum

from attrs import frozen

from yuetan.wording import later


class Force(enum.Enum):
    """How strongly a text binds, from its own verb."""

    MUST = later("应当")  # refuses
    SHOULD = later("一般")  # asks for a reason
    MAY = later("可以")  # is offered


MUST, SHOULD, MAY = Force.MUST, Force.SHOULD, Force.MAY


@frozen
class Part:
    """A part somebody plays in one interview, or in a duty. An open set: a plugin may add its own."""

    code: str
    title: str


INTERVIEWER = Part("interviewer", "约谈人")
INTERVIEWEE = Part("interviewee", "约谈对象")
ORGANISER = Part("organiser", "组织人员")
RECORDER = Part("recorder", "记录人员")
UNIT = Part("unit", "单位")  # a duty of a whole unit, or the cadre's unit as addressee
PAIR = Part("pair", "每一对谈话人和谈话对象")  # only a quota is counted for each pair
