"""The post in which somebody was chosen to talk, in words: told of those who hold several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from yuetan.access.reading_people import Reader, unit_names
from yuetan.engine.posts import post_in_words
from yuetan.records.tables import appointment


def chosen_in_words(reader: Reader, parts: Sequence[Row[Any]], *, since: date, last: date,
                    ) -> Mapping[tuple[int, str], str]:
    """The posts by the key of the cadre and the part he plays; nothing of one he held on no day from one to another.

    ``parts`` are participants with the post each was chosen in. Units are called as they were on the ``last`` day.
    """
    if not parts:
        return {}
    of = appointment.c
    query = select(of.cadre_id, of.unit_id, of.post, of.title).where(
        of.cadre_id.in_({one.cadre_id for one in parts}), of.since <= last, of.until > since)
    held = {tuple(row) for row in reader.connection.execute(query)}
    names = unit_names(reader.connection, {one.unit_id for one in parts}, last)
    return {(one.cadre_id, one.part): post_in_words(
        names.get(one.unit_id, ""), one.title or reader.vocabulary.title("post", one.post))
        for one in parts if (one.cadre_id, one.unit_id, one.post, one.title) in held}
