"""铜仁学院《关于深入落实“两个责任”推进干部约谈常态化制度》 as a plugin of yuetan."""

from yuetan.hookspecs import hookimpl
from yuetan.rules import Regulation
from yuetan_tongren.regulation import REGULATION


@hookimpl
def regulations() -> tuple[Regulation, ...]:
    """The one edition, undated: in force wherever and whenever it governs."""
    return (REGULATION,)
