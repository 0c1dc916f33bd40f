"""JSON Schemas of a pack's structured files, made from the models, so that an editor completes and checks what an author writes."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from greenroom.catalogue.model import TOML_FILES, Pack, Part

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schema"
"""Folder in a pack in which its files' schemas lie; the `#:schema` line of a file names the one there."""


def name_of(file: str) -> str:
    """The name of a structured file's schema."""
    return f"{file.removesuffix('.toml')}.schema.json"


def schemas() -> dict[str, dict[str, Any]]:
    """Schemas by name: of pack.toml and of each structured file of a walkthrough."""
    models: dict[str, type[Part]] = {"pack.toml": Pack, **TOML_FILES}
    return {
        name_of(file): {"$schema": DIALECT, "$id": f"urn:greenroom:catalogue:1:{file.removesuffix('.toml')}", **model.model_json_schema(by_alias=True)}
        for file, model in models.items()
    }


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_schemas(pack: Path) -> None:
    """Put the schemas into a pack's folder; what is there already in the same words is left alone."""
    folder = pack / FOLDER
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = as_text(schema)
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text:
            (folder / name).write_text(text, encoding="utf-8")
