"""Style sheets and scripts, kept by browsers for as long as their content stays the same."""
from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"


class Assets(StaticFiles):
    """The files of `static/`; an address that carries the stamp may be kept for a year."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        current = f"v={stamp()}".encode() == scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
        return response


@lru_cache(maxsize=1)
def stamp() -> str:
    """A short hash of everything in `static/`."""
    made = hashlib.sha256()
    for path in sorted(p for p in FOLDER.rglob("*") if p.is_file()):
        made.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:12]
