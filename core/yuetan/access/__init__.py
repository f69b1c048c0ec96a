"""Who may see and do what: roles, standings in a case, the one policy pages and acts ask, and the door."""

from yuetan.access.actor import ADMINISTRATORS, OUTSIDER, Actor, Granted, Role, Standing
from yuetan.access.policy import DENY, Allowed, Lies, allowed, anywhere, lies_of, lies_of_grants, separated
from yuetan.access.standing import assigned_to, standing_in_appeal, standing_of

__all__ = [
    "ADMINISTRATORS", "DENY", "OUTSIDER", "Actor", "Allowed", "Granted", "Lies", "Role", "Standing", "allowed",
    "anywhere", "assigned_to", "lies_of", "lies_of_grants", "separated", "standing_in_appeal", "standing_of",
]
