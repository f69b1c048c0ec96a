"""An office to try leads in: a discipline organ, a bureau, their people, and an account for each with a role."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from attrs import frozen
from secrets_planted import SOURCE, WORDING

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.leads import Leads, LeadView, Received, Source
from yuetan.engine.facts import Cadre, Placement, Unit
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.sealing import Keys
from yuetan.records.tables import account, cadre, case_file, event, read_log
from yuetan.records.values import Roster

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ORGAN, ABOVE, BUREAU = "jiwei", "shengjiwei", "jiaoyuju"
ACCUSED = "accused"
ROLES = {  # who is granted what, where; the staff number and the sign-in name are the same
    "clerk": Granted(Role.CLERK, ORGAN), "handler": Granted(Role.DISCIPLINE, ORGAN),
    "second": Granted(Role.DISCIPLINE, ORGAN), "head": Granted(Role.HEAD, ORGAN),
    "bureau_clerk": Granted(Role.CLERK, BUREAU), "bureau_head": Granted(Role.HEAD, BUREAU),
    "bureau_discipline": Granted(Role.DISCIPLINE, BUREAU), "above_discipline": Granted(Role.DISCIPLINE, ABOVE),
    "superior": Granted(Role.SUPERIOR, ABOVE), "system": Granted(Role.SYSTEM), "security": Granted(Role.SECURITY),
    "audit": Granted(Role.AUDIT), "recused": Granted(Role.DISCIPLINE, ORGAN), ACCUSED: Granted(Role.DISCIPLINE, ORGAN),
}
KEYS = Keys("one", {"one": bytes(range(32))})
RECEIVED = Received(
    about=ACCUSED, unit=ORGAN, received_on=date(2026, 3, 1), channel="来信", summary="反映某局负责人收受礼金问题",
    source=Source(**SOURCE), material=WORDING, handlers=("handler",))


@frozen
class Office:
    """The acts about leads in a database, and the people who do them."""

    leads: Leads
    people: dict[str, Actor]

    @property
    def records(self) -> Engine:
        return self.leads.records

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]

    def entered(self, lead: Received = RECEIVED) -> str:
        """A new lead, entered by the clerk."""
        return self.leads.enter(self["clerk"], lead, at=AT)

    def asked(self, reference: str, part: str = "source") -> str:
        return self.leads.ask_opening(self["handler"], reference, part, "核实来信真伪", at=AT)

    def rows(self, query: sa.Select[tuple[object, ...]]) -> list[tuple[object, ...]]:
        with self.records.connect() as connection:
            return [tuple(row) for row in connection.execute(query)]


def office_in(url: str, keys: Keys = KEYS) -> Office:
    """A new office in an empty database."""
    engine = open_database(url)
    upgrade(engine)
    units = (ORGAN, ABOVE, BUREAU)
    with writing(engine) as connection:
        store(connection, Roster(
            units=tuple(Unit(id=code, type="organ") for code in units),
            placements=tuple(Placement(unit=code, name=code) for code in units),
            cadres=tuple(Cadre(id=name, name=name) for name in ROLES)))
        people = {name: _account(connection, name) for name in ROLES}
    return Office(Leads(engine, keys), people)


def _account(connection: sa.Connection, name: str) -> Actor:
    of = sa.select(cadre.c.id).where(cadre.c.staff_number == name).scalar_subquery()
    number, reference = connection.execute(sa.insert(account).values(
        {"sign_in": name, "name": name, "cadre_id": of, "password": "", "must_change": False, "failures": 0,
         "made_at": AT, "generation": 1}).returning(account.c.id, account.c.reference)).one()
    return Actor(number, reference, name, name, (ROLES[name],))


def events_of(office: Office, reference: str) -> list[tuple[object, ...]]:
    """The codes and contents of the events of a case."""
    rows = office.rows(sa.select(event.c.code, event.c.content).join(case_file, event.c.case_id == case_file.c.id)
                       .where(case_file.c.reference == reference).order_by(event.c.sequence))
    return [(code, json.loads(str(content))) for code, content in rows]


def on_record(office: Office, staff_number: str = ACCUSED) -> list[tuple[object, ...]]:
    """What stands on record about a cadre: the case, its sort, and the codes and contents of the events."""
    rows = office.rows(sa.select(case_file.c.reference, case_file.c.sort, event.c.code, event.c.content)
                       .join(case_file, event.c.case_id == case_file.c.id).join(cadre, event.c.cadre_id == cadre.c.id)
                       .where(cadre.c.staff_number == staff_number).order_by(event.c.id))
    return [(reference, sort, code, json.loads(str(content))) for reference, sort, code, content in rows]


def log_of(office: Office, reference: str) -> list[tuple[object, ...]]:
    return office.rows(sa.select(read_log.c.action, read_log.c.outcome).where(read_log.c.object == reference)
                       .order_by(read_log.c.id))


def viewed(office: Office, name: str, reference: str) -> LeadView | None:
    return office.leads.lead_view(office[name], reference, at=AT)
