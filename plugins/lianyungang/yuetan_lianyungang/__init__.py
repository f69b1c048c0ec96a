"""连云港市《市管领导干部廉政约谈暂行办法》 as a plugin of yuetan."""

from yuetan.hookspecs import hookimpl
from yuetan.rules import Regulation
from yuetan_lianyungang.regulation import REGULATION


@hookimpl
def regulations() -> tuple[Regulation, ...]:
    """The one edition in force since 2015."""
    return (REGULATION,)
