"""Explanations in words: why something is owed, how its day was counted, whose task it is, and by which clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from yuetan.access.views import RuleAgainst
from yuetan.engine.explain import Explanation, Owner
from yuetan.engine.facts import Event
from yuetan.engine.obligations import Obligation, Status
from yuetan.engine.posts import post_in_words
from yuetan.engine.world import Holding, World
from yuetan.rules.days import Counted, Tick
from yuetan.rules.duties import Duty, Tally
from yuetan.rules.events import COMMON_EVENTS, PERIOD_END, PERIOD_START, duty_of, is_overdue, plain
from yuetan.rules.force import INTERVIEWEE, Part
from yuetan.rules.holidays import Basis, weekday_of
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step
from yuetan.rules.readings import Choice
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import UNIT_LEVEL, Selector
from yuetan.rules.terms import RANK_TITLES, Rank, Vocabulary
from yuetan.wording import say


@frozen
class Line:
    """One part of an explanation: what it speaks of, and what it says."""

    label: str
    text: str


@frozen
class Wording:
    """What the words are taken from: the world, the settled regulation, and what units and posts are called."""

    world: World
    regulation: Regulation
    vocabulary: Vocabulary
    titles: Mapping[str, str] = field(factory=dict)  # of every regulation, by its code

    def day(self, day: date) -> str:
        """A day with its day of the week: 2026-03-02（周一）."""
        return say("{day}（周{weekday}）", day=day.isoformat(), weekday=weekday_of(day))

    def event(self, code: str) -> str:
        """What an event is called: by the regulation's own rule of that code, else by its term."""
        if code in {PERIOD_START, PERIOD_END}:
            return say("周期首日") if code == PERIOD_START else say("周期末日")
        if (duty := duty_of(code)) is not None:
            title = next((one.title for one in self.regulation.of(Duty) if one.code == duty), duty)
            return say("“{duty}”逾期", duty=title) if is_overdue(code) else say("准许不按期办理“{duty}”", duty=title)
        name = self._title_of_event(plain(code))
        return say("{event}期满", event=name) if code != plain(code) else name

    def _title_of_event(self, code: str) -> str:
        steps = {one.code: one.title for one in self.regulation.of(Step)}
        papers = {one.code: say("参加{paper}", paper=one.title) if one.drawn_from else
                  say("提交{paper}", paper=one.title) for one in self.regulation.of(Material)}
        tallies = {one.code: one.title for one in self.regulation.of(Tally)}
        common = {one.code: one.title for one in COMMON_EVENTS}
        named = self.regulation.title_of("event", code)
        return {**common, **({code: named} if named else {}), **tallies, **papers, **steps}.get(code, code)

    def person(self, cadre: str) -> str:
        """A cadre's name; the staff number where he is not in the roster."""
        known = self.world.cadre(cadre)
        return known.name if known else cadre

    def post(self, post: Holding) -> str:
        """A post: 市教育局局长; what the unit's name ends in and the title begins with is said once: 市法院院长."""
        unit = self.world.name_of(post.unit, self.world.as_of)
        return post_in_words(unit, post.appointment.title or self.vocabulary.title("post", post.post))

    def details(self, post: Holding) -> tuple[str, ...]:
        """What selectors read of a post: its sort, rank and marks, and the manner where it is not a regular one."""
        rank = (RANK_TITLES[Rank(post.rank)],) if post.rank in set(Rank) else ()
        manner = (self.vocabulary.title("manner", post.manner),) if post.manner != "regular" else ()
        marks = (self.vocabulary.title("mark", mark) for mark in sorted(post.marks))
        return (self.vocabulary.title("post", post.post), *rank, *marks, *manner)

    def subject(self, obligation: Obligation) -> str:
        """Whom an obligation concerns: people, or a unit."""
        occasion = obligation.occasion
        if occasion is None or not occasion.cadres:
            unit = occasion.unit if occasion else obligation.key.subject
            return self.world.name_of(unit, self.world.as_of)
        return say("、").join(self.person(cadre) for cadre in occasion.cadres)

    def citation(self, places: tuple[str, ...]) -> str:
        """The ground: 《…》第八条（三）."""
        return say("《{title}》{places}", title=self.regulation.title, places=self.places(places))

    def places(self, places: tuple[str, ...]) -> str:
        """Places as the text prints them: 第五条（一）、第六条."""
        return say("、").join(self.regulation.printed(place) for place in places)


