"""The folder of one run: its dials, its databases, what its processes leave there. Every process of the run is given this folder and nothing else."""
from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenroom.labs.webhooks.dials import Dials
from greenroom.webhooks.sealing import Sealer
from greenroom.webhooks.stores.database import Database
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store

SHOP, OLD = "shop", "old-test"
"""The two endpoints: the shop that the story is about, and a test endpoint that somebody has left behind."""
LEASE = 16.0
"""For so many limits Greenroom's own sender holds a delivery in the lab: far longer than the limit and its margin, because on a busy machine a
claim alone can take seconds, and with a tight lease nothing would ever be begun."""


@dataclass(frozen=True)
class Place:
    """A run's folder, read."""

    folder: Path
    dials: Dials
    database: str
    secret: str
    key: bytes
    worker: str

    @classmethod
    def read(cls, folder: str | Path) -> Place:
        raw = json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))
        return cls(Path(folder), Dials.of(raw["dials"]), raw["database"], raw["secret"], bytes.fromhex(raw["key"]), raw["worker"])

    def write(self) -> None:
        """Write it down for the processes; only the owner may read it, since it holds a secret."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        raw = {"dials": self.dials.to_dict(), "database": self.database, "secret": self.secret, "key": self.key.hex(), "worker": self.worker}
        with os.fdopen(os.open(self.folder / "run.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            json.dump(raw, out)

    @property
    def received(self) -> Path:
        """The shop's own database."""
        return self.folder / "shop.db"

    def store(self) -> ThreadedStore:
        """The product's store on the run's database."""
        return open_store(self.database, Sealer({"lab": self.key}, "lab"), lease=LEASE * self.dials.limit)

    def connect(self) -> Database:
        """One connection of its own, as the faulty service uses it. With SQLite a commit does not wait for the disk: a lab need not outlive a loss of power."""
        if self.database.startswith(("postgresql://", "postgres://")):
            from greenroom.webhooks.stores.postgres import PostgresDatabase

            return PostgresDatabase(self.database)
        from greenroom.webhooks.stores.sqlite import SqliteDatabase

        return SqliteDatabase(self.database, full=False)


def write_json(path: Path, what: Any) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as out:
        json.dump(what, out, indent=1, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
