"""Pages from templates: everything that a person wrote is escaped, and a page names its own theme."""
from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from greenroom.services.report_file import ReportFile
from greenroom.services.sent_out import sent_out
from greenroom.version import VERSION
from greenroom.web.static_files import stamp

THEME, THEMES = "greenroom-theme", ("light", "dark")
NAV = (
    ("/", "Today", "today"), ("/catalogue", "Catalogue", "catalogue"), ("/stories", "Stories", "stories"),
    ("/workbench", "Workbench", "workbench"), ("/mock", "Mock", "mock"), ("/rehearsals", "Rehearsals", "rehearsals"),
)


def page(request: Request, template: str, status: int = 200, private: bool = True, **values: Any) -> HTMLResponse:
    """A page. `private` ones (all that show something of the person) are kept by no cache."""
    theme = request.cookies.get(THEME, "")
    shown = environment().get_template(template).render(
        path=request.url.path, sends=sent_out() if status < 500 else None, theme=theme if theme in THEMES else "", version=VERSION, nav=NAV, stamp=stamp(), **values,
    )
    return HTMLResponse(shown, status, {"Cache-Control": "no-store" if private else "private, no-cache"})


def saved(file: ReportFile) -> HTMLResponse:
    """A report that the browser saves instead of showing it; it holds its own style."""
    return HTMLResponse(file.html, headers={"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"})


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The templates, with the filters they use."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("greenroom.web"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )
    made.filters["spoken"] = spoken
    made.filters["clock"] = clock
    made.filters["day"] = day
    made.filters["hour"] = hour
    made.filters["quoted"] = quoted
    made.filters["moment"] = moment
    made.filters["local"] = local
    return made


def spoken(seconds: float) -> str:
    """Seconds in words: 2 min 55 s, on one line."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else ""]
    return " ".join(filter(None, parts)).replace(" ", "\u00a0")


def clock(seconds: float) -> str:
    """Seconds as on a clock: 2:55."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def quoted(text: str) -> str:
    """Words of someone between quotation marks; those that quote something themselves stand without."""
    return text if "\u201c" in text else f"\u201c{text}\u201d"


def day(when: datetime) -> str:
    """A day as in 14 March."""
    return f"{when.day} {when:%B}"


def hour(when: datetime) -> str:
    """A time of day as in 14:05."""
    return f"{when:%H:%M}"


def local(at: float) -> Markup:
    """A time in seconds since the epoch, to the minute on this machine's clock; its title is the second in UTC."""
    when = datetime.fromtimestamp(at).astimezone()
    return Markup('<time datetime="{}" title="{} UTC">{}</time>').format(when.isoformat(timespec="seconds"), moment(at), when.strftime("%Y-%m-%d %H:%M"))


def moment(at: float) -> str:
    """A time in seconds since the epoch, to the second, in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
