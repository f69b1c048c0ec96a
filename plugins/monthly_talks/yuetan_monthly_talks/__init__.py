"""基层党组织开展“层级廉政月月谈”活动意见 as a plugin of yuetan."""

from yuetan.hookspecs import hookimpl
from yuetan.rules import Regulation
from yuetan_monthly_talks.regulation import REGULATION


@hookimpl
def regulations() -> tuple[Regulation, ...]:
    """The one edition there is; its text names no day, so it is in force from the governance of a unit."""
    return (REGULATION,)
