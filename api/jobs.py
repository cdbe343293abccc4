"""Analyses under way: asked for in the database, done by whichever process claims them.

Everything can be done again from what is stored, so a crash costs nothing but time: an analysis
whose lease has run out is claimed anew.
"""

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Lock, Semaphore, Thread
from time import monotonic
from typing import Any

from cachetools import TTLCache
from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as Work

from api import metrics, workers
from api.clock import now
from api.errors import UnexpectedError, where
from api.fingerprint import fingerprint
from api.seal import Seal
from api.settings import MIB, Settings
from api.store.database import Database
from api.store.files import FileStore
from api.store.tables import Analysis, State
from api.store.upkeep import tidy
from regelverk import RegelverkError

_LEASE = timedelta(seconds=20)
_BEAT = 5.0
_PATIENCE = 10.0
_SWEEP = 3.0
_TIDY = timedelta(hours=1)
_OPENED_FOR = 900.0
_UNFOLDS = 4  # how many times more memory a result takes than its bytes, measured on acts
_LOG = logging.getLogger(__name__)


def key_of(kind: str, inputs: dict[str, Any]) -> str:
    """The hash of everything a result depends on: the task, its inputs and the program."""
    told = json.dumps([kind, inputs, fingerprint()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def fresh_since() -> datetime:
    """An analysis last asked for before this is to be asked for anew, so that it is kept."""
    return now() - timedelta(days=1)


class Jobs:
    """Does what is asked for, a few at a time."""

    def __init__(
        self, settings: Settings, database: Database, files: FileStore, seal: Seal
    ) -> None:
        self._settings = settings
        self._database = database
        self._files = files
        self._seal = seal
        self._opened: TTLCache[tuple[str, str], tuple[Any, int]] = TTLCache(
            settings.results * MIB, _OPENED_FOR, getsizeof=lambda each: each[1]
        )
        self._opening = Lock()
        self._tidy_at = now() + _TIDY
        self._stopping = Event()
        self._asked = Semaphore(0)
        self._threads = [
            Thread(target=self._serve, name=f"analysis-{number}", daemon=True)
            for number in range(settings.workers)
        ]

    def start(self) -> None:
        """Begin, with what an earlier process left undone."""
        if self._threads:
            workers.warm_up()
        for thread in self._threads:
            thread.start()

    def stop_soon(self) -> None:
        """Take up nothing more, and give up what is under way; it stays asked for."""
        self._stopping.set()

    def stop(self) -> None:
        """Stop, and wait a while until what was under way is given up."""
        self.stop_soon()
        self.hurry(len(self._threads))
        for thread in self._threads:
            thread.join(_PATIENCE)

    @property
    def stopping(self) -> bool:
        """Whether the service is on its way down."""
        return self._stopping.is_set()

    @property
    def alive(self) -> int:
        """How many of our threads have analyses done."""
        return sum(thread.is_alive() for thread in self._threads)

    def ask(self, work: Work, case_id: str, kind: str, inputs: dict[str, Any]) -> Analysis:
        """The analysis of these inputs: as it stands, or newly asked for."""
        key = key_of(kind, inputs)
        found = work.get(Analysis, (case_id, key))
        if found is None:
            found = Analysis(case_id=case_id, key=key, kind=kind, inputs=inputs)
            work.add(found)
        elif found.asked < fresh_since():
            found.asked = now()
        return found

    def hurry(self, pieces: int = 1) -> None:
        """Say that there is new work; call when what asked for it is kept."""
        self._asked.release(max(1, pieces))

    def _serve(self) -> None:
        """Take up one analysis after another; look now and then for what others left undone."""
        while not self._stopping.is_set():
            try:
                found = self._claim()
                if found is not None:
                    self._do(*found)
                    continue
                self._tidy()
            except SQLAlchemyError:
                _LOG.warning("the database did not answer; trying again")
            except Exception as error:  # whatever befalls one analysis, the next is to be done
                _LOG.error("analysis: %s", where(error))
            self._asked.acquire(timeout=_SWEEP)

    def _tidy(self) -> None:
        """Now and then, throw away what nobody needs."""
        if not self._stopping.is_set() and now() >= self._tidy_at:
            self._tidy_at = now() + _TIDY
            tidy(self._database, self._files, self._settings.keep)

    def _do(self, case_id: str, key: str) -> None:
        """Do an analysis that is ours, and write what came of it; if we are stopping, let go."""
        with self._database.look() as work:
            row = work.get(Analysis, (case_id, key))
        if row is None:  # its case was deleted just now
            return
        began = monotonic()
        try:
            done = self._work(row)
            outcome = State.DONE
            values = {"result": self._seal.put_on(done.result), "summary": done.summary}
        except RegelverkError as error:
            outcome = State.WAITING if self._stopping.is_set() else State.FAILED
            values = {} if self._stopping.is_set() else {"problem": self._seal.close(error)}
        self._write(case_id, key, {"state": outcome, **values})
        _tell(row.kind, outcome, monotonic() - began)

    def _work(self, row: Analysis) -> workers.Done:
        inputs = dict(row.inputs)
        with self._database.look() as work:
            reads = [
                self._seal.take_off(_sealed(work, row.case_id, each))
                for each in inputs.pop("reads", ())
            ]
        if row.kind == "document":
            inputs["path"] = str(self._files.path(inputs["sha256"]))
        if "files" in inputs:
            inputs["paths"] = {
                name: str(self._files.path(sha256)) for name, sha256 in inputs["files"].items()
            }
        return workers.run(
            row.kind, inputs, reads,
            seconds=self._settings.seconds, memory=self._settings.memory,
            beat=self._heart(row.case_id, row.key),
        )  # fmt: skip

    def result(self, work: Work, case_id: str, key: str) -> Any:
        """The result of an analysis that is done; others are given the same one."""
        with self._opening:
            found = self._opened.get((case_id, key))
        if found is not None:
            return found[0]
        sealed = _sealed(work, case_id, key)
        result = self._seal.open(sealed)
        size = len(sealed) * _UNFOLDS
        with self._opening:
            if size <= self._opened.maxsize:
                self._opened[case_id, key] = (result, size)
        return result

    def error(self, analysis: Analysis) -> RegelverkError:
        """Why an analysis failed."""
        found = self._seal.open(analysis.problem) if analysis.problem else UnexpectedError()
        return found if isinstance(found, RegelverkError) else UnexpectedError()

    def _claim(self) -> tuple[str, str] | None:
        """An analysis that nobody does, now ours; documents first, since the rest needs them."""
        with self._database.look() as work:
            rows = work.execute(
                select(Analysis.case_id, Analysis.key)
                .where(_free())
                .order_by(Analysis.kind != "document")
                .limit(8)
            ).all()
        values = {"state": State.RUNNING, "lease": now() + _LEASE}
        for case_id, key in rows:
            if self._update(case_id, key, _free(), values):
                return case_id, key
        return None

    def _heart(self, case_id: str, key: str) -> Callable[[], bool]:
        """What a worker's keeper asks now and then: True while the work is still wanted."""
        last = monotonic()

        def beat() -> bool:
            nonlocal last
            if self._stopping.is_set():
                return False
            if monotonic() - last < _BEAT:
                return True
            last = monotonic()
            return self._update(
                case_id, key, Analysis.state == State.RUNNING, {"lease": now() + _LEASE}
            )

        return beat

    def _write(self, case_id: str, key: str, values: dict[str, Any]) -> None:
        self._update(case_id, key, Analysis.state == State.RUNNING, {**values, "lease": None})

    def _update(
        self, case_id: str, key: str, when: ColumnElement[bool], values: dict[str, Any]
    ) -> bool:
        with self._database.work() as work:
            changed = work.execute(
                update(Analysis)
                .where(Analysis.case_id == case_id, Analysis.key == key, when)
                .values(**values)
                .execution_options(synchronize_session=False)
            )
            return bool(changed.rowcount)  # type: ignore[attr-defined]


def _sealed(work: Work, case_id: str, key: str) -> bytes:
    """The sealed result of an analysis that is done."""
    sealed = work.scalar(
        select(Analysis.result).where(Analysis.case_id == case_id, Analysis.key == key)
    )
    if sealed is None:
        raise UnexpectedError
    return sealed


def _tell(kind: str, outcome: State, seconds: float) -> None:
    """Count and log an analysis that has ended."""
    metrics.analyses.labels(kind, outcome.value).inc()
    metrics.analysis_seconds.labels(kind).observe(seconds)
    told = {"kind": kind, "outcome": outcome.value, "ms": round(1000 * seconds)}
    _LOG.info("analysis", extra=told)


def _free() -> ColumnElement[bool]:
    """Whether an analysis is there for the taking."""
    return or_(
        Analysis.state == State.WAITING,
        and_(Analysis.state == State.RUNNING, Analysis.lease < now()),
    )
