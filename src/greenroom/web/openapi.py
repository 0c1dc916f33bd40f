"""The OpenAPI document: the published schemas put in as components."""
from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from greenroom.services.browse import published_schema
from greenroom.services.published import part_schema, rating_schema


def answers(name: str, what: str) -> dict[int | str, dict[str, Any]]:
    """What a call gives back: a component by name, or an error."""
    error = {"description": "What is wrong and what to do", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    ok = {"description": what, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    return {200: ok, **dict.fromkeys((400, 404, 409, 413, 422), error)}


ERROR = {
    "title": "Error", "type": "object", "required": ["code", "message", "remedy"], "additionalProperties": False,
    "properties": {name: {"type": "string"} for name in ("code", "message", "remedy")},
}


REFUSALS = {status: said for status, said in answers("Error", "").items() if status != 200}
"""The errors that any call may answer with."""


def with_schemas(app: FastAPI) -> None:
    """Make the application's document hold them."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            components = made.setdefault("components", {}).setdefault("schemas", {})
            for name, schema in (("Rating", rating_schema()), ("PartRating", part_schema()), ("Walkthrough", published_schema())):
                components |= component(name, schema)
            components["Error"] = ERROR
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def component(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema and its definitions as components of their own; references are turned to where they now lie."""
    text = json.dumps(schema).replace('"#/$defs/', f'"#/components/schemas/{name}_')
    moved: dict[str, Any] = json.loads(text)
    definitions = moved.pop("$defs", {})
    for key in ("$schema", "$id"):
        moved.pop(key, None)
    return {name: moved, **{f"{name}_{key}": value for key, value in definitions.items()}}
