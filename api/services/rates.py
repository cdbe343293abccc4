"""Limits that all processes of the service share, counted in its database.

Each count is one statement, so that two processes never lose one. Who it is counted for is kept
as a hash.
"""

import math
from datetime import UTC, datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as Work

from api.clock import now
from api.errors import TooManyError
from api.pace import Limit
from api.service import Service
from api.services.access import hashed
from api.store.tables import Rate

FAILURES = Limit("failures", 20, 300)
"""Wrong start tokens, wrong API tokens and logins that came to nothing, for each net address."""
_HOUR = 3600


def uploads(service: Service) -> Limit:
    """The documents that each user uploads in an hour."""
    return Limit("uploads", service.settings.uploads, _HOUR)


def analyses(service: Service) -> Limit:
    """The analyses of documents together that each user newly asks for in an hour."""
    return Limit("analyses", service.settings.uploads, _HOUR)


def spend(service: Service, limit: Limit, who: str, amount: int = 1) -> None:
    """Count something, or refuse it and count nothing. A limit of 0 is none.

    Raises:
        TooManyError: There has been too much of it.
    """
    if not limit.most or not amount:
        return
    with service.database.work() as work:
        _refuse(limit, *_counted(work, limit, who, min(amount, limit.most)))


def check(service: Service, limit: Limit, who: str) -> None:
    """Refuse where the limit is reached, and count nothing.

    Raises:
        TooManyError: It is.
    """
    with service.database.look() as work:
        before, count = _counts(work, limit, who)
    _refuse(limit, before, count + 1)


def _refuse(limit: Limit, before: int, count: int) -> None:
    wait = limit.wait(before, count, now().timestamp() % limit.seconds)
    if wait:
        raise TooManyError(seconds=math.ceil(wait))


def _counted(work: Work, limit: Limit, who: str, amount: int) -> tuple[int, int]:
    """Add to this stretch's count; gives the last stretch's and this one's."""
    key, stretch = _key(limit, who), _stretch(limit)
    ends = datetime.fromtimestamp((stretch + 2) * limit.seconds, UTC)
    insert = sqlite.insert if work.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = insert(Rate).values(key=key, stretch=stretch, ends=ends, count=amount)
    work.execute(
        row.on_conflict_do_update(
            index_elements=[Rate.key, Rate.stretch], set_={"count": Rate.count + amount}
        )
    )
    before, count = _counts(work, limit, who)
    if count == amount:
        _sweep(work)
    return before, count


def _sweep(work: Work) -> None:
    """Forget stretches that no longer count, but those that another process is forgetting."""
    ended = select(Rate.key, Rate.stretch).where(Rate.ends < now())
    work.execute(
        delete(Rate).where(
            tuple_(Rate.key, Rate.stretch).in_(ended.with_for_update(skip_locked=True))
        )
    )


def _counts(work: Work, limit: Limit, who: str) -> tuple[int, int]:
    stretch = _stretch(limit)
    rows = select(Rate.stretch, Rate.count).where(
        Rate.key == _key(limit, who), Rate.stretch.in_([stretch - 1, stretch])
    )
    found = {row[0]: row[1] for row in work.execute(rows)}
    return found.get(stretch - 1, 0), found.get(stretch, 0)


def _stretch(limit: Limit) -> int:
    return int(now().timestamp() // limit.seconds)


def _key(limit: Limit, who: str) -> str:
    return hashed(f"{limit.name}:{who}")
