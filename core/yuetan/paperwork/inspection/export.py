"""Writes an inspection as one zip file, interview after interview: nothing of one is kept once it is written."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from attrs import field, frozen

from yuetan.access.door import Access
from yuetan.access.reading_inspection import Candidate, InspectedCase, Inspector
from yuetan.access.views import InterviewView
from yuetan.casework.attachments import TakenScan
from yuetan.casework.errors import Hidden
from yuetan.casework.inspection import KeptInspection
from yuetan.paperwork.inspection.index import Index
from yuetan.paperwork.inspection.masking import Masking
from yuetan.paperwork.inspection.sampling import sampled
from yuetan.paperwork.inspection.stamped import stamped
from yuetan.paperwork.inspection.told import Telling, rules
from yuetan.paperwork.papers.delivery import document
from yuetan.records.proving import Proofs
from yuetan.rules.terms import Vocabulary
from yuetan.wording import say

NO_TIME = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
CHUNK = 1 << 16
SCANS = {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}
Progress = Callable[[int, int], None]
Scans = Callable[[InterviewView, int], Sequence[TakenScan]]
"""The scans of an interview, as it is seen and by its key, that may be taken out with it."""


@frozen(kw_only=True)
class Written:
    """What was written: the SHA-256 of the file, and the interviews in it, by their references."""

    digest: str
    interviews: tuple[str, ...] = field(default=())
    root: str = ""  # which its proofs lead to
    anchored: bool = False  # whether that was put outside, too


def write_inspection(file: BinaryIO, access: Access, one: KeptInspection, vocabulary: Vocabulary, *,  # noqa: PLR0913 - who takes out what, in which words, when
                     on: date, progress: Progress | None = None, scans: Scans | None = None) -> Written:
    """Write the file of an inspection, on a day: the same records, day and seed give the same bytes.

    ``scans`` gives the signed papers of an interview that may be taken out with it. A scan cannot be masked: without
    names there are none.
    """
    return access.inspect(one.unit, one.since, one.until, lambda inspector: _Writer(
        file, inspector, one, vocabulary, on, scans if one.names else None).whole(progress))


class _Writer:
    """One file being written."""

    def __init__(self, file: BinaryIO, inspector: Inspector, one: KeptInspection, vocabulary: Vocabulary,  # noqa: PLR0913, PLR0917 - what is written, of what, when
                 on: date, scans: Scans | None) -> None:
        self.hashing, self.scans = _Hashing(file), scans
        self.inspector, self.one, self.on = inspector, one, on
        self.telling = Telling(vocabulary, None if one.names else Masking(inspector.names()))
        self.listed = dict[str, str]()
        self.watermark = {"number": one.number, "by": one.asked_by_name, "on": on.isoformat()}

    def whole(self, progress: Progress | None) -> Written:
        candidates = self.inspector.candidates()
        chosen = candidates if self.one.sample is None else sampled(candidates, self.one.sample, self.one.seed)
        proofs = self.inspector.proofs(self.one.mark, chosen)
        with zipfile.ZipFile(self.hashing, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive, \
                TemporaryDirectory() as folder:
            self.put(archive, "README.txt", self._about(len(candidates), len(chosen)).encode())
            self.put_json(archive, "rules.json", {"rules": rules(self.inspector.rules())})
            index = Index(Path(folder), self.watermark)
            written = list[str]()
            for place, one in enumerate(chosen, start=1):
                if (case := self.inspector.case(one)) is not None:
                    self._interview(archive, f"{len(written) + 1:05d}", one, case, proofs, index)
                    written.append(one.reference)
                if progress:
                    progress(place, len(chosen))
            for name, path in index.closed():
                self.put_file(archive, name, path)
            self.put_json(archive, "proof/anchor.json", _anchor(proofs, anchored=bool(self.one.mark)))
            self.put(archive, "verify.py", (files(__package__) / "verify_script.py").read_bytes())
            self.put_json(archive, "manifest.json", {"files": dict(self.listed)})
        return Written(digest=self.hashing.digest, interviews=tuple(written), root=proofs.anchor.root,
                       anchored=bool(self.one.mark))

    def put(self, archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        self.listed[name] = hashlib.sha256(content).hexdigest()
        archive.writestr(_member(name), content, compresslevel=LEVEL)

    def put_json(self, archive: zipfile.ZipFile, name: str, content: dict[str, Any]) -> None:
        said = {"watermark": self.watermark, **content}
        self.put(archive, name, json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode())

    def put_file(self, archive: zipfile.ZipFile, name: str, path: Path) -> None:
        found = hashlib.sha256()
        with path.open("rb") as source, archive.open(_member(name), "w") as target:
            while chunk := source.read(CHUNK):
                found.update(chunk)
                target.write(chunk)
        self.listed[name] = found.hexdigest()

    def _interview(self, archive: zipfile.ZipFile, number: str, one: Candidate, case: InspectedCase,  # noqa: PLR0913, PLR0917 - one interview's parts
                   proofs: Proofs, index: Index) -> None:
        view = self.telling.shown(case)
        told = self.telling.interview(case, view, number)
        papers = list[str]()
        for name, content in _papers(view):
            papers.append(f"interviews/{number}/{name}")
            self.put(archive, papers[-1], stamped(content, self.watermark))
        taken = self.scans(view, one.key) if self.scans else ()
        scans = [self._scan(archive, f"interviews/{number}/scans/{place:02d}", scan)
                 for place, scan in enumerate(taken, start=1)]
        self.put_json(archive, f"interviews/{number}/interview.json", {**told, "papers": papers, "scans": scans})
        self.put_json(archive, f"proof/{number}.json",
                      self.telling.proof(case, view, proofs.cases.get(one.case_id)))
        index.add(told)

    def _scan(self, archive: zipfile.ZipFile, place: str, scan: TakenScan) -> dict[str, Any]:
        """Put a scan in as it is: its hash is in the chain of the case; what is told of it."""
        kept = scan.kept
        told = {"sequence": kept.sequence, "name": kept.name, "pages": kept.pages}
        if scan.content is None:
            return told | {"file": None, "fault": say("打不开，或与存证链上的校验码不符；没有附上。")}
        name = place + SCANS[kept.sort]
        self.put(archive, name, scan.content)
        return told | {"file": name, "sha256": self.listed[name]}

    def _about(self, candidates: int, chosen: int) -> str:
        one = self.one
        drawn = (say("全部，共 {count} 次约谈。", count=chosen) if one.sample is None else
                 say("按种类分层随机抽取：共 {total} 次，抽 {count} 次，随机种子“{seed}”；同一种子抽出同样的约谈。",
                     total=candidates, count=chosen, seed=one.seed))
        names = (say("含姓名。") if one.names else
                 say("不含姓名：人员按出现次序编号，全份一致，不能倒推；职务只写类别；签字材料的扫描件遮不住姓名，不附。"))
        return "\n".join((
            say("约谈检查材料 {number}", number=one.number),
            say("{by} 于 {on} 导出；仅供检查，不得扩散。", by=one.asked_by_name, on=self.on),
            say("范围：单位 {unit} 及其下属，{since} 至 {until} 提出或进行的约谈。", unit=one.unit, since=one.since,
                until=one.until),
            drawn, names,
            say("index.xlsx、index.json 是目录；interviews 下每次约谈一个文件夹，签字材料的扫描件在其中的 scans 里；"
                "rules.json 是当时适用的制度和理解。"),
            say("核对：python verify.py 本文件 --sha256 导出时给出的摘要 --root 存证文件里的根。"), ""))


class _Hashing:
    """A file that is only written on, and hashed as it is; the zip file then writes no place twice."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.found = file, hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.found.update(content)
        return self.file.write(content)

    def flush(self) -> None:
        self.file.flush()

    def close(self) -> None:
        """It is whoever opened it that closes it."""

    @property
    def digest(self) -> str:
        return self.found.hexdigest()


def _papers(view: InterviewView) -> Iterator[tuple[str, bytes]]:
    """The papers whose content its reader may see, by the number of their event."""
    for event in view.events:
        if event.material is not None and event.content:
            try:
                made = document(view, event.sequence)
            except Hidden:
                continue
            yield f"{event.sequence:02d}.docx", made.content


def _anchor(proofs: Proofs, *, anchored: bool) -> dict[str, Any]:
    one = proofs.anchor
    return {"root": one.root, "cases": one.cases, "events": one.events, "anchored": anchored,
            "at": one.at.isoformat() if one.at else None}


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, NO_TIME)
    member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
    return member


__all__: Sequence[str] = ["Scans", "Written", "write_inspection"]
