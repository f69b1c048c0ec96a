"""Files as answers: to be kept, never to be opened within the pages."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

SORTS = {".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         ".zip": "application/zip", ".pdf": "application/pdf", ".jpg": "image/jpeg",
         ".png": "image/png"}


def attachment(name: str, content: bytes) -> Response:
    """A file under its own name, also where that is not English (RFC 5987)."""
    sort = next((sort for ending, sort in SORTS.items() if name.endswith(ending)), "application/octet-stream")
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name)
    answer = Response(content, content_type=sort)
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return answer
