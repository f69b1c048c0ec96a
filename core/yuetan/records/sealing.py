"""The seal: what nobody may read in the database, encrypted row by row, each bound to its lead, part and key."""

from __future__ import annotations

import secrets

from attrs import frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select, update

from yuetan.records.seal_keys import Keys, SealError, add_key, make_key_file, read_keys
from yuetan.records.tables import lead, sealed
from yuetan.wording import say

__all__ = ["MATERIAL", "PARTS", "SOURCE", "Keys", "SealError", "Sealed", "add_key", "make_key_file", "put_sealed",
           "read_keys", "reseal", "seal", "sealed_of", "unseal"]

SOURCE, MATERIAL = "source", "material"
PARTS = (SOURCE, MATERIAL)
"""What is sealed of a lead: who informed, and what was handed over."""

NONCE_BYTES = 12  # 96 random bits
BLOCK = 256  # a length is told in steps of so many bytes, no finer
_END = b"\x80"  # ends the text; zeros fill the block


@frozen
class Sealed:
    """What a text became: by which key, and the bytes as they are kept."""

    key_id: str
    nonce: bytes
    ciphertext: bytes


def seal(keys: Keys, reference: str, part: str, text: str) -> Sealed:
    """A text of any length sealed with the current key, for this part of the lead of this reference alone.

    Raises `SealError` for a text with half a character in it (a lone surrogate), which no file could hold.
    """
    plain, nonce = _padded(text), secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(keys.by_id[keys.current])
    return Sealed(keys.current, nonce, cipher.encrypt(nonce, plain, _bound_to(reference, part, keys.current)))


def unseal(keys: Keys, reference: str, part: str, of: Sealed) -> str:
    """The text that was sealed for this part of this lead.

    Raises `SealError`, which tells nothing of it, where the key is another or missing, where the row was moved from
    another lead or part, or where as much as one bit of it was changed.
    """
    if of.key_id not in keys.by_id:
        raise SealError(say("封存内容用密钥“{key}”加密，密钥文件中没有它；请从备份恢复密钥文件。", key=of.key_id))
    plain = _decrypted(keys.by_id[of.key_id], of, _bound_to(reference, part, of.key_id))
    if plain is None:
        raise SealError(say("线索 {reference} 的封存内容打不开：密钥不对，或这一行被改动、调换过。"
                            "请保留现场，核对审计记录和备份。", reference=reference))
    return plain.rstrip(b"\x00").removesuffix(_END).decode()


def put_sealed(connection: Connection, lead_id: int, part: str, of: Sealed) -> None:
    """Keep what was sealed as this part of a lead."""
    connection.execute(insert(sealed).values(lead_id=lead_id, part=part, key_id=of.key_id, nonce=of.nonce,
                                             ciphertext=of.ciphertext))


def sealed_of(connection: Connection, lead_id: int, part: str) -> Sealed:
    """What is kept as this part of a lead; raises `SealError` where it is gone."""
    found = connection.execute(select(sealed.c.key_id, sealed.c.nonce, sealed.c.ciphertext).where(
        sealed.c.lead_id == lead_id, sealed.c.part == part)).first()
    if found is None:
        raise SealError(say("封存内容不在库中，可能被删除；请保留现场，核对审计记录和备份。"))
    return Sealed(found.key_id, bytes(found.nonce), bytes(found.ciphertext))


def reseal(connection: Connection, keys: Keys) -> int:
    """Seal anew, with the current key, whatever an older key sealed: how many rows that were.

    All of it or nothing, as the transaction is the caller's; raises `SealError` for the first that does not open.
    """
    older = connection.execute(
        select(sealed.c.id, sealed.c.lead_id, sealed.c.part, lead.c.reference)
        .join(lead, sealed.c.lead_id == lead.c.id).where(sealed.c.key_id != keys.current).order_by(sealed.c.id)
        .with_for_update(of=sealed)).all()
    for row in older:
        text = unseal(keys, row.reference, row.part, sealed_of(connection, row.lead_id, row.part))
        anew = seal(keys, row.reference, row.part, text)
        connection.execute(update(sealed).where(sealed.c.id == row.id).values(
            key_id=anew.key_id, nonce=anew.nonce, ciphertext=anew.ciphertext))
    return len(older)


def _bound_to(reference: str, part: str, key_id: str) -> bytes:
    """What is not secret, but must be the same when the seal is opened."""
    return f"sealed:{reference}:{part}:{key_id}".encode()


def _padded(text: str) -> bytes:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise SealError(say("文字中有无法保存的字符，没有封存；请重新输入。"))
    plain = text.encode() + _END
    return plain + b"\x00" * (-len(plain) % BLOCK)


def _decrypted(key: bytes, of: Sealed, bound: bytes) -> bytes | None:
    if len(of.nonce) != NONCE_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(of.nonce, of.ciphertext, bound)
    except InvalidTag:
        return None
