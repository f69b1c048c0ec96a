"""Passwords: what one must be like, one-time passwords, and how they are hashed."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from yuetan.wording import say

SHORTEST, LONGEST = 12, 128  # characters
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is mistaken for another when read aloud or written down
GROUPS, GROUP = 4, 4  # 16 characters, 79 random bits

COMMONEST = frozenset({
    "123456789012", "1234567890123", "1234567891011", "0123456789012", "987654321098", "112233445566", "123123123123",
    "123456123456", "123456abcdef", "abcdef123456", "abcd12345678", "12345678abcd", "1234567890ab", "123456789abc",
    "1q2w3e4r5t6y", "1qaz2wsx3edc", "q1w2e3r4t5y6", "qazwsxedcrfv", "qwertyuiopas", "qwertyuiop12", "qwertyuiop123",
    "qwerty123456", "qwerty12345678", "asdfghjkl123", "zxcvbnm12345", "zxcvbnm123456", "password1234", "password12345",
    "password123456", "passw0rd1234", "p@ssw0rd1234", "p@ssword1234", "admin1234567", "admin12345678", "admin123456789",
    "administrator", "administrator1", "administrator123", "iloveyou1234", "iloveyou5201314", "woaini1314520",
    "woaini5201314", "woaizhongguo", "woaini123456", "5201314520131", "520131452013", "zhongguo1234", "zhongguo123456",
    "zhonghuarenmin", "beijing12345", "lianzheng1234", "jiwei12345678", "jijianwei123", "jijianwei1234", "yuetan123456",
    "yuetanyuetan", "welcome12345", "welcome123456", "letmein12345", "changeme1234", "abcdefghijkl", "abcdefghijklm",
    "a1b2c3d4e5f6", "aa1234567890", "a12345678901", "a1234567890b", "11223344556677", "123454321234", "147258369147",
    "159357159357", "147852369000", "135792468013",
})
"""The commonest of those that are long enough, as they are typed here."""


class Hasher(Protocol):
    """What hashes passwords; argon2's own, or a cheap one in a test."""

    def hash(self, password: str) -> str:
        """The hash, with its salt and its parameters."""

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        """True; raises `argon2.exceptions.VerificationError` for another password."""


def standard_hasher() -> Hasher:
    """argon2id with the parameters OWASP recommends: 19 MiB, two passes, one lane."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(hasher: Hasher, password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(_normal(password))


def verifies(hasher: Hasher, kept: str, password: str) -> bool:
    """Whether this is the password of which that was kept. One that is too long takes as long, and is wrong."""
    try:
        right = hasher.verify(kept, _normal(password[:LONGEST]))
    except VerificationError:
        return False
    return right and len(password) <= LONGEST


def one_time_password() -> str:
    """A new password that is easy to read aloud: k7mw-x3pt-9qhd-2nbv."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def fault_of(password: str, sign_in: str) -> str:
    """What is wrong with a password somebody wants to have, and what to do; empty where nothing is."""
    normal = _normal(password).casefold()
    if len(password) < SHORTEST:
        return say("密码至少 {count} 个字符，现有 {found} 个；可以用几个不相干的词连成一句。", count=SHORTEST,
                   found=len(password))
    if len(password) > LONGEST:
        return say("密码最多 {count} 个字符，现有 {found} 个；请缩短。", count=LONGEST, found=len(password))
    if normal == sign_in.casefold():
        return say("密码不能就是登录名；请另换一个。")
    if normal in COMMONEST or len(set(normal)) == 1:
        return say("这个密码太常见，一猜就中；请另换一个。")
    return ""


def _normal(password: str) -> str:
    """The same password, whatever the input method: full-width letters and digits are those of the keyboard."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace").decode()
