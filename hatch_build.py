"""Build hook: wheel and sdist carry the pages' scripts, built from the sources beside them, and a wheel the catalogue's schemas and the figures of accuracy."""
from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ACCURACY, SCHEMAS = "docs/reference/accuracy.md", "docs/reference/catalogue/schema"
PACKED = {ACCURACY: "greenroom/services/accuracy.md", SCHEMAS: "greenroom/catalogue/schema"}
"""What is generated here, and where it lies in the wheel."""


class Islands(BuildHookInterface[Any]):
    """An editable install is left alone: `make setup` builds the scripts after it, with the Node that it brings."""

    def dependencies(self) -> list[str]:
        build = script(self.root)
        if not build.why_stale(wanted=build.sources()) or build.system_node():
            return []
        return [str(build.WHEEL)]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        build = script(self.root)
        build.build()
        why = build.why_stale(wanted=build.sources())
        if why:
            raise build.CannotBuild(f"The pages' scripts cannot be packed: {why}. Run make setup and build again.")
        if self.target_name == "wheel":
            build_data["force_include"].update({str(Path(self.root) / here): there for here, there in PACKED.items()})


def script(root: str) -> ModuleType:
    """frontend/build.py, loaded from its place."""
    place = Path(root) / "frontend" / "build.py"
    spec = importlib.util.spec_from_file_location("greenroom_frontend_build", place)
    if spec is None or spec.loader is None or not place.is_file():
        raise FileNotFoundError(f"{place} is missing: build from a checkout or from the sdist.")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
