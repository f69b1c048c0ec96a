"""《阿坝州住房和城乡建设局廉政约谈制度（试行）》 as a plugin of yuetan."""

from yuetan.hookspecs import hookimpl
from yuetan.rules import Regulation
from yuetan_aba_housing.regulation import REGULATION


@hookimpl
def regulations() -> tuple[Regulation, ...]:
    """The one edition, on trial since 2021."""
    return (REGULATION,)
