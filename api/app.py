"""The web application."""

import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from api import logs
from api.description import described, methods_of
from api.errors import (
    DatabaseAwayError,
    InputError,
    MalformedError,
    MethodError,
    NotFoundError,
    ServiceError,
    UnexpectedError,
    headers_of,
    problem,
    status_of,
    where,
)
from api.kept import KeptPages
from api.routes import health, pages, v1
from api.routes.pages.common import error_page
from api.service import Service, prepare
from api.settings import MIB, Settings, from_environment
from api.watch import Watched
from api.web import PROBLEM, Boundary, language_of
from regelverk import RegelverkError, __version__

_STATIC = Path(__file__).parent / "static"
_KEPT_FOR = 900.0
_BACK_SOON = 5  # seconds
_LOG = logging.getLogger(__name__)


def create_app(settings: Settings) -> FastAPI:
    """The service as an ASGI application; it opens its store when it starts.

    Args:
        settings: See `Settings`.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = await run_in_threadpool(Service.open, settings)
        _heed_signals(app.state.service)
        try:
            yield
        finally:
            await run_in_threadpool(app.state.service.close)

    app = FastAPI(
        title="Regelverk", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )  # fmt: skip
    described(app)
    app.include_router(v1.router)
    app.include_router(pages.router)
    app.include_router(health.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_exception_handler(RegelverkError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_input)
    app.add_middleware(KeptPages, size=settings.pages, seconds=_KEPT_FOR)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(Boundary, limit=settings.request * MIB, fault=_answer_fault,
                       secure=settings.secure)  # fmt: skip
    app.add_middleware(Watched)
    return app


def from_env() -> FastAPI:
    """The service as its environment sets it up, for a server process.

    Raises:
        SettingsError: The environment is wrong, or the database does not answer.
    """
    settings = from_environment()
    logs.begin(as_json=settings.json_logs)
    prepare(settings)
    return create_app(settings)


def _heed_signals(service: Service) -> None:
    """When told to stop, take up nothing more and end the streams; the server waits for these."""
    if current_thread() is not main_thread():  # only there can signals be heard
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def heard(sent: int, frame: FrameType | None, before: Any = before) -> None:
            service.jobs.stop_soon()
            if callable(before):
                before(sent, frame)

        signal.signal(number, heard)


def _answer(request: Request, error: RegelverkError) -> Response:
    """An error in the form that the asker reads: a problem document or a page."""
    if request.url.path.startswith("/api/"):
        return JSONResponse(
            problem(error, language_of(request)), status_of(error), headers_of(error), PROBLEM
        )
    answer = error_page(request, error)
    answer.headers.update(headers_of(error))
    return answer


def _answer_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RegelverkError)
    return _answer(request, error)


def _answer_http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses, in our words."""
    assert isinstance(error, HTTPException)
    known: dict[int, ServiceError] = {
        400: MalformedError(),
        404: NotFoundError(),
        405: MethodError(),
    }
    detail = HTTPStatus(error.status_code).phrase
    answer = _answer(
        request, known.get(error.status_code, InputError(name="request", detail=detail))
    )
    answer.headers.update(error.headers or {})
    methods = methods_of(request.app, request.url.path)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and methods:
        answer.headers["allow"] = ", ".join(methods)
    return answer


def _answer_input(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = ".".join(map(str, first["loc"][1:])) or str(first["loc"][0])
    return _answer(request, InputError(name=name, detail="verdien kan ikke brukes"))


def _answer_fault(request: Request, error: Exception) -> Response:
    """A database that is away, or a fault in the program."""
    _LOG.error("%s", where(error))
    if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError):
        return _answer(request, DatabaseAwayError(seconds=_BACK_SOON))
    return _answer(request, UnexpectedError())
