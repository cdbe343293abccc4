"""One process for each piece of work, with bounds on its time and memory.

A hostile or merely enormous document can at worst end its own process. Processes are forked from a
server that has loaded the rules (`api.warm`), so that one costs milliseconds.
"""

import logging
import os
import pickle
import resource
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, NamedTuple

from api import logs, tasks
from api.errors import JobCrashedError, JobTimeoutError, UnexpectedError, where
from regelverk.errors import RegelverkError

_MIB = 1 << 20
_BEAT = 0.5
_LOG = logging.getLogger(__name__)
_FORKS = get_context("forkserver")
# Every worker imports the program that started the service; loaded here, that costs it nothing.
_FORKS.set_forkserver_preload(["regelverk.cli", "api.tasks", "api.warm"])


class Done(NamedTuple):
    """What a worker gives: the pickled result, never opened on its way to the store."""

    result: bytes
    summary: dict[str, Any]


def warm_up() -> None:
    """Start the process that workers are forked from, so that the first document need not wait."""
    forkserver.ensure_running()


def run(
    kind: str,
    inputs: dict[str, Any],
    reads: Sequence[bytes],
    *,
    seconds: int,
    memory: int,
    beat: Callable[[], bool],
) -> Done:
    """Do a task in a process of its own, and give its outcome.

    Args:
        kind: Which task of `api.tasks`.
        inputs: What it is told.
        reads: The documents it works on, pickled.
        seconds: The longest it may take.
        memory: The most memory it may take, in MiB.
        beat: Called twice a second; the work is given up when it answers False.

    Raises:
        RegelverkError: What the task raised.
        JobTimeoutError: It took too long.
        JobCrashedError: It ended without an answer.
    """
    ours, theirs = _FORKS.Pipe()
    process = _FORKS.Process(
        target=_work, args=(theirs, memory, seconds, logs.as_json()), daemon=True
    )
    process.start()
    theirs.close()
    try:
        with ours:
            ours.send_bytes(pickle.dumps((kind, inputs, tuple(reads)), protocol=5))
            answer = _answer(ours, monotonic() + seconds, seconds, beat)
    except (EOFError, OSError) as error:
        raise JobCrashedError from error
    finally:
        _end(process)
    if isinstance(answer, Done):
        return answer
    raise answer


def _answer(
    ours: Connection, until: float, seconds: int, beat: Callable[[], bool]
) -> Done | RegelverkError:
    while (left := until - monotonic()) > 0:
        if ours.poll(min(_BEAT, left)):
            answer: Done | RegelverkError = pickle.loads(ours.recv_bytes())
            return answer
        if not beat():
            break
    raise JobTimeoutError(seconds=seconds)


def _end(process: BaseProcess) -> None:
    """End a worker and whatever programs it started."""
    if process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def _work(pipe: Connection, memory: int, seconds: int, as_json: bool) -> None:
    """The worker's whole life: bounds first, then one task."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (memory * _MIB, memory * _MIB))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 5, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logs.begin(as_json=as_json)
    try:
        kind, inputs, reads = pickle.loads(pipe.recv_bytes())
    except EOFError:  # the service ended before it said what to do
        return
    try:
        outcome = tasks.TASKS[kind](inputs, [pickle.loads(each) for each in reads])
        answer: Done | RegelverkError = Done(pickle.dumps(outcome.result, 5), outcome.summary)
    except RegelverkError as error:
        answer = error
    except MemoryError:
        answer = JobCrashedError()
    except Exception as error:  # a fault met in one document must not be the service's
        _LOG.error("%s: %s", kind, where(error))
        answer = UnexpectedError()
    pipe.send_bytes(pickle.dumps(answer, protocol=5))
