"""One obligation with everything it rests on, explained by the engine in the part of the world that bears on it.

What is given out of that world is what the explanation speaks of: whoever looks at it learns of no other interview.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from yuetan.access.addresses import subject_named
from yuetan.access.pages import find
from yuetan.access.reading_owed import owed_among
from yuetan.access.reading_people import Reader
from yuetan.access.views import ObligationView
from yuetan.engine.derived import with_derived
from yuetan.engine.explain import Explanation, explain
from yuetan.engine.facts import Event, Interview
from yuetan.engine.obligations import Key, Obligation
from yuetan.engine.owed import obligations
from yuetan.engine.subjects import JOIN
from yuetan.engine.world import World
from yuetan.records.slices import About, load_slice
from yuetan.records.tables import obligation
from yuetan.rules.events import HELD, PROPOSED
from yuetan.rules.procedure import Pairing
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector
from yuetan.rules.workdays import Calendar
