"""The file of a form, read whole: one file, within the size that its page allows."""
from __future__ import annotations

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from greenroom.errors import UnreadableInput


async def upload(request: Request, name: str) -> tuple[bytes, str]:
    """The bytes of the file and what it is called. Raises UnreadableInput where none was chosen, or where this is no such form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise UnreadableInput("This is not a form with a file.", "Use the page's own buttons.")
    try:
        async with request.form(max_files=1, max_fields=5) as form:
            given = form.get(name)
            if not isinstance(given, UploadFile) or not given.filename:
                raise UnreadableInput("No file was chosen.", "Choose one, then send the form again.")
            return await given.read(), given.filename
    except HTTPException:
        raise UnreadableInput("This form cannot be read.", "Go back and send it again.") from None
