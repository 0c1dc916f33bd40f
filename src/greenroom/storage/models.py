"""The tables of a person's own data, as they are now. How an older database gets there is in `migrations`; a test holds the two equal."""
from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import JSON, Column, DateTime, Dialect, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, TypeDecorator

APPLICATION_ID = 0x47524E52
"""The mark of our files in SQLite's header ("GRNR"): https://www.sqlite.org/pragma.html#pragma_application_id"""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text. A zero character or half a character, which databases refuse, is kept as U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Moment(TypeDecorator[datetime]):
    """A time. Goes in with any time zone (ValueError without one), comes out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}
)


stories = Table(
    "stories",
    metadata,
    Column("id", Words, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("sections", JSON(none_as_null=True)),
    Column("principles", JSON, nullable=False),
    Column("framework", Words, nullable=False, server_default="amazon"),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False, index=True),
)
rehearsals = Table(
    "rehearsals",
    metadata,
    Column("id", Words, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("place", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("session", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False, index=True),
)
takes = Table(
    "takes",
    metadata,
    Column("id", Words, primary_key=True),
    Column("story_id", Words, ForeignKey("stories.id", ondelete="SET NULL"), index=True),
    Column("rehearsal_id", Words, ForeignKey("rehearsals.id", ondelete="SET NULL"), index=True),
    Column("text", Words, nullable=False),
    Column("question", Words),
    Column("level", Words, nullable=False),
    Column("framework", Words, nullable=False),
    Column("rating", JSON, nullable=False),
    Column("seconds", Float),
    Column("replies", JSON(none_as_null=True)),
    Column("created", Moment, nullable=False, index=True),
)
segments = Table(
    "segments",
    metadata,
    Column("rehearsal_id", Words, ForeignKey("rehearsals.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("mime", Words, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("created", Moment, nullable=False),
)
utterances = Table(
    "utterances",
    metadata,
    Column("rehearsal_id", Words, ForeignKey("rehearsals.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("taps", JSON, nullable=False),
    Column("lengths", JSON, nullable=False),
    Column("transcript", JSON(none_as_null=True)),
    Column("source", Words, nullable=False),
    Column("updated", Moment, nullable=False),
)
loops = Table(
    "loops",
    metadata,
    Column("id", Words, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("plan", JSON, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False, index=True),
)
cards = Table(
    "cards",
    metadata,
    Column("exercise", Words, primary_key=True),
    Column("held", JSON, nullable=False),
    Column("reviewed", Moment),
)
settings = Table(
    "settings",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", JSON, nullable=False),
)
