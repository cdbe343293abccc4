"""Who does the work on many documents: this machine's processes, or a Dask cluster's."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from regelverk.errors import OutputError

VARIABLE = "REGELVERK_DASK"
_PATIENCE = 20


@contextmanager
def executor(address: str | None) -> Iterator[Executor]:
    """An executor: of the Dask scheduler at an address, else of this machine.

    Args:
        address: `tcp://…` of a scheduler; without one the environment may tell. Its workers need
            this version of Regelverk, and are sent the documents' bytes over the network as Dask
            sends them: name only a scheduler on a network where drafts may travel.

    Raises:
        OutputError: Dask is not installed, or the scheduler does not answer.
    """
    address = address or os.environ.get(VARIABLE, "")
    if not address:
        with ProcessPoolExecutor() as pool:
            yield pool
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an optional part (regelverk[dask])
    except ImportError as error:
        raise OutputError(target=address, detail="Dask er ikke installert") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise OutputError(target=address, detail="Dask-planleggeren svarer ikke") from error
    with client, client.get_executor(pure=False) as cluster:  # type: ignore[no-untyped-call]
        yield cluster
