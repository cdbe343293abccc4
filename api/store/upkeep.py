"""What is thrown away: files that no document has any more, and analyses that nobody asks for."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from sqlalchemy import delete, select

from api.clock import now
from api.store.database import Database
from api.store.files import FileStore
from api.store.tables import Analysis, State, StoredDocument

_AT_ONCE = 500
_YOUNG = timedelta(days=1)


def let_go(database: Database, files: FileStore, hashes: Iterable[str]) -> None:
    """Delete those of the files that no document has.

    It is done when the documents are gone for good, and while nobody puts the same content in
    another case, so that no document is ever without its file.
    """
    waiting = iter(hashes)
    while some := set(islice(waiting, _AT_ONCE)):
        with database.work() as work:
            database.guard(work, deleting=True)
            had = StoredDocument.sha256.in_(some)
            files.discard(some - set(work.scalars(select(StoredDocument.sha256).where(had))))


def tidy(database: Database, files: FileStore, days: int) -> None:
    """Delete analyses that nobody has asked for in so many days, and files that were left over.

    What is asked for again is done again. Changed rules leave the old results behind here.
    """
    with database.work() as work:
        work.execute(
            delete(Analysis).where(
                Analysis.asked < now() - timedelta(days=days),
                Analysis.state.in_([State.DONE, State.FAILED]),
            )
        )
    let_go(database, files, files.older(now() - _YOUNG))
