"""What no file may carry: a package registry, a path of somebody's machine, an address nobody agreed to."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tools.house import ROOT, kept_files

NEVER_KEPT = ("uv.lock",)
REGISTRY = re.compile(r"\bpyp[i]\.\w+|pythonhoste[d]|\banaconda\.[a-z]+|\bnpmj[s]\.|\bsimpl[e]/\s*$", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.\-/])(?:/(?:home|Users|root|work|tmp|opt|srv)/[\w.\-]+|[A-Z]:\\Users\\)")
ADDRESS = re.compile(r"\b(?:https?|ftp|git|ssh)://(?=[\w\[])[^\s\"'<>)\]}，。；、]+")
AGREED = frozenset({
    "127.0.0.1", "localhost", "example.org",
    "www.apache.org",  # the licence
    "github.com",  # in the licences of what is shipped with the pages
    "keepachangelog.com", "semver.org",  # the form of the changelog
    # names of XML, never fetched
    "www.w3.org", "schemas.openxmlformats.org", "schemas.microsoft.com", "purl.org", "purl.oclc.org",
})

NOBODYS = (".example", ".test")  # RFC 2606: names for examples and tests
VENDORED = "static/vendor/"  # other people's files name where they come from


def findings(name: str, text: str) -> Iterator[str]:
    """Say what is wrong with one file, as ``name:line: what``."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in ((REGISTRY, "names a package registry"), (MACHINE, "names a path of one machine")):
            if found := pattern.search(line):
                yield f"{name}:{number}: {what}: {found[0]}"
        for address in ADDRESS.findall(line):
            host = _host(address)
            if host not in AGREED and not host.endswith(NOBODYS) and VENDORED not in name:
                yield f"{name}:{number}: an address nobody agreed to (tools/tidy.py lists those agreed): {address}"


def untidy(paths: tuple[Path, ...]) -> list[str]:
    """Every finding in these files. Pictures and other files that hold no text are passed over."""
    found: list[str] = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if path.name in NEVER_KEPT:
            found.append(f"{name}: full of addresses; requirements.lock is what is kept")
        content = path.read_bytes()
        if b"\0" not in content:
            found.extend(findings(name, content.decode("utf-8", errors="replace")))
    return found


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return address


if __name__ == "__main__":
    complaints = untidy(kept_files())
    print("\n".join(complaints) or "Every kept file is tidy.")
    sys.exit(bool(complaints))
