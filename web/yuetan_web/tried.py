"""What was sent and not done: the form that comes back, and how an act is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import abort, redirect

from yuetan.casework.acts import Done
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer


@frozen
class Tried:
    """What was sent and not done."""

    form: str = ""
    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    objections: tuple[str, ...] = ()


def answered(text: str, address: str, page: Callable[[Tried], str], form: str, typed: Mapping[str, str],  # noqa: PLR0913, PLR0917 - one request
             act: Callable[[], Done]) -> tuple[str, int] | Answer:
    """Do something and go on to an address, with what was done in words; where it is not done, the page comes back."""
    try:
        done = act()
    except Hidden:
        abort(NOT_FOUND)
    except Unfit as wrong:
        return page(Tried(form, typed, wrong.errors)), UNFIT
    except (Refused, Conflict) as wrong:
        return page(Tried(form, typed, {}, (getattr(wrong, "text", "") or str(wrong),))), UNFIT
    tell(text, done)
    return redirect(address, SEE_OTHER)
