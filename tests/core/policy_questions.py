"""Questions to the policy for tests: a person for each column, a situation for each relation, and what must hold."""

from __future__ import annotations

from yuetan.access import OUTSIDER, Actor, Allowed, Granted, Lies, Role, Standing, allowed
from yuetan.access.matrix import COLUMNS, FLAGS, RELATIONS, Matrix, matrix

ACTIONS = matrix().actions
CELLS = [(action, relation, column) for action in ACTIONS for relation in RELATIONS for column in COLUMNS]
PARTS = {"interviewer": Standing.TALKER, "recorder": Standing.RECORDER}
ROLES = {role.value: role for role in Role}


def person(column: str) -> Actor:
    if column == "outsider":
        return OUTSIDER
    role = ROLES.get(column)
    return Actor(7, "reference", "张三", "00007", (Granted(role, "unit"),) if role else ())


def asked(action: str, relation: str, column: str, by: Matrix | None = None) -> Allowed:
    """What the policy answers in one relation, for an object of which everything is so that can be."""
    standing = {"subject": Standing.SUBJECT, "recused": Standing.RECUSED}.get(relation, Standing.NONE)
    if relation == "assigned":
        standing = PARTS.get(column, Standing.NONE)
    lies = Lies(relation) if relation in {"none", "own", "below", "other"} else Lies.OTHER
    return allowed(person(column), action, standing=standing, lies=lies, assigned=relation == "assigned",
                   state="held", flags=FLAGS, by=by)


def holding(*grants: Granted) -> Actor:
    return Actor(7, "reference", "张三", "00007", grants)


# The denials that matter, each as its rule says

SENTENCES: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "R1, R3: none but who handles the lead learns who informed, and never alone": (
        "informant.read", {("discipline", "assigned"), ("superior", "assigned")}),
    "R2: none but who handles the lead reads what was handed in, and never alone": (
        "material.read", {("discipline", "assigned"), ("superior", "assigned")}),
    "R2: a lead is read by who handles it; from above with a second person; its dates are audited": (
        "lead.read", {("discipline", "assigned"), ("superior", "below"),
                      *(("audit", relation) for relation in ("none", "assigned", "own", "below", "other"))}),
    "R2: the issue in the organ's words is for the talkers, the head, and who handles the lead": (
        "summary.read", {("interviewer", "assigned"), ("discipline", "assigned"), ("head", "assigned"),
                         ("head", "own")}),
    "a clerk enters a lead, and is blind to it from then on": (
        "lead.enter", {("clerk", "own"), ("discipline", "own")}),
    "only who handles a lead says which interview rests on it": ("lead.link", {("discipline", "assigned")}),
    "R12: only who handles a lead closes it": ("lead.close", {("discipline", "assigned")}),
    "only who handles a lead asks for its seal to be opened": (
        "seal.ask", {("discipline", "assigned"), ("superior", "assigned")}),
    "the outline is for the talkers and the discipline officer of the case": (
        "outline.read", {("interviewer", "assigned"), ("discipline", "assigned")}),
    "R11: the record is written by those of the talk": (
        "record.write", {("interviewer", "assigned"), ("recorder", "assigned")}),
    "R15: a statement is written by whose it is": ("statement.write", {("interviewee", "subject")}),
    "R16: a postponement is asked for by the interviewee": ("postponement.ask", {("interviewee", "subject")}),
    "R16: and decided by another": ("postponement.decide", {
        ("interviewer", "assigned"), ("discipline", "assigned"), ("discipline", "own"), ("head", "assigned"),
        ("head", "own")}),
    "decisions of competent bodies are recorded by reference by the discipline organ alone": (
        "decision.record", {("discipline", "own")}),
    "and read by it, by the head, and by whom they are about": (
        "decision.read", {("interviewee", "subject"), ("discipline", "own"), ("head", "own")}),
    "what happened outside interviews is recorded by the office and the discipline organ of the unit": (
        "occurrence.record", {("clerk", "own"), ("discipline", "own")}),
    "what waits is closed without being done by the discipline organ or the head, with the reason": (
        "obligation.close", {("discipline", "own"), ("head", "own")}),
    "units are changed at the asking of the office over them, by the head or the discipline organ above": (
        "reorganisation.confirm", {("discipline", "own"), ("head", "own")}),
    "and nobody but that office asks for it": ("reorganisation.propose", {("clerk", "own")}),
    "who moves is entered by the office of his unit, and by nobody else": ("person.move", {("clerk", "own")}),
    "two records are one person's by two of the office, the organ and the head": (
        "person.merge", {("clerk", "own"), ("discipline", "own"), ("head", "own")}),
    "R9: a personal file is released by the discipline organ that keeps it": ("file.release", {("discipline", "own")}),
    "and accepted by that of the unit it goes to": ("file.receive", {("discipline", "own")}),
    "what was found is recorded by the discipline organ alone": (
        "finding.record", {("discipline", "assigned"), ("discipline", "own")}),
    "attendance is registered by those of the talk and of the office, never by who is talked to": (
        "attendance.register", {("interviewer", "assigned"), ("recorder", "assigned"), ("clerk", "assigned"),
                                ("clerk", "own"), ("discipline", "assigned"), ("discipline", "own")}),
    "a test is taken by whose it is": ("test.take", {("interviewee", "subject")}),
    "and its answers and score are read by nobody else": ("test.read", {("interviewee", "subject")}),
    "R6: an appeal is decided above the acting unit": ("appeal.decide", {("superior", "assigned")}),
    "R6: and lodged by the interviewee alone": ("appeal.lodge", {("interviewee", "subject")}),
    "R9, R10: nobody alters the integrity file": ("file.alter", set()),
    "R10: nobody alters the audit trail": ("audit.alter", set()),
    "R7: whoever approves is the head, the discipline organ, or who stands in for one recused": (
        "interview.approve", {("discipline", "assigned"), ("discipline", "own"), ("head", "assigned"),
                              ("head", "own"), ("superior", "assigned")}),
}
SECRETS = ("informant.read", "material.read", "lead.read", "summary.read", "lead.enter", "lead.link", "lead.close",
           "seal.ask")


def breached(sentence: str, by: Matrix | None = None) -> list[tuple[str, str]]:
    """The columns and relations in which a sentence does not hold; the rights of a subject are his column's."""
    action, may = SENTENCES[sentence]
    return [(column, relation) for column in COLUMNS for relation in RELATIONS
            if bool(asked(action, relation, column, by)) != (
                ((column, relation) if relation != "subject" or column == "outsider" else
                 ("interviewee", "subject")) in may)]
