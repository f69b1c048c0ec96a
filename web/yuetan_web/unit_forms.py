"""The form by which it is proposed that units change: what each sort asks for, and what was typed, as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from yuetan.access.organisation_views import PostRow, Preview
from yuetan.casework.errors import Unfit
from yuetan.casework.units.asking import Asked
from yuetan.engine.reorganisations import ENDS, STAYS, Founded, Reorganisation, Sort
from yuetan.wording import later, say
from yuetan_web.current import access, shell
from yuetan_web.forms import read_day

SORTS = {"rename": later("更名"), "move": later("调整隶属"), "merge": later("合并"), "split": later("分设"),
         "abolish": later("机构撤销")}
"""What may be done to units, and the word for it."""

MOST_FOUNDED = 3
POST = "post."  # before the key of a post, whose choice it is
_BETWEEN = re.compile(r"[、，,；;\n]+")
_NEW = "new"


@frozen
class Tried:
    """A form that comes back: what was typed, what is wrong with it, and what it would change."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    preview: Preview | None = None
    posts: tuple[PostRow, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()  # where a post may go, and the words for it


def asked_of(typed: Mapping[str, str]) -> Asked:
    """What was typed as a proposal. Raises `Unfit` for a day that is none, and for units that are not found."""
    sort, since = typed.get("sort", ""), read_day(typed, "since")
    paper, reason = typed.get("paper", ""), typed.get("reason", "")
    if sort not in SORTS or since is None:
        return Asked(reorganisation=None, paper=paper, reason=reason)
    founded = tuple(_founded(typed))
    names = {name: _several(typed.get(name, "")) for name in ("units", "into", "parent", "heir")}
    names["above"] = tuple(one.parent for one in founded if one.parent)
    known = {text: one.code for one in founded for text in (one.name, one.code)}
    found = dict(access().units_called([text for some in names.values() for text in some])) | known
    missing = {name: say("没有找到单位“{unit}”；请填全称或者单位编码。", unit=text)
               for name, some in names.items() for text in some if text not in found}
    if missing:
        raise Unfit({"founded_parent" if name == "above" else name: text for name, text in missing.items()})
    codes = {name: tuple(dict.fromkeys(found[text] for text in some)) for name, some in names.items()}
    into = tuple(dict.fromkeys((*codes["into"], *(one.code for one in founded))))
    return Asked(paper=paper, reason=reason, reorganisation=Reorganisation(
        sort=Sort(sort), units=codes["units"], since=since, name=typed.get("name", ""),
        parent=next(iter(codes["parent"]), ""), into=into, heir=next(iter(codes["heir"]), ""),
        founded=tuple(evolve(one, parent=found.get(one.parent, "")) for one in founded),
        posts={name.removeprefix(POST): to for name, to in typed.items() if name.startswith(POST)}))


def looked_at(given: Asked, typed: Mapping[str, str]) -> Tried | None:
    """The form with what it would change, and where each post goes; None for whoever may not propose it."""
    asked = given.reorganisation
    if asked is None:
        return Tried(typed, {"since": say("请填写日期。")})
    found = access().preview_of(asked)
    if found is None:
        return None
    errors, preview = found
    if set(errors) == {"into"} and not asked.into:  # posts may still be ended one by one
        return Tried(typed, errors, None, access().posts_of(asked), ((ENDS, say("免去")), (STAYS, say("未定"))))
    return Tried(typed, errors, preview, access().posts_of(asked) if preview else (), _targets(asked, preview))


def types() -> Sequence[tuple[str, str]]:
    """The types a unit that is founded may be of."""
    return [(one.code, one.title) for one in shell().plugins.vocabulary.terms if one.of == "unit_type"]


def _targets(asked: Reorganisation, preview: Preview | None) -> tuple[tuple[str, str], ...]:
    if preview is None:
        return ()
    stays = ((STAYS, say("留在原单位")),) if set(asked.units) & set(asked.into) else ()
    return (*(one for one in preview.into if one[0] not in asked.units), *stays, (ENDS, say("免去")))


def _founded(typed: Mapping[str, str]) -> Iterable[Founded]:
    for number in range(1, MOST_FOUNDED + 1):
        values = {name: typed.get(f"{_NEW}{number}.{name}", "").strip() for name in ("code", "name", "type", "parent")}
        if values["code"] or values["name"]:
            yield Founded(**values)


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in _BETWEEN.split(text))))
