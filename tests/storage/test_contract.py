"""What the stores promise, on SQLite and on PostgreSQL."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from greenroom.practice.mock import MockSession
from greenroom.practice.schedule import Schedule
from greenroom.storage.errors import Conflict, NotThere
from greenroom.storage.records import Recorded
from greenroom.storage.stores import Stores
from tests.storage.conftest import NOW, Place, later

AWKWARD = "Ünïcode 🎤 “quotes” <script>alert(1)</script> ''; DROP TABLE stories; -- %s :name\r\n\ttabs"


def session(question: str = "Why?", state: str = "answering", **more: Any) -> dict[str, Any]:
    return {**MockSession(question, "sde2").to_dict(), "state": state, **more}


def take(stores: Stores, text: str = "I fixed it.", story: str | None = None, rehearsal: str | None = None, seconds: float | None = None, at: datetime = NOW) -> str:
    return stores.takes.add(text, "Why?", "sde2", "amazon", {"judged": True, "votes": {"sde2": 3}}, story, rehearsal, seconds, at).id


class TestStories:
    def test_a_story_comes_back_as_it_was_given(self, stores: Stores) -> None:
        sections = {"situation": "It broke.", "action": AWKWARD}
        made = stores.stories.create("Webhooks", AWKWARD, sections, ["ownership", "dive-deep"], NOW)
        assert stores.stories.get(made.id) == made
        assert (made.version, made.title, made.text, made.principles) == (1, "Webhooks", AWKWARD, ["ownership", "dive-deep"])
        assert list(made.sections or {}) == ["situation", "action"]
        assert made.created == made.updated == NOW
        assert made.created.utcoffset() == timedelta(0)

    def test_sections_may_be_left_out_and_an_id_may_be_given(self, stores: Stores) -> None:
        id = str(uuid4())
        made = stores.stories.create("T", "", None, [], NOW, id=id)
        assert (made.id, made.sections, made.principles) == (id, None, [])
        with pytest.raises(Conflict):
            stores.stories.create("U", "", None, [], NOW, id=id)
        assert [s.title for s in stores.stories.list()] == ["T"]
        with pytest.raises(ValueError, match="UUID"):
            stores.stories.create("U", "", None, [], NOW, id="mine")

    def test_a_time_in_another_zone_is_the_same_time_and_one_without_a_zone_is_refused(self, stores: Stores) -> None:
        east = NOW.astimezone(timezone(timedelta(hours=9)))
        assert stores.stories.get(stores.stories.create("T", "", None, [], east).id).created == NOW
        with pytest.raises(Exception, match="time zone"):
            stores.stories.create("T", "", None, [], NOW.replace(tzinfo=None))

    def test_what_no_database_takes_is_replaced_and_the_rest_kept(self, stores: Stores) -> None:
        made = stores.stories.create("T", "before\x00after \ud83d end", {"a": "\x00\ud83d"}, [], NOW)
        assert stores.stories.get(made.id).text == "before�after � end"
        with pytest.raises(NotThere):
            stores.stories.get("no\x00such")

    def test_the_list_has_what_was_changed_last_first(self, stores: Stores) -> None:
        first = stores.stories.create("first", "", None, [], NOW)
        stores.stories.create("second", "", None, [], later(1))
        assert [s.title for s in stores.stories.list()] == ["second", "first"]
        stores.stories.update(first.id, 1, "first", "now longer", None, ["ownership"], later(2))
        assert [s.title for s in stores.stories.list()] == ["first", "second"]

    def test_a_stale_version_is_a_conflict_and_overwrites_nothing(self, stores: Stores) -> None:
        made = stores.stories.create("T", "old", None, [], NOW)
        new = stores.stories.update(made.id, made.version, "T", "from one tab", {"action": "x"}, ["ownership"], later(1))
        assert (new.version, new.created, new.updated) == (2, NOW, later(1))
        with pytest.raises(Conflict) as raised:
            stores.stories.update(made.id, made.version, "T", "from another tab", None, [], later(2))
        assert (raised.value.what, raised.value.id) == ("story", made.id)
        assert stores.stories.get(made.id) == new
        with pytest.raises(Conflict):
            stores.stories.update(made.id, 10**30, "T", "", None, [], later(2))

    def test_what_is_gone_is_said_to_be_gone(self, stores: Stores) -> None:
        made = stores.stories.create("T", "", None, [], NOW)
        stores.stories.delete(made.id)
        stores.stories.delete(made.id)
        assert stores.stories.list() == []
        with pytest.raises(NotThere) as raised:
            stores.stories.get(made.id)
        assert made.id in raised.value.message
        with pytest.raises(NotThere):
            stores.stories.update(made.id, 1, "T", "", None, [], NOW)

    def test_a_story_takes_its_takes_along_but_not_those_of_a_rehearsal(self, stores: Stores) -> None:
        story = stores.stories.create("T", "", None, [], NOW).id
        rehearsal = stores.rehearsals.create(session(), NOW).id
        take(stores, story=story)
        both = take(stores, story=story, rehearsal=rehearsal)
        free = take(stores)
        stores.stories.delete(story)
        assert {t.id for t in stores.takes.list()} == {both, free}
        assert stores.takes.get(both).story_id is None


class TestTakes:
    def test_a_take_comes_back_as_it_was_given(self, stores: Stores) -> None:
        rating = {"judged": True, "score": 0.1 + 0.2, "z": [1, None, AWKWARD], "a": {"nested": {"b": 1, "a": 2}}, "\ud83d\x00": "\ud83d\x00"}
        story = stores.stories.create("T", "", None, [], NOW).id
        made = stores.takes.add(AWKWARD, None, "senior", "amazon", rating, story, None, 93.25, NOW)
        back = stores.takes.get(made.id)
        assert back == made
        assert (back.text, back.question, back.seconds, back.story_id, back.rehearsal_id) == (AWKWARD, None, 93.25, story, None)
        assert list(back.rating) == list(rating)
        assert back.rating == rating

    def test_lists_are_newest_first_and_can_be_narrowed(self, stores: Stores) -> None:
        story = stores.stories.create("T", "", None, [], NOW).id
        rehearsal = stores.rehearsals.create(session(), NOW).id
        ids = [take(stores, story=story if n % 2 else None, rehearsal=rehearsal if n == 4 else None, at=later(n)) for n in range(5)]
        assert [t.id for t in stores.takes.list()] == ids[::-1]
        assert [t.id for t in stores.takes.list(story_id=story)] == [ids[3], ids[1]]
        assert [t.id for t in stores.takes.list(rehearsal_id=rehearsal)] == [ids[4]]
        assert [t.id for t in stores.takes.list(limit=2)] == [ids[4], ids[3]]
        assert stores.takes.list(story_id=str(uuid4())) == []

    def test_a_take_needs_its_story_and_its_rehearsal(self, stores: Stores) -> None:
        with pytest.raises(NotThere):
            take(stores, story=str(uuid4()))
        with pytest.raises(NotThere):
            take(stores, rehearsal=str(uuid4()))
        assert stores.takes.list() == []

    def test_delete(self, stores: Stores) -> None:
        made = take(stores)
        stores.takes.delete(made)
        stores.takes.delete(made)
        with pytest.raises(NotThere):
            stores.takes.get(made)


class TestRehearsals:
    def test_a_session_comes_back_as_it_was_given(self, stores: Stores) -> None:
        given = session(AWKWARD, draft="half a sen", more={"kept": True})
        made = stores.rehearsals.create(given, NOW)
        assert stores.rehearsals.get(made.id) == made
        assert (made.session, made.state, made.version, made.place) == (given, "answering", 1, "browser")
        assert MockSession.from_dict(made.session).question == AWKWARD

    def test_saving_counts_versions_and_a_stale_one_is_a_conflict(self, stores: Stores) -> None:
        made = stores.rehearsals.create(session(), NOW, place="terminal")
        second = stores.rehearsals.save(made.id, made.version, session(state="replying"), later(1))
        assert (second.version, second.state, second.place, second.created, second.updated) == (2, "replying", "terminal", NOW, later(1))
        with pytest.raises(Conflict):
            stores.rehearsals.save(made.id, made.version, session(draft="from the other tab"), later(2))
        assert stores.rehearsals.get(made.id) == second
        with pytest.raises(NotThere):
            stores.rehearsals.save(str(uuid4()), 1, session(), NOW)

    def test_lists_by_state(self, stores: Stores) -> None:
        for n, state in enumerate(("answering", "replying", "done", "done")):
            stores.rehearsals.create(session(f"q{n}", state), later(n))

        def questions(*args: Any, **more: Any) -> list[str]:
            return [r.session["question"] for r in stores.rehearsals.list(*args, **more)]

        assert questions() == ["q3", "q2", "q1", "q0"]
        assert questions("done") == ["q3", "q2"]
        assert questions(("answering", "replying")) == ["q1", "q0"]
        assert questions(limit=1) == ["q3"]
        assert questions(()) == []

    def test_segments_come_back_in_order_and_may_be_sent_twice(self, stores: Stores) -> None:
        id = stores.rehearsals.create(session(), NOW).id
        every_byte = bytes(range(256)) * 300
        for number in (2, 0, 1, 1):
            stores.rehearsals.add_segment(id, 0, number, "audio/webm;codecs=opus", every_byte + bytes([number]), later(number))
        stores.rehearsals.add_segment(id, 0, 1, "audio/webm;codecs=opus", b"something else", later(9))
        stores.rehearsals.add_segment(id, 1, 0, "audio/mp4", b"", NOW)
        back = stores.rehearsals.segments(id, 0)
        assert [s.number for s in back] == [0, 1, 2]
        assert [s.data for s in back] == [every_byte + bytes([n]) for n in range(3)]
        assert (back[1].turn, back[1].mime, back[1].created) == (0, "audio/webm;codecs=opus", later(1))
        assert stores.rehearsals.segments(id, 7) == []
        assert stores.rehearsals.recorded(id) == [Recorded(0, 3, 3 * len(every_byte) + 3), Recorded(1, 1, 0)]

    def test_other_sound_under_a_number_that_is_taken_is_told(self, stores: Stores) -> None:
        id = stores.rehearsals.create(session(), NOW).id
        kept = [stores.rehearsals.add_segment(id, 0, number, "audio/webm", data, NOW) for number, data in ((0, b"one"), (0, b"one"), (0, b"other"), (7, b"seven"))]
        assert kept == [True, True, False, True]
        assert stores.rehearsals.pieces(id, 0) == [(0, "audio/webm", 3), (7, "audio/webm", 5)]
        assert [s.data for s in stores.rehearsals.segments(id, 0, 1, 9)] == [b"seven"]

    def test_a_turn_is_deleted_with_what_belongs_to_it(self, stores: Stores) -> None:
        id = stores.rehearsals.create(session(), NOW).id
        for turn in (0, 1):
            stores.rehearsals.add_segment(id, turn, 0, "audio/webm", b"x", NOW)
            stores.utterances.tap(id, turn, ("S", 0, 0.0), NOW)
        stores.rehearsals.delete_segments(id, 0)
        assert (stores.rehearsals.pieces(id, 0), stores.utterances.get(id, 0)) == ([], None)
        assert len(stores.rehearsals.pieces(id, 1)) == 1
        stores.rehearsals.delete(id)
        assert stores.utterances.get(id, 1) is None

    def test_what_belongs_to_a_recording_is_kept_as_it_comes(self, stores: Stores) -> None:
        id = stores.rehearsals.create(session(), NOW).id
        assert stores.utterances.get(id, 0) is None
        stores.utterances.tap(id, 0, ("S", 0, 0.5), NOW)
        stores.utterances.tap(id, 0, ("A", 1, 30.25), later(1))
        stores.utterances.tap(id, 0, None, later(2))
        for seconds in (12.5, 61.0, 3.0):
            stores.utterances.length(id, 0, 0, seconds, later(3))
        made = stores.utterances.transcript(id, 0, {"words": [AWKWARD]}, "heard.srt", later(4))
        assert stores.utterances.get(id, 0) == made
        assert ([tuple(t) for t in made.taps], made.lengths, made.source, made.updated) == ([("S", 0, 0.5)], {"0": 61.0}, "heard.srt", later(4))
        with pytest.raises(NotThere):
            stores.utterances.tap(str(uuid4()), 0, ("S", 0, 0.0), NOW)

    def test_a_segment_needs_its_rehearsal_and_numbers_from_0(self, stores: Stores) -> None:
        with pytest.raises(NotThere):
            stores.rehearsals.add_segment(str(uuid4()), 0, 0, "audio/webm", b"x", NOW)
        id = stores.rehearsals.create(session(), NOW).id
        for turn, number in ((-1, 0), (0, -1), (2**40, 0)):
            with pytest.raises(ValueError, match="from 0"):
                stores.rehearsals.add_segment(id, turn, number, "audio/webm", b"x", NOW)

    def test_a_rehearsal_takes_its_recordings_along(self, stores: Stores) -> None:
        story = stores.stories.create("T", "", None, [], NOW).id
        id = stores.rehearsals.create(session(), NOW).id
        stores.rehearsals.add_segment(id, 0, 0, "audio/webm", b"x", NOW)
        take(stores, rehearsal=id)
        both = take(stores, rehearsal=id, story=story)
        stores.rehearsals.delete(id)
        stores.rehearsals.delete(id)
        assert stores.rehearsals.segments(id, 0) == []
        assert [(t.id, t.rehearsal_id) for t in stores.takes.list()] == [(both, None)]
        with pytest.raises(NotThere):
            stores.rehearsals.get(id)


class TestSchedule:
    def test_it_begins_empty_and_comes_back(self, stores: Stores) -> None:
        schedule = Schedule.from_dict(stores.schedule.load())
        assert schedule.cards == {}
        stores.schedule.save(schedule.to_dict())
        due = schedule.grade("w/quiz/1", "good", NOW)
        schedule.grade("w/mend/Ü", "again", NOW)
        stores.schedule.save(schedule.to_dict())
        back = Schedule.from_dict(stores.schedule.load())
        assert back.cards == schedule.cards
        assert back.due(["w/quiz/1"], due) == ["w/quiz/1"]

    def test_two_drills_at_once_do_not_undo_each_other(self, stores: Stores) -> None:
        start = Schedule()
        start.grade("both", "again", NOW)
        stores.schedule.save(start.to_dict())
        here, there = Schedule.from_dict(stores.schedule.load()), Schedule.from_dict(stores.schedule.load())
        there.grade("both", "easy", later(60))
        there.grade("there", "good", later(60))
        stores.schedule.save(there.to_dict())
        here.grade("here", "good", later(90))
        stores.schedule.save(here.to_dict())
        cards = stores.schedule.load()["cards"]
        assert set(cards) == {"both", "here", "there"}
        assert cards["both"] == there.cards["both"]


class TestSettings:
    def test_values_come_back(self, stores: Stores) -> None:
        assert stores.settings.all() == {}
        assert stores.settings.get("theme") is None
        assert stores.settings.get("theme", "light") == "light"
        for key, value in (("theme", "dark"), ("theme", "light"), ("interview", {"on": "2026-06-01", "loop": [1, 2]}), ("nothing", None)):
            stores.settings.set(key, value)
        assert stores.settings.get("nothing", "default") is None
        assert stores.settings.all() == {"interview": {"on": "2026-06-01", "loop": [1, 2]}, "nothing": None, "theme": "light"}


class TestLoops:
    def test_a_loop_is_kept_changed_and_deleted(self, stores: Stores) -> None:
        made = stores.loops.create({"questions": [AWKWARD]}, NOW)
        other = stores.loops.create({"questions": []}, later(1))
        saved = stores.loops.save(made.id, made.version, {"questions": ["b"]}, later(2))
        assert (saved.version, saved.plan, saved.created, saved.updated) == (2, {"questions": ["b"]}, NOW, later(2))
        assert [x.id for x in stores.loops.list()] == [made.id, other.id]
        assert stores.loops.list(1) == [stores.loops.get(made.id)]
        with pytest.raises(Conflict):
            stores.loops.save(made.id, 1, {}, NOW)
        stores.loops.delete(made.id)
        with pytest.raises(NotThere):
            stores.loops.get(made.id)
        with pytest.raises(NotThere):
            stores.loops.save(made.id, 2, {}, NOW)


class TestEverything:
    def fill(self, stores: Stores) -> None:
        story = stores.stories.create("T", AWKWARD, None, ["ownership"], NOW).id
        heard = stores.rehearsals.create(session(), NOW).id
        stores.rehearsals.create(session("Who?", "done"), later(1))
        for number in range(3):
            stores.rehearsals.add_segment(heard, 0, number, "audio/webm", b"12345", NOW)
        stores.utterances.tap(heard, 0, ("S", 0, 1.5), NOW)
        stores.loops.create({"questions": []}, NOW)
        take(stores, story=story, rehearsal=heard)
        stores.schedule.save({"version": 1, "cards": {"w/quiz/1": {"due": NOW.isoformat(), "last_review": NOW.isoformat()}}})
        stores.settings.set("theme", "dark")

    def test_export_is_json_with_everything_but_the_sound(self, stores: Stores) -> None:
        import json

        self.fill(stores)
        out = json.loads(json.dumps(stores.export_all()))
        assert set(out) == {"greenroom", "stories", "takes", "rehearsals", "utterances", "loops", "schedule", "settings"}
        assert (out["utterances"][0]["taps"], out["loops"][0]["plan"]) == ([["S", 0, 1.5]], {"questions": []})
        assert out["stories"][0]["text"] == AWKWARD
        assert out["stories"][0]["created"] == NOW.isoformat()
        assert [r["recordings"] for r in out["rehearsals"]] == [{"segments": 3, "bytes": 15}, {"segments": 0, "bytes": 0}]
        assert out["takes"][0]["story_id"] == out["stories"][0]["id"]
        assert set(out["schedule"]["cards"]) == {"w/quiz/1"}
        assert out["settings"] == {"theme": "dark"}
        assert stores.counts() == {"stories": 1, "takes": 1, "rehearsals": 2, "recordings": 1, "cards": 1}

    def test_delete_all_leaves_nothing_and_can_be_gone_on_with(self, stores: Stores, place: Place, opened: Callable[..., Stores]) -> None:
        self.fill(stores)
        stores.delete_all()
        out = stores.export_all()
        assert (out["stories"], out["takes"], out["rehearsals"], out["schedule"]["cards"], out["settings"]) == ([], [], [], {}, {})
        self.fill(stores)
        assert opened(place).counts()["stories"] == 1
