"""What is counted and timed, for Prometheus. Labels are route templates and kinds, never names."""

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select

from api.store.database import Database
from api.store.files import FileStore
from api.store.tables import Analysis, State, StoredDocument

CONTENT_TYPE = CONTENT_TYPE_LATEST
_PAGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
_WORK = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)

requests = Counter("regelverk_requests", "Requests answered", ("method", "route", "status"))
seconds = Histogram(
    "regelverk_request_seconds", "Time until an answer is sent", ("method", "route"),
    buckets=_PAGES,
)  # fmt: skip
analyses = Counter("regelverk_analyses_done", "Analyses ended", ("kind", "outcome"))
analysis_seconds = Histogram(
    "regelverk_analysis_seconds", "Time an analysis takes", ("kind",), buckets=_WORK
)
under_way = Gauge("regelverk_requests_under_way", "Requests being answered")
_analyses = Gauge("regelverk_analyses", "Analyses in the database", ("state",))
_stored_files = Gauge("regelverk_stored_files", "Different uploaded files")
_stored_bytes = Gauge("regelverk_stored_bytes", "What the uploaded files take")
_free_bytes = Gauge("regelverk_free_bytes", "Room left where files are stored")
_workers = Gauge("regelverk_workers", "Threads of this process that have analyses done")


def exposition(database: Database, files: FileStore, workers: int) -> bytes:
    """All figures in Prometheus' text format.

    Those of requests and of analyses done are this process's own; how many analyses and files
    there are is the same in every process on one database.
    """
    stored = select(StoredDocument.sha256, StoredDocument.size).distinct().subquery()
    with database.look() as work:
        rows = work.execute(select(Analysis.state, func.count()).group_by(Analysis.state)).all()
        count, size = work.execute(
            select(func.count(), func.coalesce(func.sum(stored.c.size), 0))
        ).one()
    states = {row[0]: row[1] for row in rows}
    for state in State:
        _analyses.labels(state.value).set(states.get(state, 0))
    _stored_files.set(count)
    _stored_bytes.set(size)
    _free_bytes.set(files.room())
    _workers.set(workers)
    return generate_latest()
