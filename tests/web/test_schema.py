"""Every call of the API against its own OpenAPI document, with requests that Schemathesis makes up: no failure of ours, no answer that the document does not know."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from greenroom.services import door
from greenroom.web.app import create_app
from tests.web.conftest import BASE, HOME

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
"""Requests made up for each call: enough for the odd ones, few enough for a busy machine."""
app = create_app()


@schemathesis.serializer("audio/webm", "audio/mp4", "audio/ogg", "audio/wav", "application/octet-stream", "text/plain")
def _sound(_context: Any, value: Any) -> Any:
    return value


api = schemathesis.openapi.from_dict(app.openapi())
api.app = app


@pytest.fixture(autouse=True, scope="module")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patched:
        folder = tmp_path_factory.mktemp("data")
        patched.setenv("GREENROOM_DATA", str(folder))
        patched.delenv("GREENROOM_DATABASE", raising=False)
        yield folder
        door.close()


@api.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_a_call_does_what_its_document_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(base_url=BASE, headers=HOME, checks=CHECKS)
