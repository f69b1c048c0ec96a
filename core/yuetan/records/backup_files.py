"""Files of backups: encrypted for a public key, and opened with two halves of the private one, kept by two people.

Encrypting needs no secret (X25519, then AES-256-GCM in pieces). The private key is never kept whole: it is the two
halves put together (XOR).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yuetan.wording import say

MAGIC = b"yuetan backup 1\n"
PIECE = 1 << 20  # bytes encrypted at once
HALF_BYTES = 32
OWNER_ALONE = 0o600


class BackupError(Exception):
    """A backup or a key of it that cannot be used: says which file, why, and what to do."""


@frozen(kw_only=True)
class BackupKeys:
    """A new key: what encrypts, which is no secret, and the two halves of what opens."""

    public: bytes
    system: bytes = field(repr=False)
    security: bytes = field(repr=False)


def new_backup_keys() -> BackupKeys:
    """A new key; neither half tells anything of it."""
    private = X25519PrivateKey.generate()
    whole, half = private.private_bytes_raw(), secrets.token_bytes(HALF_BYTES)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return BackupKeys(public=public, system=half, security=_xor(whole, half))


def encrypt(plain: Path, path: Path, public: bytes, sort: bytes) -> str:
    """Encrypt a file into a new one, with what sort of content it is: the SHA-256 of the new file."""
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    cipher = AESGCM(_key_of(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), own, public))
    head, digest = MAGIC + sort + public + own, hashlib.sha256()
    with plain.open("rb") as source, os.fdopen(
            os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, OWNER_ALONE), "wb") as file:
        for part in chain((head,), _encrypted(cipher, source, head)):
            file.write(part)
            digest.update(part)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _encrypted(cipher: AESGCM, source: IO[bytes], head: bytes) -> Iterator[bytes]:
    number, piece = 0, source.read(PIECE)
    while True:
        following = source.read(PIECE)
        last = not following  # a file that was cut short has no last piece
        sealed = cipher.encrypt(_nonce(number, last=last), piece, head)
        yield struct.pack(">I", len(sealed)) + sealed
        if last:
            return
        number, piece = number + 1, following


def decrypt(path: Path, plain: Path, halves: tuple[bytes, bytes]) -> bytes:
    """Decrypt a file into a new one: what sort of content it is.

    Raises `BackupError` for halves of another key, and for a file of which as much as one bit was changed.
    """
    private = X25519PrivateKey.from_private_bytes(_xor(*halves))
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    wrong = BackupError(say("备份 {file} 打不开：密钥的两半不是这份备份的，或文件损坏、被改动过。", file=path))
    try:
        with path.open("rb") as file, os.fdopen(
                os.open(plain, os.O_CREAT | os.O_WRONLY | os.O_EXCL, OWNER_ALONE), "wb") as out:
            head = file.read(len(MAGIC) + 1 + 2 * HALF_BYTES)
            sort, meant = head[len(MAGIC):len(MAGIC) + 1], head[len(MAGIC) + 1:len(MAGIC) + 1 + HALF_BYTES]
            own = head[-HALF_BYTES:]
            if not head.startswith(MAGIC) or meant != public:
                raise wrong
            cipher = AESGCM(_key_of(private.exchange(X25519PublicKey.from_public_bytes(own)), own, public))
            for piece in _decrypted(cipher, file, head):
                out.write(piece)
    except (InvalidTag, struct.error, ValueError) as error:
        raise wrong from error
    except OSError as error:
        raise BackupError(say("备份文件 {file} 打不开；请核对位置和权限。", file=path)) from error
    return sort


def _decrypted(cipher: AESGCM, file: IO[bytes], head: bytes) -> Iterator[bytes]:
    number, size = 0, file.read(4)
    while True:
        sealed = file.read(struct.unpack(">I", size)[0])
        size = file.read(4)
        yield cipher.decrypt(_nonce(number, last=not size), sealed, head)
        if not size:
            return
        number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    """Each piece has its own, and the last is told from the others."""
    return struct.pack(">QI", number, 1 if last else 0)


def _key_of(shared: bytes, own: bytes, public: bytes) -> bytes:
    return HKDF(hashes.SHA256(), HALF_BYTES, salt=own + public, info=MAGIC).derive(shared)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
