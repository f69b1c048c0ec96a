"""Who may do what, stated a second time by hand and by person: whatever is not named here is denied."""

from __future__ import annotations

_EVERYBODY = "governance.read own.account regulation.read sign.in"
_PAPERS = "paper.print scan.read"
_OF_AN_OFFICE = "print.read template.read"
_ON_A_CASE = """cadre.read export.make interview.list interview.read interview.recuse ledger.read misdelivered.report
    notice.read obligation.list obligation.read search.use"""
_ON_A_CASE_OF_THE_OFFICE = f"{_ON_A_CASE} interview.assign interview.consult interview.step paper.ask"
_OF_THE_CLERK = f"""{_ON_A_CASE_OF_THE_OFFICE} attendance.register interview.file interview.hold notice.acknowledge
            notice.write test.draw
    test.enter"""
_OF_THE_HEAD = f"""{_ON_A_CASE_OF_THE_OFFICE} interview.approve interview.withdraw postponement.decide
    postponement.read summary.read lead.assign"""
_OF_THE_DISCIPLINE_ORGAN = """attendance.register cadre.read interview.approve interview.assign interview.consult
            interview.file
    interview.hold interview.list interview.read interview.recuse interview.step interview.withdraw lead.assign
    ledger.read misdelivered.report notice.acknowledge notice.read notice.write obligation.list obligation.read
    paper.ask postponement.decide postponement.read search.use test.draw test.enter"""

PERMITTED: dict[tuple[str, str], dict[str, str]] = {
    ("interviewee", "subject"): {
        "o": """scan.read appeal.lodge appeal.own cadre.read decision.read export.make file.read interview.list
            interview.read
            misdelivered.report notice.acknowledge notice.read objection.write obligation.list obligation.read
            postponement.ask postponement.read record.read record.sign search.use statement.read statement.write
            test.read test.take""",
    },
    ("interviewer", "assigned"): {
        "a": f"""{_ON_A_CASE} {_PAPERS} scan.add attendance.register interview.hold interview.propose interview.step
            outline.read
            outline.write paper.ask
            paper.enter postponement.decide postponement.read record.read record.sign record.write
            rectification.judge statement.read summary.read""",
        "a2": "file.read",
    },
    ("recorder", "assigned"): {
        "a": f"""{_PAPERS} scan.add attendance.register export.make interview.hold interview.list interview.read
            interview.recuse
            misdelivered.report
            notice.read obligation.list obligation.read paper.enter record.read record.sign record.write search.use""",
    },
    ("clerk", "assigned"): {
        "a": f"{_OF_THE_CLERK} {_PAPERS} scan.add file.append outline.write", "a2": "correction.write",
        "m": "file.read postponement.read statement.read",
    },
    ("clerk", "own"): {
        "u": f"""{_OF_THE_CLERK} {_PAPERS} {_OF_AN_OFFICE} scan.add number.give template.propose handover.make
            handover.read proxy.read
            collection.edit collection.read governance.propose
            interview.propose lead.enter occurrence.record old_ledger.import old_ledger.read organisation.read
            person.merge person.move plan.edit plan.read
            reorganisation.propose reorganisation.read report.make report.read
            report.receive report.send roster.import statistics.read""",
        "u2": "correction.write", "m": "file.read postponement.read statement.read",
    },
    ("discipline", "none"): {"Y": "arrangement.agree"},
    ("discipline", "assigned"): {
        "a": f"""{_OF_THE_DISCIPLINE_ORGAN} {_PAPERS} scan.add clearing.record file.append file.read finding.record
            lead.link lead.read
            outline.read outline.write paper.enter record.read rectification.judge seal.ask statement.read
            summary.read""",
        "a2": "correction.write export.make informant.read lead.close material.read",
    },
    ("discipline", "own"): {
        "u": f"""{_OF_THE_DISCIPLINE_ORGAN} {_PAPERS} {_OF_AN_OFFICE} scan.add number.give template.agree
            template.propose handover.make handover.read proxy.read
            clearing.record collection.edit collection.read decision.read file.receive file.release person.merge
            decision.record finding.record inspection.agree inspection.names old_ledger.import old_ledger.read
            governance.propose interview.propose lead.agree lead.enter obligation.close occurrence.record plan.approve
            plan.edit plan.read plan.sealed organisation.read reorganisation.confirm reorganisation.read
            report.make report.read report.receive report.send seal.agree statistics.read supervision.read""",
        "u2": "correction.write export.make governance.approve inspection.make",
    },
    ("head", "assigned"): {"a": f"{_OF_THE_HEAD} {_PAPERS} record.read"},
    ("head", "own"): {
        "u": f"""{_OF_THE_HEAD} {_PAPERS} {_OF_AN_OFFICE} template.agree handover.make handover.read handover.witness
            proxy.decide proxy.read decision.read grant.agree grant.ask inspection.agree interview.propose
            lead.agree old_ledger.read obligation.close plan.approve plan.read report.approve report.read
            report.receive report.send
            organisation.read person.merge reorganisation.confirm reorganisation.read seal.agree statement.read
            statistics.read""",
        "u2": "file.read",
    },
    ("superior", "assigned"): {
        "a": """appeal.decide appeal.enter appeal.read interview.approve interview.list interview.read
            interview.recuse seal.ask""",
        "a2": "informant.read material.read",
    },
    ("superior", "own"): {"u": "appeal.enter"},
    ("superior", "below"): {
        "d": """appeal.enter grant.agree inspection.agree interview.assign interview.recuse rectification.judge
            seal.agree""",
        "d2": "file.read inspection.make lead.read record.read statement.read",
        "m": "interview.list interview.read notice.read obligation.list obligation.read supervision.read",
        "c": "export.make ledger.read report.read search.use statistics.read",
    },
}
"""What a column may do in a relation, by the cell that says so; without what `ANYWHERE` and `EVERYBODY` hold."""

ANYWHERE: dict[str, dict[str, str]] = {
    "system": {"Y": """account.disable account.make account.read backup.read backup.take factor.ask session.end
                  sweep.run""",
               "Y2": "arrangement.import backup.restore"},
    "security": {"Y": "account.read arrangement.agree backup.agree backup.read factor.agree grant.agree",
                 "Y2": "grant.give"},
    "audit": {"Y": "audit.read audit.verify",
              "m": """account.read appeal.read file.read interview.read lead.read notice.read postponement.read
                  record.read statement.read"""},
}
"""What an administrator may do, whatever unit it is about."""

EVERYBODY = _EVERYBODY.split()
"""What everybody may who has signed in, and is not recused."""

_PEOPLE = ("interviewee", "interviewer", "recorder", "clerk", "discipline", "head", "superior", *ANYWHERE)
_RELATIONS = ("none", "assigned", "own", "below", "other")


def permitted() -> dict[tuple[str, str, str], str]:
    """The cell of every action, relation and column that is permitted."""
    found = {(action, relation, column): cell for (column, relation), cells in PERMITTED.items()
             for cell, actions in cells.items() for action in actions.split()}
    found |= {(action, relation, column): cell for column, cells in ANYWHERE.items() for relation in _RELATIONS
              for cell, actions in cells.items() for action in actions.split()}
    found |= {(action, relation, column): "Y" for action in EVERYBODY for relation in _RELATIONS for column in _PEOPLE}
    found |= {(action, "subject", "interviewee"): "Y" for action in EVERYBODY}
    return found | {("sign.in", "none", "outsider"): "Y"}
