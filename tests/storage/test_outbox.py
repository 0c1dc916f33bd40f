"""What is told of a person is committed with what it tells of, and only where somebody asked."""
from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from greenroom.storage import outbox
from greenroom.storage.happenings import story_deleted
from greenroom.storage.rehearsals import Outcome
from greenroom.storage.stores import Stores
from greenroom.webhooks.envelope import MOST_BYTES
from greenroom.webhooks.model import Filter
from greenroom.webhooks.stores.threaded import ThreadedStore, open_store
from tests.storage.conftest import NOW, Place, later
from tests.webhooks.conftest import endpoint, sealer, wipe

SESSION = {
    "question": "Tell me about a secret.", "level": "sde2", "framework": "amazon", "walkthrough": "", "state": "replying", "draft": "", "draft_seconds": 0.0,
    "answer": "I kept my secret words.", "seconds": 61.2, "at": 0,
    "asked": [{"followup": {"text": "How do you know?", "probes": ["metric"], "invited_by": {}, "gap": ""}, "reply": "I counted secretly.", "seconds": 4.0}],
}
RATING = {"judged": True, "vote": {"level": "sde2", "value": 3, "word": "hire"}, "votes": {"sde2": 3}, "criteria": {"metric": {"score": 2, "anchor": "", "evidence": ["secret"]}}}
OUTCOME = Outcome(RATING, [True])


@pytest.fixture
def hooks(stores: Stores, place: Place) -> Iterator[ThreadedStore]:
    """The webhook tables beside the person's own, without an endpoint yet."""
    if isinstance(place, str):
        wipe(place)
    made = open_store(place, sealer())
    yield made
    made.close()
    if isinstance(place, str):
        wipe(place)


def add(hooks: ThreadedStore, name: str = "ep", **changes: Any) -> None:
    asyncio.run(hooks.put_endpoint(endpoint(name, **changes)))


def sent(hooks: ThreadedStore) -> list[tuple[str, dict[str, Any]]]:
    """What an endpoint would get now, in order: endpoint and envelope."""
    return [(c.endpoint.id, json.loads(c.body)) for c in sorted(asyncio.run(hooks.claim(100, {})), key=lambda c: c.delivery)]


def finish(stores: Stores) -> str:
    kept = stores.rehearsals.create(SESSION, NOW)
    stores.rehearsals.save(kept.id, 1, {**SESSION, "state": "done"}, later(90), OUTCOME)
    return kept.id


def test_without_tables_or_endpoints_nothing_is_written(stores: Stores, place: Place) -> None:
    if isinstance(place, str):
        wipe(place)
    assert not stores.webhooks_set_up()
    assert not stores.rehearsals.listened()
    finish(stores)
    assert stores.export_all()["webhooks"] == {"endpoints": [], "events": []}


def test_without_an_endpoint_nothing_is_written(stores: Stores, hooks: ThreadedStore) -> None:
    finish(stores)
    add(hooks, types=("story.*",))
    assert stores.webhooks_set_up()
    assert not stores.rehearsals.listened()
    finish(stores)
    assert stores.export_all()["webhooks"]["events"] == []


def test_a_finished_rehearsal_is_told_without_its_words(stores: Stores, hooks: ThreadedStore) -> None:
    add(hooks)
    id = finish(stores)
    ((_, told),) = sent(hooks)
    assert told["type"] == "rehearsal.finished"
    assert told["data"] == {
        "rehearsal": id, "walkthrough": None, "level": "sde2", "framework": "amazon", "began": NOW.isoformat(), "finished": later(90).isoformat(), "seconds": 61, "words": 5,
        "followups": [{"probes": ["metric"], "replied": True, "settled": True}], "judged": True, "vote": {"value": 3, "word": "hire"}, "votes": {"sde2": 3}, "scores": {"metric": 2},
    }
    assert "secret" not in json.dumps(told)


