"""Who may see and do what: roles, standings in a case, and the one policy every page and act asks."""

from yuetan.access.actor import ADMINISTRATORS, OUTSIDER, Actor, Granted, Role, Standing

__all__ = ["ADMINISTRATORS", "OUTSIDER", "Actor", "Granted", "Role", "Standing"]
