"""Any material of any regulation as a Word document: filled in, blank, or as a template that an office may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from docx.document import Document as OpenDocument

from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.drawn_form import draw_form
from yuetan.paperwork.papers.drawn_ledger import draw_ledger
from yuetan.paperwork.papers.drawn_letter import draw_letter
from yuetan.paperwork.papers.filling import Entry
from yuetan.paperwork.papers.letter import head_size, signature_indent
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.plain import layout_of
from yuetan.paperwork.papers.tagging import ENTRIES, lists_of, names_of, tagged
from yuetan.paperwork.papers.tags import Lists
from yuetan.paperwork.papers.template import Template, checked_template
from yuetan.rules.duties import Duty
from yuetan.rules.layouts import ROW, Form, Layout, Letter
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.rules.sense_layouts import GROUNDS, handed_over

USUAL_UNIT = 14  # characters: what a template is made for that serves every unit
MANY = 256  # templates kept parsed: every material of every regulation, and letters of some sizes


def render(regulation: Regulation, material: Material, entries: Sequence[Entry] = (), *,  # noqa: PLR0913 - a paper has many parts, each named
           facts: Mapping[str, str], on: date, by_hand: bool = False,
           template: Template | None = None) -> bytes:
    """The .docx of a material, with the values of its fields by their codes: people and units by name.

    See `Paper` for what is given. From one that is not filled in by hand what was left empty is left out where it need
    not be filled in. Nothing but declared fields gets in, and none that only some may see but whoever the layout is
    for. ``template`` is one that an office has changed, as `changed` gives it.
    """
    return render_with(layout_of(regulation, material), material, entries, facts=facts, on=on, by_hand=by_hand,
                       template=template)


def render_with(layout: Layout, material: Material, entries: Sequence[Entry] = (), *,  # noqa: PLR0913 - see above
                facts: Mapping[str, str], on: date, by_hand: bool = False,
                template: Template | None = None) -> bytes:
    """The same for a layout that no regulation has, such as that of a paper twin."""
    return as_word(Paper(layout=layout, material=material, entries=entries, facts=facts, on=on, by_hand=by_hand),
                   template)


def as_word(paper: Paper, template: Template | None = None) -> bytes:
    """A paper as a .docx file; equal papers are equal bytes."""
    used = template or _own(paper.layout, paper.material, *_sizes(paper.layout, paper.unit), roomy=paper.blank)
    return used.filled(paper.values, issuer=paper.unit, on=paper.on)


def template_of(regulation: Regulation, material: Material) -> bytes:
    """The template of a material as a .docx, tags and all, to be changed in Word: it serves every unit."""
    layout = layout_of(regulation, material)
    return saved(_drawn(layout, material, *_sizes(layout, "某" * USUAL_UNIT), roomy=False))


def changed(regulation: Regulation, material: Material, document: bytes) -> Template:
    """A template that an office has changed, checked; see `tags` for what it may name.

    Raises `TemplateRefused`, which says what to change.
    """
    return checked_template(document, *taken_names(regulation, material))


def taken_names(regulation: Regulation, material: Material) -> tuple[Mapping[str, str], Lists]:
    """What a template of a material may name, and the lists it may go through, each with the fields of its items."""
    names, lists = tags(regulation, material), lists_of(material, layout_of(regulation, material).reader)
    return names, {**lists, ENTRIES: (*names, ROW)}


def tags(regulation: Regulation, material: Material) -> Mapping[str, str]:
    """What the template of a material may name, with what it is called: facts of the case first, then its fields."""
    names = names_of(material, layout_of(regulation, material).reader)
    untold = {GROUNDS} if handed_over(material, regulation.of(Duty)) else set()
    return {code: title for code, title in names.items() if code not in untold}


def _sizes(layout: Layout, unit: str) -> tuple[int, int]:
    """The points of the unit's name in red and the characters before its signature, where the layout has them."""
    if not isinstance(layout, Letter):
        return 0, 0
    return head_size(unit) if layout.headed else 0, 0 if layout.signed_by else signature_indent(unit)


def _drawn(layout: Layout, material: Material, size: int, indent: int, *, roomy: bool) -> OpenDocument:
    title = tagged(layout.title) or material.title
    if isinstance(layout, Letter):
        return draw_letter(layout, title, size, indent)
    return draw_form(layout, title, material, roomy=roomy) if isinstance(layout, Form) else draw_ledger(layout, title)


@lru_cache(maxsize=MANY)
def _own(layout: Layout, material: Material, size: int, indent: int, *, roomy: bool) -> Template:
    document = saved(_drawn(layout, material, size, indent, roomy=roomy))
    return checked_template(document, names_of(material, layout.reader), lists_of(material, layout.reader))
