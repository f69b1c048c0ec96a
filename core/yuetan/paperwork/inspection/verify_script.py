"""Checks an inspection that was taken out: with what comes with Python alone, and nothing of this system.

It goes into every export, where no catalogue of texts goes along: so it speaks Chinese by itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

USAGE = """核对导出的检查材料：只用 Python 自带的库，不连网络，不改动文件。

用法：python verify.py 导出文件.zip [--sha256 导出时给出的摘要] [--root 存证文件里的根]

逐一核对：文件与清单一致，一个不多一个不少；每次约谈的事件前后相连；每卷的末尾经由给出的路径通到存证的根。
摘要和根由别处取得（导出时的回执、存证文件），任何一个字节的改动都会被发现；不给出的，只能核对文件内部是否自洽。
"""
MANIFEST, ANCHOR = "manifest.json", "proof/anchor.json"
EVENT, LEAF, NODE = "yuetan event 1", b"\x00", b"\x01"


def encoded(value: object) -> bytes:
    """The one way in which values are written to be hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chain_faults(name: str, proof: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the events of a case: each opened one is hashed over the one before it."""
    before = ""
    for number, event in enumerate(proof["events"], start=1):
        if event["sequence"] != number:
            yield f"{name}：第 {number} 项事件缺了，或次序不对"
        if event["values"] is not None:
            found = hashlib.sha256(encoded([EVENT, before, proof["reference"], proof["sort"], *event["values"]]))
            if found.hexdigest() != event["hash"]:
                yield f"{name}：第 {event['sequence']} 项事件与它的散列不符，或它前面的一项被换掉了"
        before = event["hash"]


def path_faults(name: str, proof: dict[str, Any], anchor: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the way from the head of a case to the root."""
    head = proof["anchored"]
    if head is None:
        return
    hashes = [event["hash"] for event in proof["events"]]
    if not 0 < head["version"] <= len(hashes) or hashes[head["version"] - 1] != head["head"]:
        yield f"{name}：存证时的末尾不在它的事件里"
        return
    node = hashlib.sha256(LEAF + encoded([proof["reference"], head["version"], head["head"]])).digest()
    for side, beside in head["path"]:
        other = bytes.fromhex(beside)
        node = hashlib.sha256(NODE + (other + node if side == "left" else node + other)).digest()
    if node.hex() != anchor["root"]:
        yield f"{name}：通不到存证的根"


def manifest_faults(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[str]:
    """What differs between the files there are and the list of them."""
    names = [member.filename for member in archive.infolist()]
    listed = manifest["files"]
    yield from (f"{name}：重名" for name in sorted({one for one in names if names.count(one) > 1}))
    yield from (f"{name}：不在清单里" for name in names if name not in listed and name != MANIFEST)
    yield from (f"{name}：清单里有，文件里没有" for name in listed if name not in names)
    for name in names:
        if name in listed and hashlib.sha256(archive.read(name)).hexdigest() != listed[name]:
            yield f"{name}：内容与清单不符"


def faults(path: str, digest: str = "", root: str = "") -> list[str]:
    """Everything that is not as it was exported; empty where all is well."""
    try:
        return list(_faults(path, digest, root))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, NotImplementedError, EOFError,
            zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        return [f"读不出来：{type(error).__name__}：{error}"]
    except Exception as error:  # noqa: BLE001 - a decompressor's own, whatever it is called
        return [f"读不出来：{type(error).__name__}"]


def _faults(path: str, digest: str, root: str) -> Iterator[str]:
    if digest:
        found = hashlib.sha256()
        with open(path, "rb") as file:  # noqa: PTH123 - any path that is given
            while chunk := file.read(1 << 20):
                found.update(chunk)
        if found.hexdigest() != digest.lower():
            yield "整个文件的摘要与给出的不符"
    with zipfile.ZipFile(path) as archive:
        manifest, anchor = json.loads(archive.read(MANIFEST)), json.loads(archive.read(ANCHOR))
        yield from manifest_faults(archive, manifest)
        if root and anchor["root"] != root.lower():
            yield "存证的根与给出的不符"
        for name in sorted(manifest["files"]):
            if name.startswith("proof/") and name != ANCHOR:
                proof = json.loads(archive.read(name))
                yield from chain_faults(name, proof)
                yield from path_faults(name, proof, anchor)


def counted(path: str) -> tuple[int, int, int, int]:
    """How many cases and events there are, how many of the events are opened, how many cases came after the anchor."""
    with zipfile.ZipFile(path) as archive:
        proofs = [json.loads(archive.read(name)) for name in json.loads(archive.read(MANIFEST))["files"]
                  if name.startswith("proof/") and name != ANCHOR]
    events = [event for proof in proofs for event in proof["events"]]
    return (len(proofs), len(events), sum(event["values"] is not None for event in events),
            sum(proof["anchored"] is None for proof in proofs))


def main(arguments: Sequence[str]) -> int:
    """Check a file: 0 where all is well, 1 where anything is not."""
    parser = argparse.ArgumentParser(description=USAGE, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--sha256", default="")
    parser.add_argument("--root", default="")
    given = parser.parse_args(arguments)
    found = faults(given.file, given.sha256, given.root)
    for one in found:
        sys.stdout.write(f"不符：{one}\n")
    if not found:
        cases, events, opened, later = counted(given.file)
        sys.stdout.write(f"相符：{cases} 卷 {events} 项事件，其中 {opened} 项逐项核对了散列，"
                         f"{events - opened} 项只有散列（内容未随同导出）；{later} 卷在存证之后，没有存证。\n")
        if not given.sha256 or not given.root:
            sys.stdout.write("没有给出 --sha256 或 --root：只核对了文件内部是否自洽，整份重做的看不出来。\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
