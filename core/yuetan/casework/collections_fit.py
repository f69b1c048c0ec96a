"""What is to stand in a collection, held to its fields: complete, nothing misspelt, nothing there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yuetan.casework.collections_opened import OpenedCollection
from yuetan.casework.errors import NotDone, Unfit
from yuetan.casework.interviews.forms import checked
from yuetan.casework.interviews.roster import Known
from yuetan.engine.questions import faults_of
from yuetan.wording import say


class UnfitRows(NotDone):
    """What several rows hold will not do: for each row, counted from 0, and each field what is wrong."""

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        super().__init__(*(text for errors in rows.values() for text in errors.values()))
        self.rows = {row: dict(errors) for row, errors in rows.items()}


class Fitting:
    """Holds entries to one collection as it stands."""

    def __init__(self, opened: OpenedCollection) -> None:
        self.opened = opened
        self.known = Known(opened.connection)
        self.first = opened.rule.fields[0].code if opened.rule.fields else ""

    def fit(self, fields: Mapping[str, str], *, but: str = "") -> dict[str, str]:
        """An entry as it is kept. Raises `Unfit`, also for what another entry (not ``but``) says already."""
        content = self._content(fields)
        if self._same(content) in {self._same(one.content) for one in self.opened.entries
                                   if not one.retired and one.entry != but}:
            raise Unfit({self.first: say("已有相同的一条；请查看清单，需要时修改那一条。")})
        return content

    def fit_all(self, rows: Sequence[Mapping[str, str]]) -> tuple[dict[str, str], ...]:
        """Entries as they are kept, in order. Raises `UnfitRows` with everything that is wrong in any of them."""
        fitted, wrong = list[dict[str, str]](), dict[int, Mapping[str, str]]()
        standing = {self._same(one.content) for one in self.opened.entries if not one.retired}
        for number, row in enumerate(rows):
            try:
                fitted.append(content := self._content(row))
            except Unfit as unfit:
                wrong[number] = unfit.errors
                continue
            if (same := self._same(content)) in standing:
                wrong[number] = {self.first: say("与前面某一行或已有的一条相同；请删去这一行。")}
            standing.add(same)
        if wrong:
            raise UnfitRows(wrong)
        return tuple(fitted)

    def _content(self, fields: Mapping[str, str]) -> dict[str, str]:
        content = checked(self.opened.rule.fields, fields, known=self.known)
        missing = {one.code: say("请填写“{field}”。", field=one.title) for one in self.opened.rule.fields
                   if one.required and one.code not in content}
        wrong = missing or (faults_of(content) if self.opened.asked else {})
        if wrong:
            raise Unfit(wrong)
        return content

    def _same(self, content: Mapping[str, str]) -> tuple[str, ...]:
        """What makes an entry the same as another: its question, or all that it says."""
        return tuple(_squeezed(content, ("question",) if self.opened.asked else
                               tuple(one.code for one in self.opened.rule.fields)))


def _squeezed(content: Mapping[str, str], fields: Sequence[str]) -> Iterator[str]:
    return ("".join(content.get(one, "").split()) for one in fields)
