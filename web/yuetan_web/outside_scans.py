"""The scans of what is on record about a cadre or a unit outside any interview: read, and never opened in the pages."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for

from yuetan.casework.attachments import KeptScan
from yuetan.casework.outside_scans import Concerned
from yuetan_web.current import access, actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.scans import ENDINGS
from yuetan_web.sending import attachment

outside_scans = Blueprint("outside_scans", __name__)


@outside_scans.get("/units/<reference>/scans/<scan>")
def of_unit(reference: str, scan: str) -> Response:
    """One of a unit as a file; that it was read is logged."""
    view = access().unit(reference) or abort(NOT_FOUND)
    return _sent(Concerned(unit=view.code), scan)


@outside_scans.get("/cadres/<reference>/scans/<scan>")
def of_cadre(reference: str, scan: str) -> Response:
    """One of a cadre as a file; that it was read is logged."""
    view = access().cadre(reference) or abort(NOT_FOUND)
    return _sent(Concerned(cadre=view.cadre), scan)


def scans_about(about: Concerned, endpoint: str, reference: str) -> list[tuple[KeptScan, str]]:
    """Those he may read, each with its address."""
    return [(one, url_for(endpoint, reference=reference, scan=one.reference))
            for one in shell().outside_scans.listed(actor(), about)]


def _sent(about: Concerned, scan: str) -> Response:
    kept, content = shell().outside_scans.read(actor(), about, scan)
    return attachment(f"{kept.name}{ENDINGS[kept.sort]}", content)
