"""基层党组织开展“层级廉政月月谈”活动意见 as a plugin of yuetan."""

from yuetan.hookspecs import hookimpl
from yuetan.rules import Regulation
from yuetan_monthly_talks.regulation import REGULATION


@hookimpl
def regulations() -> tuple[Regulation, ...]:
    """The one edition there is; its text names no day, so it is in force from the governance of a unit."""
    return (REGULATION,)


@hookimpl
def blueprint() -> object:
    """The page of who held his talks: what the pages need is imported where there are pages."""
    from yuetan_monthly_talks.views import PAGES  # noqa: PLC0415 - see above

    return PAGES
