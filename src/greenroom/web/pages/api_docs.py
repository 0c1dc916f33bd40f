"""The HTTP API in words, made from its own schema; loads nothing from outside."""
from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from greenroom.web.render import page

router = APIRouter()


@router.get("/api/docs")
def docs(request: Request) -> HTMLResponse:
    """Every call with its fields and answers."""
    document = request.app.openapi()
    schemas = document["components"]["schemas"]
    calls = [
        {
            "method": method.upper(), "path": path, "about": _about(call["summary"], call.get("description", "")),
            "takes": _parameters(call) + _body(call, schemas), "gives": _gives(call),
        }
        for path, item in document["paths"].items()
        for method, call in item.items()
    ]
    return page(request, "api_docs.html", private=False, here="about", calls=calls, about=document["info"]["description"])


def _about(summary: str, description: str) -> str:
    """What a call does, said once: its description may begin with the words of its summary."""
    return description if description.lower().startswith(summary.lower()) else f"{summary}. {description}".strip()


def _parameters(call: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": p["name"], "required": p["required"], "about": p.get("description", "")} for p in call.get("parameters", [])]


def _body(call: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    model = schemas.get(body.get("$ref", "").rpartition("/")[2], {})
    return [{"name": k, "required": k in model.get("required", ()), "about": v.get("description", "")} for k, v in model.get("properties", {}).items()]


def _gives(call: dict[str, Any]) -> str:
    return str(call["responses"]["200"].get("description", ""))
