"""One whole interview under a plugin's regulation: found out through the acts, then done again in a real browser.

The acts find out who does what on which day, and what is written where (`yuetan.testing.kit.walking`). The browser then
does the same in an office of its own, by forms alone, each person before his own pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cached_property
from itertools import product

from attrs import define, field, frozen
from page_served import PASSWORD, CheapHasher, House, let_in, served
from playwright.sync_api import Browser, Locator, Page, expect
from pressing import confirmed, pressed

from tools.house import ROOT
from yuetan.casework.acts import Offer
from yuetan.records.accounts import change_account
from yuetan.records.database import writing
from yuetan.rules.papers import Collection, Material
from yuetan.rules.procedure import Kind
from yuetan.testing.kit.casting import Cast, casts, first_day
from yuetan.testing.kit.office import Office, office_for
from yuetan.testing.kit.subject import Subject
from yuetan.testing.kit.walking import Walk

TIMEOUT = 20_000  # milliseconds
QUESTION = {"question": "下列哪项正确", "options": "甲\n乙", "answer": "A", "source": "出处"}
BLANK = "about:blank"
LONG_AGO, LONG_AFTER = date(2000, 1, 1), date(2099, 1, 1)


@frozen(kw_only=True)
class Deed:
    """Something that was done: on which day, by whom, and what was written."""

    on: date
    cadre: str
    code: str
    fields: Mapping[str, str] = field(factory=dict)
    addressee: str = ""
    sort: str = "act"  # act, test, record


@define
class Remembered(Walk):
    """A walk that remembers what was done."""

    deeds: list[Deed] = field(factory=list)

    def take(self, cadre: str, offer: Offer) -> None:
        """Do one act, and remember it where it could be done."""
        day = self.office.today
        super().take(cadre, offer)
        written = {one.code: self.entry(one, offer.values) for one in offer.fields}
        if day != self.office.today:  # the talk is held on its own day
            written = {code: text.replace(day.isoformat(), self.office.today.isoformat())
                       for code, text in written.items()}
        self.deeds.append(Deed(on=self.office.today, cadre=cadre, code=offer.code, fields=written,
                               addressee=offer.addressees[0].value if offer.addressees else ""))

    def offered(self, cadre: str) -> tuple[Offer, ...]:
        """What he may do now by a form of this page; what he said of others goes to a page of its own."""
        return tuple(one for one in super().offered(cadre) if one.code != "third_persons")

    def is_tested(self) -> bool:
        """Have the test taken, and remember that."""
        taken = super().is_tested()
        if taken:
            self.deeds.append(Deed(on=self.office.today, cadre=self.office.cast.interview.to[0], code=self.acts[-1],
                                   sort="test"))
        return taken

    def brings_about(self) -> bool:
        """Put something on record, and remember that."""
        brought = super().brings_about()
        if brought:
            self.deeds.append(Deed(on=self.office.today, cadre="", code=self.acts[-1], sort="record"))
        return brought


def subject_of(plugin: str) -> Subject:
    """A plugin with its stories."""
    return Subject(plugin, ROOT / "plugins" / plugin, ROOT / "tests" / "scenarios" / plugin)


def walked(plugin: str, kind: str) -> tuple[Subject, Cast, list[Deed]]:
    """A cast in which such an interview comes to its file, and everything that was done on the way."""
    subject = subject_of(plugin)
    edition = subject.editions[0]
    rule = next(one for one in edition.settled.of(Kind) if one.code == kind)
    for cast in casts(subject, edition, rule):
        with office_for(subject.plugins, cast) as office:
            walk = Remembered(office, edition.settled)
            if walk.reaches_the_end():
                return subject, cast, walk.deeds
    raise LookupError(kind)


@define(slots=False)
class Pages:
    """The pages of an office, and a browser that runs no script, before which one after another sits."""

    office: Office
    house: House
    address: str
    browser: Browser
    case: str = ""
    known: set[str] = field(factory=set)
    before: tuple[str, date] = ("", LONG_AGO)  # who sits there, since which day

    @cached_property
    def _page(self) -> Page:
        page = self.browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
        page.set_default_timeout(TIMEOUT)
        return page

    def page(self, cadre: str) -> Page:
        """Somebody, signed in on the day."""
        if (cadre, self.office.today) != self.before:
            self.before = (cadre, self.office.today)
            let_in(self._page, self.address, self._sign_in(cadre))
            self._page.goto(BLANK)  # what another was shown is not his
        return self._page

    def proposes(self, title: str) -> None:
        """Propose the interview of the cast."""
        talk, page = self.office.cast.interview, self.page(self.office.cast.interview.organiser)
        query = "&".join([f"kind={talk.regulation}:{talk.kind}", *(f"cadre={one}" for one in talk.to),
                          *(f"interviewer={one}" for one in talk.by), *(f"ground={one}" for one in talk.grounds)])
        page.goto(f"{self.address}/interviews/new?{query}")
        expect(page.locator(".head").last).to_contain_text(title)
        for name, text in {"recorder": talk.recorder, "company": "、".join(talk.company),
                           "planned": first_day(self.office.cast.world).isoformat(), "time": "09:30",
                           "place": "谈话室", "topic": "履职和廉洁情况"}.items():
            page.locator(f"#p-{name}").fill(text)
        pressed(page.get_by_role("button", name="核对", exact=True))
        if (reason := page.locator("textarea[name=reason]")).count():
            reason.first.fill("检验")
            pressed(page.get_by_role("button", name="核对", exact=True))
        problem = page.get_by_role("alert")
        button = page.get_by_role("button", name="提出约谈")
        assert button.count(), problem.first.inner_text() if problem.count() else page.locator("main").inner_text()
        pressed(button.first)
        expect(page.locator(".flash")).to_contain_text("约谈已提出")
        self.case = page.url.partition("#")[0]

    def does(self, deed: Deed) -> None:
        """Do something that the acts did."""
        self.office.today = deed.on
        self.house.moment = self.office.moment
        if deed.sort == "record":
            self.office.puts_on_record(deed.code)
        elif deed.sort == "test":
            self.takes_the_test(deed)
        else:
            self.acts(deed)

    def acts(self, deed: Deed) -> None:
        """Fill in the form of an act, and send it; once more with a reason where that is asked for."""
        page, form = self._form(deed)
        self._fill(form, deed)
        pressed(_sending(form))
        if page.locator(f"#act-{deed.code} [name=reason]").count():
            page, form = self._shown(page, deed.code)
            form.locator("[name=reason]").fill("检验")
            pressed(_sending(form))
        confirmed(page)
        said = page.locator(f"#act-{deed.code} [role=alert]").all_inner_texts()
        assert page.locator(".flash").count() == 1, f"{deed}: {said or page.locator('main').inner_text()[:400]}"

    def takes_the_test(self, deed: Deed) -> None:
        """Take the test that was drawn, on the cadre's own pages."""
        self._keeps_a_question(deed.code)
        page = self.page(deed.cadre)
        page.goto(f"{self.case}/test")
        pressed(page.get_by_role("button", name="开始作答"))
        page.locator("fieldset.question input").first.check()
        pressed(page.get_by_role("button", name="交卷"))
        expect(page.locator(".flash")).to_be_visible()

    def _keeps_a_question(self, code: str) -> None:
        """Have the office keep one question, on its page."""
        regulation = self.house.loaded.regulations[0]
        paper = next(one for one in regulation.of(Material) if one.code == code)
        page = self.page(self.office.cast.interview.organiser)
        page.goto(f"{self.address}/collections")
        title = next(one.title for one in regulation.of(Collection) if one.code == paper.drawn_from)
        banks = [one.get_attribute("href") for one in page.get_by_role("link", name=title).all()]
        for bank in banks:  # of each unit that may keep one
            page.goto(f"{self.address}{bank}")
            for name, text in QUESTION.items():
                page.locator(f'#add [name="field.{name}"]').fill(text)
            pressed(page.locator("#add button[type=submit]"))
            page.get_by_role("textbox", name="题数").fill("1")
            pressed(page.get_by_role("button", name="设定"))

    def _form(self, deed: Deed) -> tuple[Page, Locator]:
        page = self.page(deed.cadre)
        if page.url.partition("#")[0] != self.case:  # he was not led there by what he did last
            page.goto(self.case)
        return self._shown(page, deed.code)

    @staticmethod
    def _shown(page: Page, code: str) -> tuple[Page, Locator]:
        """The form of an act, with whatever it is folded away in opened."""
        form = page.locator(f"#act-{code}")
        for folded in page.locator(f"details:not([open]):has(#act-{code})").all():
            folded.locator("> summary").click()
        return page, form

    @staticmethod
    def _fill(form: Locator, deed: Deed) -> None:
        if deed.addressee:
            form.locator("[name=addressee]").select_option(deed.addressee)
        for code, text in deed.fields.items():
            box = form.locator(f'[name="field.{code}"]')
            if not box.count():
                continue
            if box.evaluate("one => one.tagName") == "SELECT":
                known = text in box.evaluate("one => [...one.options].map(option => option.value)")
                box.select_option(**({"value": text} if known else {"index": 1}))  # a paper of another office
            else:
                box.fill(text)

    @property
    def _tops(self) -> list[str]:
        """The units that lie under no other."""
        world, today = self.office.cast.world, self.office.today
        return [unit for unit in world.units_on(today) if len(world.above(unit, today)) == 1]

    def _sign_in(self, cadre: str) -> str:
        """What somebody signs in with; on first sight he gets a password, and in the records what he is granted."""
        actor, accounts = self.office.actor(cadre), self.house.shell.accounts
        if cadre not in self.known:
            self.known.add(cadre)
            for role, unit in product({one.role for one in actor.granted}, self._tops):
                accounts.grant(actor.reference, role, unit, since=LONG_AGO, until=LONG_AFTER, by=None, paper="授权",
                               at=self.house.moment)
            with writing(self.house.records) as connection:
                change_account(connection, actor.account, password=CheapHasher().hash(PASSWORD), must_change=False)
        return next(one.sign_in for one in accounts.everyone() if one.reference == actor.reference)


def _sending(form: Locator) -> Locator:
    """The button that sends the form of an act."""
    return form.locator("p.act-go button[type=submit]").first


def _close(browser: Browser) -> None:
    for context in browser.contexts:
        context.close()


@contextmanager
def pages_of(browser: Browser, subject: Subject, cast: Cast) -> Iterator[Pages]:
    """An office of its own in which the cast's interview can be proposed, served to browsers."""
    with ExitStack() as closing:
        office = closing.enter_context(office_for(subject.plugins, cast))
        house = House(office.records, moment=office.moment, loaded=subject.plugins)
        address = closing.enter_context(served(house))
        closing.callback(_close, browser)
        yield Pages(office, house, address, browser)