def status_words(obligation: Obligation, as_of: date) -> str:
    """How it stands, with the days that are left or passed: 逾期 3 天, 今日到期, 还有 5 天, 已办.

    Where the text names no day its age is told, and nothing is ever overdue: 待办 12 天.
    """
    due = obligation.due
    if obligation.status is Status.OVERDUE and due is not None:
        return say("逾期 {days} 天", days=(as_of - due).days)
    if obligation.status is Status.OPEN and due is not None:
        days = (due - as_of).days
        return say("今日到期") if days == 0 else say("还有 {days} 天", days=days)
    since = obligation.occasion.since if obligation.occasion else date.min
    if obligation.status is Status.OPEN and since != date.min:
        return say("待办 {days} 天", days=(as_of - since).days)
    return say(obligation.status.value)


def against_words(rules: Iterable[RuleAgainst], words: Wording) -> Iterator[Line]:
    """Against which rules something was done, line by line: those it broke, and those departed from for a reason."""
    for one in rules:
        label = say("违反") if one.broken else say("说明理由后变通")
        yield Line(label, say("{title}（{places}）", title=one.title, places=words.places(one.places)))


def account(explanation: Explanation, words: Wording) -> tuple[Line, ...]:
    """The whole explanation, line by line, in the language of the moment."""
    return tuple(line for make in (_ground, _because, _post, _due, _met, _owners, _addressee, _chosen)
                 for line in make(explanation, words) if line.text)


def term_words(explanation: Explanation, words: Wording) -> tuple[Line, ...]:
    """Of the same, how its day was counted: what stands beside a date."""
    return tuple(line for line in _due(explanation, words) if line.text)


def counted_words(duty: Duty, counted: Counted, words: Wording) -> tuple[Line, ...]:
    """The same of a day that is only reckoned, such as the last to give notice of a talk that is not proposed yet."""
    return tuple(_counted_lines(duty, counted, words.event(duty.due.anchor) if duty.due else "", words))


def reading_words(choices: Iterable[Choice], words: Wording) -> tuple[Line, ...]:
    """Where the text is open that something rests on: how it is read, why, and how it could be read."""
    return tuple(_readings(choices, words))


def _ground(explanation: Explanation, words: Wording) -> Iterator[Line]:
    for clause in explanation.clauses:
        yield Line(say("依据"), say("{citation}：{gist}", citation=words.citation((clause.at,)), gist=clause.gist))


def _because(explanation: Explanation, words: Wording) -> Iterator[Line]:
    occasion = explanation.obligation.occasion
    if occasion is None:
        return
    interview = words.world.interview(occasion.interview)
    if interview is not None and not occasion.event:
        kind = words.regulation.kind(interview.kind)
        title = kind.title if kind else interview.kind
        yield Line(say("起因"), say("{day}提出的{kind}", day=words.day(occasion.since), kind=title))
    elif occasion.event:
        yield Line(say("起因"), say("{day}{event}", day=words.day(occasion.since), event=words.event(occasion.event)))
    elif occasion.duty.each is not None and occasion.until is not None:
        yield Line(say("周期"), occasion.duty.each.label((occasion.since, occasion.until)))
    elif occasion.last is not None:
        yield Line(say("周期"), say("从上次（{day}）起算", day=words.day(occasion.last)))


def _post(explanation: Explanation, words: Wording) -> Iterator[Line]:
    for post in explanation.posts:
        yield Line(say("职务"), say("{person}任{post}（{details}）", person=words.person(post.cadre),
                                  post=words.post(post), details=say("，").join(words.details(post))))
    if explanation.obligation.newcomer:
        yield Line(say("新任"), say("本周期内新任，当期标注“新任”，不判逾期"))


def _due(explanation: Explanation, words: Wording) -> Iterator[Line]:
    term, counted, due = explanation.term, explanation.counted, explanation.obligation.duty.due
    if not term.named:
        yield Line(say("时限"), say("原文未定天数，只显示已历时日，不判逾期"))
    elif term.anchor is None:
        yield Line(say("时限"), say("待{event}之后才能确定", event=words.event(due.anchor) if due else ""))
    elif counted is None or due is None:
        yield Line(say("时限"), say("最迟 {day}，当日在内", day=words.day(term.due)) if term.due else "")
    else:
        planned = say("（按计划日）") if term.anchor.planned else ""
        yield from _counted_lines(explanation.obligation.duty, counted, words.event(due.anchor) + planned, words)


def _counted_lines(duty: Duty, counted: Counted, anchor: str, words: Wording) -> Iterator[Line]:
    if duty.due is not None:
        yield Line(say("时限"), _counted(counted, duty.due.count, duty.due.tick, anchor, words))
        yield from _rolled(counted, words)
        yield from _provisional(counted, words)


