"""Second factors as the tables keep them: a sealed secret for each account that has one, and its recovery codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, delete, func, insert, select, update

from yuetan.records.seal_keys import Keys
from yuetan.records.sealing import Sealed, seal, unseal
from yuetan.records.tables import account, recovery_code, second_factor

PART = "second_factor"
"""What its seal is bound to, beside the account."""


@frozen(kw_only=True)
class FactorRow:
    """The second factor of an account: asked for once it is confirmed."""

    account: int
    sealed: Sealed
    confirmed_at: datetime | None
    last_step: int


def factor_of(connection: Connection, number: int) -> FactorRow | None:
    """The second factor of an account, confirmed or not; None where it has none."""
    row = connection.execute(select(second_factor).where(second_factor.c.account_id == number)).first()
    if row is None:
        return None
    return FactorRow(account=number, sealed=Sealed(row.key_id, bytes(row.nonce), bytes(row.ciphertext)),
                     confirmed_at=row.confirmed_at, last_step=row.last_step)


def put_factor(connection: Connection, number: int, of: Sealed, at: datetime) -> None:
    """Keep a new secret that is not confirmed yet, in the place of any before it."""
    forget_factor(connection, number)
    connection.execute(insert(second_factor).values(
        account_id=number, key_id=of.key_id, nonce=of.nonce, ciphertext=of.ciphertext, made_at=at, last_step=0))


def confirm_factor(connection: Connection, number: int, at: datetime) -> None:
    """Ask for it from now on."""
    mine = second_factor.c.account_id == number
    connection.execute(update(second_factor).where(mine).values(confirmed_at=at))


def take_step(connection: Connection, number: int, step: int) -> bool:
    """Take the code of a step, if no code of it or of a later one was taken before."""
    mine = second_factor.c.account_id == number, second_factor.c.last_step < step
    return connection.execute(update(second_factor).where(*mine).values(last_step=step)).rowcount == 1


def forget_factor(connection: Connection, number: int) -> None:
    """Forget the secret of an account and its recovery codes."""
    connection.execute(delete(recovery_code).where(recovery_code.c.account_id == number))
    connection.execute(delete(second_factor).where(second_factor.c.account_id == number))


def put_recovery_codes(connection: Connection, number: int, digests: Iterable[str]) -> None:
    """Keep new recovery codes, in the place of all before them."""
    connection.execute(delete(recovery_code).where(recovery_code.c.account_id == number))
    connection.execute(insert(recovery_code), [{"account_id": number, "digest": one} for one in digests])


def take_recovery_code(connection: Connection, number: int, digest: str, at: datetime) -> bool:
    """Use a recovery code up, if there is such a one that was not used."""
    unused = (recovery_code.c.account_id == number, recovery_code.c.digest == digest, recovery_code.c.used_at.is_(None))
    return connection.execute(update(recovery_code).where(*unused).values(used_at=at)).rowcount == 1


def recovery_codes_left(connection: Connection, number: int) -> int:
    """How many recovery codes of an account were not used."""
    unused = recovery_code.c.account_id == number, recovery_code.c.used_at.is_(None)
    return int(connection.execute(select(func.count()).select_from(recovery_code).where(*unused)).scalar_one())


def reseal_factors(connection: Connection, keys: Keys) -> int:
    """Seal anew, with the current key, whatever secret an older key sealed: how many that were."""
    query = (select(second_factor.c.id, second_factor.c.account_id, account.c.reference)
             .join(account, second_factor.c.account_id == account.c.id)
             .where(second_factor.c.key_id != keys.current).order_by(second_factor.c.id)
             .with_for_update(of=second_factor))
    older = connection.execute(query).all()
    for row in older:
        found = factor_of(connection, row.account_id)
        if found is not None:
            anew = seal(keys, row.reference, PART, unseal(keys, row.reference, PART, found.sealed))
            connection.execute(update(second_factor).where(second_factor.c.id == row.id).values(
                key_id=anew.key_id, nonce=anew.nonce, ciphertext=anew.ciphertext))
    return len(older)
