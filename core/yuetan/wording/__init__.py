"""Texts for people: written in Chinese in the code, translated through one catalogue that core and web share."""

from yuetan.wording.catalogue import language, say, speaking

__all__ = ["language", "say", "speaking"]
