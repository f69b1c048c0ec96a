"""Reads the XML of a part without trusting it: its texts and attributes. A DOCTYPE is refused."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from attrs import field, frozen

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = f"{WORD} t"


@frozen
class Read:
    """What stands in a part: its elements with their attributes, and its texts, each with the element it is in."""

    elements: list[tuple[str, dict[str, str]]] = field(factory=list)
    texts: list[tuple[str, str]] = field(factory=list)

    @property
    def names(self) -> set[str]:
        """The names of all elements."""
        return {name for name, _ in self.elements}

    def within(self, element: str) -> str:
        """All text directly within elements of a name, one after the other."""
        return "".join(text for where, text in self.texts if where == element)

    def valued(self, attribute: str) -> list[str]:
        """What an attribute is given, wherever it stands."""
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def everything(self) -> Iterator[str]:
        """First all text in one, then every value of an attribute."""
        yield "".join(text for _, text in self.texts)
        for _, attributes in self.elements:
            yield from attributes.values()


def read(content: bytes | str) -> Read:
    """Walk a part once; names are ``namespace name``.

    Raises ExpatError for what is not well-formed or has a DOCTYPE.
    """
    found, path = Read(), list[str]()
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        found.elements.append((name, attributes))

    def end(_: str) -> None:
        path.pop()

    def text(data: str) -> None:
        found.texts.append((path[-1], data))

    def refuse(*_: object) -> None:
        message = "a document type declaration"
        raise ExpatError(message)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)  # noqa: FBT003 - the parser's own signature
    return found
