"""Where the person's own data are, and the one way to open them."""
from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from greenroom.storage.stores import Stores

DATA = "GREENROOM_DATA"
"""Environment variable: the folder for a person's own data."""
DATABASE = "GREENROOM_DATABASE"
"""Environment variable: the URL of a database to use instead of the file in that folder."""
FILE = "greenroom.db"


def data_folder() -> Path:
    """Where the person's own data lie: GREENROOM_DATA, or the platform's place for them."""
    import platformdirs

    named = os.environ.get(DATA)
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("greenroom", False))


def place() -> str | Path:
    """The database: the URL in GREENROOM_DATABASE, or the file in the data folder."""
    return os.environ.get(DATABASE) or data_folder() / FILE


def there() -> bool:
    """Whether the file exists; a server's database is taken to. Raises DatabaseProblem for an address that cannot be read."""
    from greenroom.storage.address import address_of

    path = address_of(place()).path
    return path is None or path.exists()


def open_stores() -> Stores:
    """The person's data, made or brought to the present schema where needed; what an earlier version kept in files is taken over.

    Close it when done. Raises DatabaseProblem, and CannotTakeOver for such a file that holds something else.
    """
    from greenroom.services.take_over import take_over
    from greenroom.storage.stores import Stores

    stores = Stores(place())
    try:
        take_over(stores, data_folder())
    except BaseException:
        stores.close()
        raise
    return stores
