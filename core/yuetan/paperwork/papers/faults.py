"""Why a document is not taken."""

from __future__ import annotations


class TemplateRefused(Exception):  # noqa: N818 - an answer to the sender, not a failure of the program
    """A template that is not used: says, in Chinese, which tag or part is not allowed and what is."""


class DocumentDamaged(Exception):  # noqa: N818 - an answer to the sender, not a failure of the program
    """A document whose text cannot be read, so that nothing can be said of what stands in it."""
