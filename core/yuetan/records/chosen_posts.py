"""In which of his posts each talker of an interview was chosen: said of those alone who hold several."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from sqlalchemy import Connection, select, update

from yuetan.records.interviews import INTERVIEWER
from yuetan.records.tables import participant


@frozen
class PostChosen:
    """A post as it is told from the others of its holder: the key of its unit, what it is, and its title."""

    unit_id: int
    post: str
    title: str


def posts_chosen(connection: Connection, interview_id: int) -> Mapping[int, PostChosen]:
    """The posts of those who talk, by the keys of the cadres; nobody of whom nothing is said."""
    of = participant.c
    query = select(of.cadre_id, of.unit_id, of.post, of.title).where(
        of.interview_id == interview_id, of.part == INTERVIEWER, of.unit_id.is_not(None))
    return {row.cadre_id: PostChosen(row.unit_id, row.post, row.title) for row in connection.execute(query)}


def put_posts(connection: Connection, interview_id: int, posts: Mapping[int, PostChosen]) -> None:
    """Say it of those who talk, by the keys of the cadres; of nobody else."""
    of = participant.c
    for cadre_id, one in posts.items():
        connection.execute(update(participant).where(
            of.interview_id == interview_id, of.part == INTERVIEWER, of.cadre_id == cadre_id).values(
                unit_id=one.unit_id, post=one.post, title=one.title))
