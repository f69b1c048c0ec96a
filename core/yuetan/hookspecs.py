"""The hooks of yuetan: what a plugin may bring. A plugin returns data; the core combines it by name."""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from yuetan.rules.regulation import Regulation

PROJECT = "yuetan"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def regulations() -> Sequence[Regulation]:  # type: ignore[empty-body]
    """Bring the editions of one or more regulations, with their rules and forms.

    Called once, when the plugin is loaded. What is returned is checked in shape and sense; two plugins may not bring
    editions of one code that overlap, nor give one word of an open set two titles, or two words one title.
    """


@hookspec
def blueprint(regulation: Regulation) -> object:
    """Bring the pages of a regulation's own: a `yuetan_web.public.Pages`, or None for an edition that has none.

    Asked of the plugin alone that brings the regulation, once when the pages are made, for the edition that came into
    force last. The pages stand under ``/<code>/``. Each names the action of the policy that it is for, and is there for
    those alone who may do that. It is never called where there are no pages: import what needs `yuetan_web` within it.
    """
