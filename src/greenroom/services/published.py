"""The published JSON Schemas of ratings."""
from __future__ import annotations

import json
from importlib import resources
from typing import Any

PART_KEYS = ("judged", "why_not", "sentences", "criteria", "evidence", "engine")


def rating_schema() -> dict[str, Any]:
    """The JSON Schema of a rating (`Rating.to_dict`)."""
    schema: dict[str, Any] = json.loads(resources.files("greenroom.rating").joinpath("rating.schema.json").read_text(encoding="utf-8"))
    return schema


def part_schema() -> dict[str, Any]:
    """The JSON Schema of a part's rating (`PartRating.to_dict`): the same pieces, without a vote."""
    whole = rating_schema()
    return {
        "title": "Greenroom rating of a part", "type": "object", "required": list(PART_KEYS), "additionalProperties": False,
        "properties": {key: whole["properties"][key] for key in PART_KEYS}, "$defs": whole["$defs"],
    }
