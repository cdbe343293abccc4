"""Progress of a case as server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from starlette.concurrency import run_in_threadpool

from api.schemas import ProgressOut
from api.service import Service
from api.services.access import Visitor
from api.services.documents import Entry, overview, working
from api.store.tables import State

_PAUSE = 0.5
_LONGEST = 600.0


def progress_of(entries: Sequence[Entry], busy: int) -> ProgressOut:
    """How far the work on these documents, and all else in their case, has come."""
    states = [each.state for each in entries]
    return ProgressOut(
        documents=len(states),
        read=states.count(State.DONE),
        failed=states.count(State.FAILED),
        working=busy,
        done=not busy and not any(each.pending for each in entries),  # one may just have ended
    )


def now_of(service: Service, who: Visitor, case_id: str) -> ProgressOut:
    """How far the work on a case has come."""
    _, entries = overview(service, who, case_id)
    return progress_of(entries, working(service, case_id))


async def events(service: Service, who: Visitor, case_id: str) -> AsyncIterator[str]:
    """An event each time something has come further, until all is done."""
    last = ""
    for _ in range(int(_LONGEST / _PAUSE)):
        told = await run_in_threadpool(now_of, service, who, case_id)
        data = told.model_dump_json()
        if data != last:
            yield f"event: progress\ndata: {data}\n\n"
            last = data
        if told.done or service.jobs.stopping:
            return
        await asyncio.sleep(_PAUSE)