def _counted(counted: Counted, count: int, tick: Tick, anchor: str, words: Wording) -> str:
    last = counted.rolled_from or counted.on
    if count == 0:
        return say("不迟于{anchor}当日 {day}", anchor=anchor, day=words.day(last))
    values = {"anchor": anchor, "start": words.day(counted.start), "count": abs(count), "unit": say(tick.value),
              "day": words.day(last)}
    text = (say("从{anchor} {start} 向前数{count}{unit}，当日不计，为 {day}", **values) if count < 0 else
            say("从{anchor} {start} 起数{count}{unit}，当日不计，为 {day}", **values))
    if tick is Tick.WORKDAY and counted.skipped:
        text += say("；跳过休息日：{days}", days=say("、").join(day.isoformat() for day in counted.skipped))
    return text


def _rolled(counted: Counted, words: Wording) -> Iterator[Line]:
    if counted.rolled_from is not None:
        yield Line(say("顺延"), say("{day}是休息日，顺延到下一个工作日 {on}", day=words.day(counted.rolled_from),
                                  on=words.day(counted.on)))


def _provisional(counted: Counted, words: Wording) -> Iterator[Line]:
    if counted.provisional:
        days = say("、").join(words.day(day) for day in counted.undecided)
        yield Line(say("暂定"), say("{days}所在年度的放假安排尚未公布，{basis}，公布后重新计算", days=days,
                                  basis=say(Basis.PROJECTED.value)))


def _met(explanation: Explanation, words: Wording) -> Iterator[Line]:
    duty = explanation.obligation.duty
    for event in explanation.met_by:
        talk = words.world.interview(event.interview)
        by = say("、").join(words.person(cadre) for cadre in talk.by) if talk and duty.talk else ""
        yield Line(say("办理"), say("{day}{event}", day=words.day(event.on), event=words.event(event.code))
                   + (say("（谈话人：{by}）", by=by) if by else "") + _credited(explanation, event, words))
    if duty.talk and len(explanation.met_by) < duty.talk.times:
        done = len(explanation.met_by)
        yield Line(say("进度"), say("应谈 {times} 次，已谈 {done} 次", times=duty.talk.times, done=done))


def _credited(explanation: Explanation, event: Event, words: Wording) -> str:
    """Under which other regulation a talk was held, and why it counts all the same; nothing of any other event."""
    one = next((one for one in explanation.credits if one.event.id == event.id and one.event.on == event.on), None)
    if one is None:
        return ""
    held = words.titles.get(one.regulation, one.regulation)
    if one.credit.decision:
        return say("（依《{held}》进行，据“{decision}”计入）", held=held, decision=one.credit.decision)
    return say("（依《{held}》进行，据{citation}计入）", held=held, citation=words.citation(one.credit.places))


def _owners(explanation: Explanation, words: Wording) -> Iterator[Line]:
    texts = [_owner(owner, words) for owner in explanation.owners]
    named = [say("{who}（{citation}）", who=pairing.title, citation=words.places(pairing.places))
             for pairing in explanation.covering]
    if texts:
        yield Line(say("承办"), say("；").join(texts))
    elif named:
        yield Line(say("承办"), say("应由{named}承办，名册中没有在任者；请核对职务和分管", named=say("、").join(named)))
    else:
        yield Line(say("承办"), say("制度没有指明由谁承办"))


def _addressee(explanation: Explanation, words: Wording) -> Iterator[Line]:
    to, world = explanation.obligation.duty.to, words.world
    if isinstance(to, Part) and to != INTERVIEWEE:
        yield Line(say("送交"), say(to.title))
    elif isinstance(to, Selector):
        units = [words.world.name_of(unit, world.as_of) for unit in world.units_on(world.as_of)
                 if to.reads == {UNIT_LEVEL} and world.admits_unit(to, unit)]
        sorts = [words.vocabulary.title(of, code) for of, code in sorted(to.names)]
        yield Line(say("送交"), say("、").join(units or sorts))


def _owner(owner: Owner, words: Wording) -> str:
    if owner.admission is None:
        return words.person(owner.cadre) if owner.cadre else words.world.name_of(owner.unit, words.world.as_of)
    return say("{post}{person}（{citation}）", post=words.post(owner.admission.by), person=words.person(owner.cadre),
               citation=words.places(owner.admission.pairing.places))


def _chosen(explanation: Explanation, words: Wording) -> Iterator[Line]:
    yield from _readings(explanation.choices, words)


def _readings(choices: Iterable[Choice], words: Wording) -> Iterator[Line]:
    for choice in choices:
        yield Line(say("理解"), say("{question}（{places}）：采用“{option}”。{why}", question=choice.reading.question,
                                  places=words.places(tuple(choice.reading.clause.split())),
                                  option=choice.reading.label(choice.option), why=choice.reading.why))
        others = [choice.reading.label(one) for one in choice.reading.options if one != choice.option]
        if others:
            yield Line(say("理解"), say("也可以理解为：{others}；采用哪一种，由本单位按程序决定",
                                      others=say("；").join(others)))
