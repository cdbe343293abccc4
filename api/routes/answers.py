"""What the JSON API and the pages answer with alike: files, and answers that need not be resent."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from api.downloads import File
from api.errors import NotReadyError
from api.services.analyses import Answer


def attachment(file: File) -> Response:
    """A file that is saved, never shown."""
    return Response(
        file.data,
        media_type=file.media,
        headers={"content-disposition": disposition(file.name)},
    )


def disposition(name: str) -> str:
    """The header that saves an answer under a name (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def tagged(request: Request, key: str, made: Callable[[], Any]) -> Response:
    """A JSON answer with an ETag; 304 where the asker already has it."""
    tag = f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(made(), headers=headers)


def result_of(answer: Answer) -> Any:
    """The result of an analysis.

    Raises:
        NotReadyError: It is still under way.
        RegelverkError: Why it failed.
    """
    if answer.error is not None:
        raise answer.error
    if not answer.ready:
        raise NotReadyError
    return answer.result
