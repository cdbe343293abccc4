"""The log: one line for each event, as plain words or as JSON. Never a word of what users store."""

import json
import logging
import sys
import warnings
from datetime import UTC, datetime

from api.errors import where

FIELDS = ("id", "user", "method", "route", "status", "ms", "kind", "outcome")
"""What a line may tell beside its message: identifiers and figures."""

_OURS = ("api", "regelverk")
_TRUSTED = (*_OURS, "uvicorn.error")


class _Lines(logging.Formatter):
    """A record as one line; of an exception its kind and place alone, since it may quote."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter`."""
        told = record.getMessage()
        fault = record.exc_info[1] if record.exc_info else None
        if isinstance(fault, Exception):
            told = f"{told}: {where(fault)}"
        extra = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        made = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self.as_json:
            line = {"time": made, "level": record.levelname.lower(), "event": told, **extra}
            return json.dumps(line, ensure_ascii=False)
        words = " ".join(f"{name}={value}" for name, value in extra.items())
        return " ".join(filter(None, (made, record.levelname.lower(), told, words)))


def as_json() -> bool:
    """Whether the log is JSON, so that a worker's can be too."""
    handlers = logging.getLogger(_OURS[0]).handlers
    return any(isinstance(e.formatter, _Lines) and e.formatter.as_json for e in handlers)


def begin(*, as_json: bool) -> None:
    """Log to standard error: requests and analyses only as JSON, else no more than what is wrong.

    Libraries are kept silent, for they may quote the document that they stumble over.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(as_json=as_json))
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    for name in _TRUSTED:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO if as_json and name in _OURS else logging.WARNING)
    warnings.simplefilter("ignore")