def test_words_go_only_to_whom_they_are_meant_for(stores: Stores, hooks: ThreadedStore) -> None:
    add(hooks, "thin")
    add(hooks, "whole", whole=True)
    finish(stores)
    story = stores.stories.create("A secret", "My secret story.", None, ["ownership"], NOW)
    stores.takes.add("I told the secret.", "Secret?", "sde2", "amazon", RATING, story.id, None, 60.0, NOW)
    stores.takes.add("I told the secret.", "Secret?", "sde2", "amazon", RATING, None, None, 60.0, NOW)
    told = sent(hooks)
    thin, whole = [t for e, t in told if e == "thin"], [t for e, t in told if e == "whole"]
    assert [t["type"] for t in thin] == [t["type"] for t in whole] == ["rehearsal.finished", "story.added", "story.rated"]
    assert "secret" not in json.dumps(thin).lower()
    assert whole[0]["data"]["answer"] == "I kept my secret words."
    assert whole[0]["data"]["replies"] == [{"question": "How do you know?", "reply": "I counted secretly."}]
    assert (whole[1]["data"]["title"], whole[2]["data"]["answer"], whole[2]["data"]["scores"]) == ("A secret", "I told the secret.", {"metric": 2})


def test_words_too_long_to_send_are_left_out_and_said_to_be(stores: Stores, hooks: ThreadedStore) -> None:
    add(hooks, whole=True)
    stores.stories.create("Long", "secret " * MOST_BYTES, None, [], NOW)
    ((_, told),) = sent(hooks)
    assert told["data"]["words_left_out"] is True
    assert "text" not in told["data"]


def test_what_is_rolled_back_was_never_told(stores: Stores, hooks: ThreadedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    add(hooks)

    def broken(*_: object) -> object:
        raise RuntimeError("cut off")

    for name in ("accept", "envelope"):
        with monkeypatch.context() as patched:
            patched.setattr(outbox, name, broken)
            with pytest.raises(RuntimeError, match="cut off"):
                stores.stories.create("T", "t", None, [], NOW)
    assert stores.stories.list() == []

    def told_then_cut_off() -> None:
        with stores.database.writing() as connection:
            outbox.tell(connection, "story.deleted", lambda: story_deleted("x"))
            raise RuntimeError("later")

    with pytest.raises(RuntimeError, match="later"):
        told_then_cut_off()
    assert sent(hooks) == []
    assert asyncio.run(hooks.balance()).balanced


def test_what_is_deleted_is_told_once(stores: Stores, hooks: ThreadedStore) -> None:
    id, story, unfinished = finish(stores), stores.stories.create("T", "t", None, [], NOW), stores.rehearsals.create(SESSION, NOW)
    add(hooks)
    for _ in range(2):
        stores.rehearsals.delete(id)
        stores.rehearsals.delete(unfinished.id)
        stores.stories.delete(story.id)
    assert [t["data"] for _, t in sent(hooks)] == [{"rehearsal": id}, {"story": story.id}]


def test_a_changed_story_is_told_and_a_refused_change_is_not(stores: Stores, hooks: ThreadedStore) -> None:
    story = stores.stories.create("T", "t", None, [], NOW)
    add(hooks, types=("story.changed",))
    stores.stories.update(story.id, 1, "T", "t2", None, [], later(1))
    with pytest.raises(Exception, match="changed elsewhere"):
        stores.stories.update(story.id, 1, "T", "t3", None, [], later(2))
    ((_, told),) = sent(hooks)
    assert (told["type"], told["data"]["version"]) == ("story.changed", 2)


def test_everything_out_everything_gone(stores: Stores, hooks: ThreadedStore) -> None:
    add(hooks)
    finish(stores)
    held = stores.export_all()["webhooks"]
    assert (held["endpoints"][0]["id"], held["events"][0]["type"], held["events"][0]["endpoints"]) == ("ep", "rehearsal.finished", {"ep": "pending"})
    assert "whsec" not in json.dumps(held)
    stores.delete_all()
    assert stores.export_all()["webhooks"] == {"endpoints": [], "events": []}
    assert asyncio.run(hooks.deliveries(Filter())) == []


def test_tables_of_the_first_version_are_brought_on(stores: Stores, place: Place, opened: Callable[..., Stores]) -> None:
    if isinstance(place, str):
        wipe(place)
    made = open_store(place, sealer())
    add(made)
    old = ["ALTER TABLE webhook_endpoint DROP COLUMN whole", "ALTER TABLE webhook_event DROP COLUMN whole", "UPDATE webhook_schema SET version = 1"]
    made.close()
    if isinstance(place, Path):
        with sqlite3.connect(place) as raw:
            for sql in old:
                raw.execute(sql)
        raw.close()
    else:
        with psycopg.connect(place) as connection:
            for sql in old:
                connection.execute(sql.encode())
    finish(stores)  # by whoever comes first: the storage itself
    again = open_store(place, sealer())
    assert [e for e, _ in sent(again)] == ["ep"]
    again.close()
    if isinstance(place, str):
        wipe(place)
