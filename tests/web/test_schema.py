"""Every call of the API against its own OpenAPI document, with requests that Schemathesis makes up: no failure of ours, no answer that the document does not know.

Each request is sent as it was made up, and again about things that are there; and each call is seen to succeed.
"""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET, NotSet
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from greenroom.services import door
from greenroom.web.app import create_app
from tests.web.conftest import BASE, HOME
from tests.web.kept import Kept, keep, post

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
"""Requests made up for each call: enough for the odd ones, few enough for a busy machine."""
WHERE_ONE_GOES_ON = ("/now", "/draft", "/answer", "/end")
"""How the paths end that need a rehearsal under way."""
PAGE, DRAFT = "workbench", "kept-draft"
BODIES = {"/recognition": b"RIFF\x04\x00\x00\x00WAVE", "/transcript": b"I found the fault and wrote the fix.", "/segments/{number}": b"sound"}
"""Bodies that are no JSON, by the end of the path."""
app = create_app()


@schemathesis.serializer("audio/webm", "audio/mp4", "audio/ogg", "audio/wav", "application/octet-stream", "text/plain")
def _sound(_context: Any, value: Any) -> Any:
    return value


api = schemathesis.openapi.from_dict(app.openapi())
api.app = app


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, example: tuple[str, str]) -> tuple[Path, Kept, str]:
    """A data folder with something of everything, what is in it, and the text of its answers."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GREENROOM_DATA", str(folder))
        patched.delenv("GREENROOM_DATABASE", raising=False)
        client = TestClient(app, base_url=BASE)
        kept = keep(client, *example)
        post(client, "/api/drafts", page=PAGE, id=DRAFT, number=1, text="Half a sentence")
        piece = client.post(f"/api/rehearsals/{kept.rehearsal}/turns/0/segments/0", content=b"first", headers={**HOME, "content-type": "audio/webm"})
        assert piece.status_code == 200
        door.close()
    return folder, kept, example[0]


class Things:
    """What a call can be about, and whether it was seen to succeed."""

    def __init__(self, kept: Kept, text: str) -> None:
        self.succeeded = False
        self.path: dict[str, Any] = {
            "story_id": kept.story, "take_id": kept.take, "rehearsal_id": kept.rehearsal, "walkthrough_id": "dropped-webhooks", "name": kept.endpoint,
            "turn": 0, "number": 1, "stretch": 0,
        }
        self.query: dict[str, Any] = {"page": PAGE, "name": "said.txt"}
        self.whole: dict[str, Any] = {
            "text": text, "level": "sde2", "framework": "amazon", "version": 1, "section": "action", "stretch": 0, "second": 1.0, "seconds": 2.0, "page": PAGE, "id": DRAFT,
            "number": 2, "type": "rehearsal.finished", "url": "https://coach.example.org/hook", "name": "another", "question": "Tell me about a time you took a risk.", "all": True,
        }
        self.keys = ("turn", "text", "level", "framework", "version", "stretch", "page", "type")
        """Fields that say what a call is about; the others stay as they were made up."""

    def go_on(self, client: TestClient, answered: bool) -> None:
        """Have a rehearsal under way."""
        asked = post(client, "/api/rehearsals", question=self.whole["question"])
        if answered:
            asked = post(client, f"/api/rehearsals/{asked['id']}/answer", turn=asked["turn"], text=self.whole["text"])["next"]
        self.path["rehearsal_id"], self.whole["turn"] = asked["id"], asked["turn"]

    def at(self, case: schemathesis.Case[Any]) -> schemathesis.Case[Any]:
        """The same request about what is there; the rest of it as it was made up."""
        body = case.body
        if isinstance(body, dict):
            body = {**body, **{name: self.whole[name] for name in body if name in self.keys and name in self.whole}}
        return self._case(case, body, case.query)

    def good(self, case: schemathesis.Case[Any]) -> schemathesis.Case[Any]:
        """A request to the same call that must succeed."""
        raw = next((bytes_ for end, bytes_ in BODIES.items() if case.operation.path.endswith(end)), None)
        named = {p["name"] for p in case.operation.definition.raw.get("parameters", []) if p["in"] == "query" and p.get("required")}
        return self._case(case, raw or self._body(case), {name: self.query[name] for name in named})

    def _body(self, case: schemathesis.Case[Any]) -> dict[str, Any] | NotSet:
        content = case.operation.definition.raw.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return NOT_SET
        schema = app.openapi()["components"]["schemas"][content["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        return {name: self.whole[name] for name in schema["properties"] if name in self.whole and not (name == "id" and "type" in schema["properties"])}

    def _case(self, case: schemathesis.Case[Any], body: Any, query: Any) -> schemathesis.Case[Any]:
        path = {name: self.path.get(name, value) for name, value in (case.path_parameters or {}).items()}
        kind = case.media_type or next(iter(case.operation.definition.raw.get("requestBody", {}).get("content", {})), None)
        made: schemathesis.Case[Any] = case.operation.Case(
            method=case.operation.method.upper(), path_parameters=path, query=query, body=body, media_type=kind,
        )
        return made


@pytest.fixture
def things(filled: tuple[Path, Kept, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Things]:
    """A copy of the data folder for each call, since some of them delete. At the end the call must have been seen to succeed."""
    folder, kept, text = filled
    shutil.copytree(folder, tmp_path / "data")
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GREENROOM_DATABASE", raising=False)
    made, name = Things(kept, text), request.node.name.rstrip("]")
    if name.endswith(WHERE_ONE_GOES_ON):
        made.go_on(TestClient(app, base_url=BASE), answered=name.endswith("/end"))
    yield made
    door.close()
    assert made.succeeded, "no request to this call was answered with success"


@api.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_a_call_does_what_its_document_says(case: schemathesis.Case[Any], things: Things) -> None:
    understood = case.method == case.operation.method.upper()  # others are tried too, and refused
    for each in (*([] if things.succeeded else [things.good(case)]), case, *([things.at(case)] if understood else [])):
        answer = each.call_and_validate(base_url=BASE, headers=HOME, checks=CHECKS)
        things.succeeded = things.succeeded or 200 <= answer.status_code < 300
