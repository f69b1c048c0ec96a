"""吴忠市利通区《利通区领导干部廉政勤政分级约谈办法》 as a plugin of yuetan."""

from yuetan.hookspecs import hookimpl
from yuetan.rules import Regulation
from yuetan_litong.regulation import REGULATION


@hookimpl
def regulations() -> tuple[Regulation, ...]:
    """The edition in force since 2019, which repeals that of 2014."""
    return (REGULATION,)
