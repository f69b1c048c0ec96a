"""Filling in the form of a page that is made already, with what was typed into it before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from urllib.parse import urlsplit

from attrs import define, field
from markupsafe import escape

Attributes = Sequence[tuple[str, str | None]]
TICKED = frozenset({"checkbox", "radio"})
NEVER = frozenset({"hidden", "password", "file", "submit", "button", "reset", "image"})
"""Sorts of inputs that keep the value the page gives them."""


@define
class FormSeen:
    """A form of a page: where it is sent, and its fields; of the hidden ones with their values."""

    path: str
    names: set[str] = field(factory=set)
    hidden: set[tuple[str, str]] = field(factory=set)


def filled(page: str, address: str, typed: Sequence[tuple[str, str]], mark: str) -> str | None:
    """The page with what was typed in the form that is sent to an address, which gets ``mark`` as its query.

    None where no form of the page takes any of it. Hidden fields, passwords and files stay as they are.
    """
    seen = _Seen()
    seen.feed(page)
    given, names = set(typed), {name for name, text in typed if text}
    path = urlsplit(address).path
    fits = [(len(one.hidden & given), len(one.names & names), -number) for number, one in enumerate(seen.forms)
            if one.path == path and one.names & names]
    if not fits:
        return None
    filling = _Filling(-max(fits)[2], typed, mark)
    filling.feed(page)
    return "".join(filling.parts)


class _Seen(HTMLParser):
    """Which forms a page has that change something."""

    def __init__(self) -> None:
        super().__init__()
        self.forms = list[FormSeen]()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = _given(attrs)
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            if self.inside:
                self.forms.append(FormSeen(urlsplit(given.get("action", "")).path))
        elif self.inside and tag in {"input", "textarea", "select"} and given.get("name"):
            form, sort = self.forms[-1], given.get("type", "text")
            if sort == "hidden":
                form.hidden.add((given["name"], given.get("value", "")))
            elif sort not in NEVER:
                form.names.add(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


class _Filling(HTMLParser):
    """Writes a page once more as it is, but for the fields of one of its forms."""

    def __init__(self, number: int, typed: Sequence[tuple[str, str]], mark: str) -> None:
        super().__init__(convert_charrefs=False)
        self.left, self.mark = number, mark  # how many forms come before it
        self.texts: dict[str, Iterator[str]] = {
            name: iter([text for other, text in typed if other == name]) for name, _ in typed}
        self.given, self.parts = set(typed), list[str]()
        self.inside, self.select, self.skips = False, "", False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = _given(attrs)
        if tag == "form" and given.get("method", "").lower() == "post":
            self.inside, self.left = self.left == 0, self.left - 1
            if self.inside:
                self._write(tag, {**given, "action": _marked(given.get("action", ""), self.mark)})
                return
        if self.inside and tag in {"input", "textarea", "select", "option"}:
            self._field(tag, given)
        else:
            self._same(self.get_starttag_text() or "")

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, sort = given.get("name", ""), given.get("type", "text")
        if tag == "input" and sort in TICKED:
            self._write(tag, _set(given, "checked", on=(name, given.get("value", "on")) in self.given))
        elif tag == "input" and sort not in NEVER and name in self.texts:
            self._write(tag, given | {"value": next(self.texts[name], given.get("value", ""))})
        elif tag == "option" and self.select:
            self._write(tag, _set(given, "selected", on=(self.select, given.get("value", "")) in self.given))
        else:
            self._same(self.get_starttag_text() or "")
        if tag == "select":
            self.select = name if name in self.texts else ""
        if tag == "textarea" and name in self.texts:
            self.parts.append("\n" + str(escape(next(self.texts[name], ""))))  # browsers drop the first line break
            self.skips = True

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.skips = False
        self.inside = self.inside and tag != "form"
        self.select = "" if tag == "select" else self.select
        self._same(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._same(data)

    def handle_entityref(self, name: str) -> None:
        self._same(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._same(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._same(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self._same(f"<!--{data}-->")

    def _same(self, text: str) -> None:
        if not self.skips:
            self.parts.append(text)

    def _write(self, tag: str, given: Mapping[str, str]) -> None:
        self._same(f"<{tag}" + "".join(f' {name}="{escape(text)}"' for name, text in given.items()) + ">")


def _given(attrs: Attributes) -> dict[str, str]:
    return {name: text or "" for name, text in attrs}


def _set(given: Mapping[str, str], name: str, *, on: bool) -> dict[str, str]:
    """Attributes with one that is there or is not."""
    return {other: text for other, text in given.items() if other != name} | ({name: ""} if on else {})


def _marked(action: str, mark: str) -> str:
    """An address with one parameter more."""
    parts = urlsplit(action)
    return parts._replace(query="&".join(filter(None, (parts.query, mark)))).geturl()
