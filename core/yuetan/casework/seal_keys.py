"""What a server and an administrator do with the keys of the seal."""

from __future__ import annotations

from pathlib import Path

from yuetan.records.attachments import reseal_scans
from yuetan.records.database import Engine, writing
from yuetan.records.sealing import Keys, SealError, add_key, make_key_file, read_keys, reseal
from yuetan.records.second_factors import reseal_factors

__all__ = ["Keys", "SealError", "change_key", "make_key_file", "read_keys", "reseal_all"]


def reseal_all(records: Engine, keys: Keys) -> int:
    """Seal anew, with the current key, whatever an older key sealed: how many rows that were, or `SealError`."""
    with writing(records) as connection:
        return reseal(connection, keys) + reseal_factors(connection, keys) + reseal_scans(connection, keys)


def change_key(records: Engine, path: Path) -> int:
    """Add a new key to the file, make it the current one, and seal everything anew: how many rows that were.

    The older keys stay in the file: a backup of the database may need them. A server that runs reads the file again.
    """
    return reseal_all(records, add_key(path))
