"""Files of jobs that are secret: sealed as they are kept, each for its job; any other file is kept as it is."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from yuetan.records.seal_keys import Keys, SealError
from yuetan.records.sealing import Sealed, seal, unseal
from yuetan.wording import say

PART = "job_file"
"""What a file is sealed as, so that no other sealed text is taken for one."""

BEGINS = b"yuetan sealed file\n"


def closed(keys: Keys | None, reference: str, content: bytes) -> bytes:
    """A file as it is kept for the job of this reference. Raises `SealError` where there is no key."""
    if keys is None:
        raise SealError(say("没有封存密钥，不能保存这份文件；请先配置密钥。"))
    of = seal(keys, reference, PART, b64encode(content).decode())
    return BEGINS + json.dumps([of.key_id, b64encode(of.nonce).decode(), b64encode(of.ciphertext).decode()]).encode()


def opened(keys: Keys | None, reference: str, kept: bytes) -> bytes:
    """The file that was kept. Raises `SealError` where it is sealed and no key opens it."""
    if not kept.startswith(BEGINS):
        return kept
    try:
        key_id, nonce, ciphertext = json.loads(kept.removeprefix(BEGINS))
        of = Sealed(key_id, b64decode(nonce), b64decode(ciphertext))
    except ValueError as error:
        raise SealError(say("封存的文件已损坏；请重新生成。")) from error
    return b64decode(unseal(keys or Keys("", {}), reference, PART, of))
