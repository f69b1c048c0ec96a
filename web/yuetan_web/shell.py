"""What the pages are given to work with: the records, the rules, the keys, the clock, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from yuetan.access.actor import Actor, Role
from yuetan.access.door import Access, one_state
from yuetan.casework.account_lists import AccountLists
from yuetan.casework.accounts import Accounts
from yuetan.casework.api_tokens import ApiTokens
from yuetan.casework.appeals import Appeals
from yuetan.casework.attachments import Attachments
from yuetan.casework.auditing import Audits
from yuetan.casework.backups import Backups
from yuetan.casework.civil import civil_date
from yuetan.casework.collections import Collections
from yuetan.casework.drafts import Drafts
from yuetan.casework.exporting import Exports
from yuetan.casework.feeds import Feeds
from yuetan.casework.following import following
from yuetan.casework.governance import Governance
from yuetan.casework.governance_views import GovernanceViews
from yuetan.casework.governing import calendar_of
from yuetan.casework.handing_outside import HandingOutside
from yuetan.casework.handing_over import Handovers
from yuetan.casework.inspection import Inspections
from yuetan.casework.jobs import Jobs
from yuetan.casework.joint_acts import JointActs
from yuetan.casework.knowledge_tests import KnowledgeTests
from yuetan.casework.leads import Leads
from yuetan.casework.many_accounts import ManyAccounts
from yuetan.casework.old_ledger import OldLedgers
from yuetan.casework.outside_scans import OutsideScans
from yuetan.casework.paper_templates import PaperTemplates
from yuetan.casework.people.work import People
from yuetan.casework.plans import Plans
from yuetan.casework.previewing import Previews
from yuetan.casework.printing import Prints
from yuetan.casework.proxies import Proxies
from yuetan.casework.reminding.messages import Reminders
from yuetan.casework.reminding.settings import Reminding
from yuetan.casework.saved_views import SavedViews
from yuetan.casework.units.acts import Reorganisations
from yuetan.casework.upward_reports import UpwardReports
from yuetan.casework.work import Casework
from yuetan.engine.arrangements import standard_calendar
from yuetan.paperwork.roster.uploads import RosterUploads
from yuetan.plugins import Plugins

LOOPBACK = ("127.0.0.1", "localhost")


@frozen(kw_only=True, eq=False, slots=False)
class Shell:
    """Everything a deployment hands to its pages. ``now`` gives an aware moment."""

    records: Any  # opened by the casework; no page looks inside
    plugins: Plugins
    now: Callable[[], datetime]
    secret: bytes
    keys: Any = None  # of the seal
    settled_calendar: Any = field(default=None, alias="calendar")  # another than that of the records
    idle: timedelta = timedelta(minutes=30)  # without a sign of life, after which a session ends
    second_factor: frozenset[Role] = frozenset()  # the roles that must have one
    backups: Path | None = None  # where backups are put
    config: Path | None = None  # the file that the deployment was read from
    anchor: Path | None = None  # where the state of all cases is put, outside
    reminding: Reminding = field(factory=Reminding)
    demo: bool = False
    hosts: tuple[str, ...] = LOOPBACK  # another name that leads here is somebody else's page asking
    fonts: Path | None = None  # the folder of the office's own, which papers as PDF are set in
    secure: bool = False  # whether it is reached through TLS

    def today(self) -> date:
        """The civil date of the offices."""
        return civil_date(self.now())

    @property
    def calendar(self) -> Any:  # noqa: ANN401 - the engine's own
        """The working days of the office as they are known at this moment: somebody may import a year meanwhile."""
        if self.settled_calendar is not None or self.records is None:
            return self.settled_calendar or standard_calendar()
        return calendar_of(self.records)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may sign in, and who has."""
        return Accounts(self.records, idle=self.idle, keys=self.keys, second_factor=self.second_factor)

    @cached_property
    def account_lists(self) -> AccountLists:
        """Accounts and grants as those see them who look after them."""
        return AccountLists(self.accounts, self.now)

    @cached_property
    def many_accounts(self) -> ManyAccounts:
        """Accounts for a whole office at once."""
        return ManyAccounts(self.accounts, self.now)

    @cached_property
    def governances(self) -> GovernanceViews:
        """What governs which unit, with who decided on it."""
        return GovernanceViews(Governance(self.records, self.plugins), self.now)

    @cached_property
    def previews(self) -> Previews:
        """What a decision on what governs, or on the days off, would do."""
        return Previews(self.governances.governance, self.now)

    @cached_property
    def backup_files(self) -> Backups:
        """Backups that were taken, and taking another."""
        return Backups(self.records, self.backups, self.now)

    @cached_property
    def audits(self) -> Audits:
        """What was done and looked at, for whoever keeps watch."""
        return Audits(self.records, self.now)

    @cached_property
    def joint_acts(self) -> JointActs:
        """What takes two administrators."""
        return JointActs(self.records, self.now)

    @cached_property
    def reminders(self) -> Reminders:
        """What somebody does about his reminders."""
        return Reminders(self.records, self.reminding, self.now)

    @cached_property
    def feeds(self) -> Feeds:
        """Calendars that people subscribe to."""
        return Feeds(self.records, self.plugins, self.now)

    @cached_property
    def casework(self) -> Casework:
        """What may be done."""
        return Casework(self.records, self.plugins, now=self.now)

    @cached_property
    def api_tokens(self) -> ApiTokens:
        """By what other programs of the office ask."""
        return ApiTokens(self.records, self.now)

    @cached_property
    def jobs(self) -> Jobs:
        """Long work beside the pages."""
        return Jobs(self.records, self.now, self.keys)

    @cached_property
    def drafts(self) -> Drafts:
        """Forms that were begun and not sent."""
        return Drafts(self.records, self.keys, self.now)

    @cached_property
    def leads(self) -> Leads:
        """What came to the discipline organ's knowledge."""
        return Leads(self.records, self.keys, following(self.plugins, self.now))

    @cached_property
    def appeals(self) -> Appeals:
        """What those who were talked to bring before the unit above."""
        return Appeals(self.records, self.plugins, self.now)

    @cached_property
    def collections(self) -> Collections:
        """What units keep of their own, such as questions."""
        return Collections(self.records, self.plugins, self.now)

    @cached_property
    def plans(self) -> Plans:
        """What talks are planned."""
        return Plans(self.records, self.plugins, self.now)

    @cached_property
    def exports(self) -> Exports:
        """The log of what was taken away as a file."""
        return Exports(self.records, self.now)

    @cached_property
    def prints(self) -> Prints:
        """What is printed, and the numbers papers have."""
        return Prints(self.records, self.plugins, self.now)

    @cached_property
    def paper_templates(self) -> PaperTemplates:
        """Templates that offices have changed."""
        return PaperTemplates(self.records, self.plugins, self.now)

    @cached_property
    def attachments(self) -> Attachments:
        """Signed papers, scanned."""
        return Attachments(self.records, self.plugins, self.keys, self.now)

    @cached_property
    def outside_scans(self) -> OutsideScans:
        """The same of what belongs to no interview."""
        return OutsideScans(self.records, self.plugins, self.keys, self.now)

    @cached_property
    def saved_views(self) -> SavedViews:
        """The views of lists that everybody keeps for himself."""
        return SavedViews(self.records, self.now)

    @cached_property
    def proxies(self) -> Proxies:
        """Who stands in for whom."""
        return Proxies(self.records, self.now)

    @cached_property
    def handing_outside(self) -> HandingOutside:
        """Cases that go to somebody above who does not work here."""
        return HandingOutside(self.records, self.plugins, self.now)

    @cached_property
    def handovers(self) -> Handovers:
        """What clerks hand over to each other."""
        return Handovers(self.records, self.plugins, self.now)

    @cached_property
    def people(self) -> People:
        """Who moves, which records are one person's, and where files lie."""
        return People(self.records, self.plugins, self.now)

    @cached_property
    def upward_reports(self) -> UpwardReports:
        """What units report to those above."""
        return UpwardReports(self.records, self.plugins, self.now)

    @cached_property
    def old_ledgers(self) -> OldLedgers:
        """What talks were held before the system was in use."""
        return OldLedgers(self.records, self.plugins, self.now)

    @cached_property
    def rosters(self) -> RosterUploads:
        """Rosters that are brought in as workbooks."""
        return RosterUploads(self.records, self.plugins, self.now)

    @cached_property
    def inspections(self) -> Inspections:
        """What talks are taken out to be looked at."""
        return Inspections(self.records, self.now)

    @cached_property
    def tests(self) -> KnowledgeTests:
        """Tests before a talk."""
        return KnowledgeTests(self.records, self.plugins, self.now)

    @cached_property
    def reorganisations(self) -> Reorganisations:
        """How units change."""
        return Reorganisations(self.records, self.plugins, self.now)

    def access(self, actor: Actor) -> Access:
        """What an actor may see today."""
        return Access(self.records, self.plugins, actor, on=self.today(), calendar=self.calendar)

    def one_state(self) -> AbstractContextManager[None]:
        """Whatever this thread reads meanwhile is one state of the records; after it wrote, it is the newest one."""
        return one_state(self.records)
