"""The API against its own document."""
from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from greenroom.services.assess_answer import assess_answer
from tests.web.conftest import HOME


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    held: dict[str, Any] = client.get("/api/openapi.json").json()
    return held


def fits(document: dict[str, Any], path: str, method: str, status: int, value: object) -> None:
    schema = document["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": document["components"]}).validate(value)


def test_a_rating_is_the_librarys_and_fits(client: TestClient, document: dict[str, Any], example: tuple[str, str]) -> None:
    text, question = example
    got = client.post("/api/assess", json={"text": text, "question": question, "level": "senior"}, headers=HOME)
    assert got.status_code == 200
    assert got.json() == assess_answer(text, question, "senior").to_dict()
    fits(document, "/api/assess", "post", 200, got.json())
    fits(document, "/api/assess", "post", 200, client.post("/api/assess", json={"text": "hello"}).json())


def test_a_part_fits(client: TestClient, document: dict[str, Any]) -> None:
    got = client.post("/api/assess/part", json={"text": "The rate fell from 3% to 1% in a week.", "section": "result", "criteria": ["metric"]})
    assert list(got.json()["criteria"]) == ["metric"]
    fits(document, "/api/assess/part", "post", 200, got.json())


def test_the_catalogue_fits(client: TestClient, document: dict[str, Any]) -> None:
    listed = client.get("/api/catalogue").json()
    fits(document, "/api/catalogue", "get", 200, listed)
    assert listed
    for each in listed:
        whole = client.get(f"/api/catalogue/{each['id']}")
        fits(document, "/api/catalogue/{walkthrough_id}", "get", 200, whole.json())
        assert "folder" not in whole.json()
    assert [e["id"] for e in client.get("/api/catalogue", params={"q": "webhooks finance"}).json()] == ["dropped-webhooks"]


@pytest.mark.parametrize(("path", "body", "status", "code"), [
    ("/api/assess", {"text": "x", "level": "nope"}, 404, "unknown-name"), ("/api/assess", {"text": "word " * 5000}, 413, "too-long"),
    ("/api/assess", {}, 422, "invalid-request"), ("/api/assess", {"text": "x", "colour": 1}, 422, "invalid-request"),
    ("/api/assess/part", {"text": "x", "criteria": ["nope"]}, 404, "unknown-name"), ("/api/nope", {}, 404, "not-found"),
])
def test_errors_fit(client: TestClient, document: dict[str, Any], path: str, body: dict[str, Any], status: int, code: str) -> None:
    got = client.post(path, json=body)
    assert (got.status_code, got.json()["code"]) == (status, code)
    if path in document["paths"]:
        fits(document, path, "post", status, got.json())


def test_every_call_is_documented(client: TestClient, document: dict[str, Any]) -> None:
    page = client.get("/api/docs").text
    for path, item in document["paths"].items():
        assert path in page
        for call in item.values():
            assert call["summary"]
            assert call["description"]
            assert all(p.get("description") for p in call.get("parameters", []))
    references = [v for k, v in _walk(document) if k == "$ref"]
    assert references
    assert all(r.rpartition("/")[2] in document["components"]["schemas"] for r in references)


def _walk(value: object) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in ([(k, v)] if isinstance(v, str) else _walk(v))]
    return [x for v in value for x in _walk(v)] if isinstance(value, list) else []
