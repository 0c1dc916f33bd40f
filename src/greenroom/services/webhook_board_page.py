"""The status of the webhooks as one page that needs nothing else: names, no addresses."""
from __future__ import annotations

from datetime import UTC, datetime

import jinja2

from greenroom.services.webhook_status import Status


def board_page(status: Status) -> str:
    """The page as HTML; everything in it is escaped."""
    environment = jinja2.Environment(loader=jinja2.PackageLoader("greenroom.services"), autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["when"] = lambda at: datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
    return environment.get_template("webhook_board.html").render(status=status, b=status.balance)
