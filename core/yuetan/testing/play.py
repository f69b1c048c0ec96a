"""A story with acts, played in a deployment of its own: what was refused, what was seen, and the world it led to."""

from __future__ import annotations

from contextlib import nullcontext

from attrs import evolve, frozen

from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.world import World
from yuetan.plugins import Plugins
from yuetan.records.database import Engine, reading
from yuetan.records.worlds import whole_world
from yuetan.testing.acts.playing import Doing, Playing
from yuetan.testing.acts.ways import WAYS
from yuetan.testing.places.place import Looking
from yuetan.testing.places.places import PLACES
from yuetan.testing.prepared import looks_of, own_records, prepared
from yuetan.testing.stage import Played, Stage
from yuetan.testing.story import Story
from yuetan.testing.told import Act, Look, Refusal, Row, Told


def play(story: Story, told: Told, plugins: Plugins, records: Engine | None = None) -> tuple[Stage, ...]:
    """Play a story in empty records, else in some of its own: the stages of its parts, in the world it led to."""
    with nullcontext(records) if records else own_records() as there:
        playing = prepared(there, plugins, story, told)
        played = _Player(playing, told, looks_of(story)).played()
        after = _after(story, playing)
    return tuple(Stage(one, played) for one in (after, *after.others))


@frozen(eq=False)
class _Player:
    """What is to be done and looked at, in the order of days."""

    playing: Playing
    told: Told
    looks: tuple[Look, ...]

    def played(self) -> Played:
        """Do it all, and look in between."""
        refusals, failed = dict[str, Refusal](), list[tuple[Act, Refusal]]()
        sights, ahead = dict[Look, tuple[Row, ...]](), sorted(
            (one for one in self.looks if not one.after), key=lambda one: one.on)
        for act in self.told.acts:
            while ahead and ahead[0].on < act.on:
                sights[ahead[0]] = self._seen(ahead[0])
                del ahead[0]
            if (refusal := self._refused(act)) is not None and act.name:
                refusals[act.name] = refusal
            elif refusal is not None:
                failed.append((act, refusal))
            sights |= {look: self._seen(look) for look in self.looks if act.name and look.after == act.name}
        sights |= {look: self._seen(look) for look in ahead}
        return Played(refusals, tuple(failed), sights)

    def _refused(self, act: Act) -> Refusal | None:
        """Do an act: why it was not done, if it was not."""
        playing = self.playing
        playing.on(act.on)
        try:
            doing, way = Doing(playing, playing.actor(act.by), playing.made.get(act.of, "")), WAYS[act.do]
            if way.owed:
                playing.sweep()
            made = way.does(doing, act.asked)
        except NotDone as not_done:
            return _why(not_done)
        playing.made |= {act.name: made} if act.name else {}
        return None

    def _seen(self, look: Look) -> tuple[Row, ...]:
        """Every line that somebody sees there; none where there is nothing for him to see."""
        playing = self.playing
        playing.on(look.on)
        actor = playing.actor(look.reader)
        asked = {name: playing.made.get(text, "") if name == "of" else text for name, text in look.asked}
        place = PLACES[look.where]
        if place.owed:
            playing.sweep()
        return tuple(place.rows(Looking(playing, actor, playing.door(actor), asked)))


def _why(not_done: NotDone) -> Refusal:
    match not_done:
        case Refused():
            places = (at for one in not_done.objections for at in one.rule.places)
            rules = (one.rule.title for one in not_done.objections if hasattr(one.rule, "title"))
            return Refusal(sort="refused", text="".join((not_done.text, *rules)), clauses=frozenset(places))
        case Unfit():
            return Refusal(sort="unfit", text="".join(not_done.errors.values()), fields=frozenset(not_done.errors))
        case Conflict():
            return Refusal(sort="conflict", text=str(not_done))
        case Hidden():
            return Refusal(sort="hidden", text="")
    raise not_done


def _after(story: Story, playing: Playing) -> Story:
    """The story with the world that is on record at the end, as of its day, its interviews called as it calls them."""
    as_of = story.world.as_of
    with reading(playing.records) as connection:
        found = whole_world(connection, as_of=as_of, judged_from=story.world.judged_from,
                            calendar=calendar_of(connection))
        there = jurisdictions_on(connection, playing.plugins, as_of)
    names = {reference: name for name, reference in playing.made.items()}
    world = evolve(
        found, interviews=tuple(evolve(one, id=names.get(one.id, one.id)) for one in found.interviews),
        events=tuple(evolve(one, interview=names.get(one.interview, one.interview)) for one in found.events))
    return evolve(_in_world(story, world, there), others=tuple(_in_world(one, world, there) for one in story.others))


def _in_world(story: Story, world: World, there: tuple[Jurisdiction, ...]) -> Story:
    mine = tuple(one for one in there if one.regulation.code == story.regulation.code)
    return evolve(story, world=world, jurisdictions=mine)
