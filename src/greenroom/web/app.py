"""The web application: finds its pages and resources, and puts the guards around them."""
from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType

from fastapi import FastAPI

from greenroom.services import door
from greenroom.services.deliver import Background
from greenroom.version import VERSION
from greenroom.web import api, pages
from greenroom.web.errors import install
from greenroom.web.openapi import with_schemas
from greenroom.web.safety import Safety
from greenroom.web.static_files import Assets

ABOUT = "Ratings of answers to behavioural interview questions, and the catalogue of walkthroughs, on one's own machine. For practice, not for hiring decisions."


def create_app() -> FastAPI:
    """A new application. It logs no text, and keeps in memory only the last ratings of finished mocks."""
    app = FastAPI(title="Greenroom", version=VERSION, description=ABOUT, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=_life)
    for package in (pages, api):
        for module in _modules(package):
            app.include_router(module.router, include_in_schema=package is api)
    app.mount("/static", Assets(), name="static")
    with_schemas(app)
    install(app)
    app.add_middleware(Safety)
    return app


@asynccontextmanager
async def _life(_: FastAPI) -> AsyncIterator[None]:
    background = Background()
    background.start()
    yield
    background.stop()
    door.close()


def _modules(package: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(f"{package.__name__}.{name}") for _, name, _ in pkgutil.iter_modules(package.__path__)]
