"""Texts for people: written in Chinese in the code, translated through one catalogue that core and web share."""

from yuetan.wording.catalogue import language, later, say, speaking

__all__ = ["language", "later", "say", "speaking"]
