"""A data folder with something of everything in it, put there through the API and the pages."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from httpx2 import Client

REPLY = "I called the owner of the service each Wednesday and checked the log myself until the rate was 0.0% for two weeks."
REPLIES = 2
"""Follow-ups answered in each rehearsal."""
ENDPOINT = "coach"


@dataclass(frozen=True)
class Kept:
    """Ids of what is kept: a story with two takes, the rehearsal of a question and that of the time before, a loop that is over, and the endpoint's name."""

    story: str
    take: str
    rehearsal: str
    before: str
    loop: str
    endpoint: str = ENDPOINT

    @property
    def pages(self) -> dict[str, str]:
        """The pages that show it, with what each is."""
        return {
            f"/rehearsals/{self.rehearsal}": "report of a mock", f"/rehearsals/{self.rehearsal}/report.html": "report of a mock as a file",
            f"/rehearsals/{self.rehearsal}/compare": "two mocks compared", f"/loops/{self.loop}": "report of a loop", f"/stories/{self.story}": "a story",
            f"/stories/{self.story}/takes/{self.take}": "report of a take", f"/stories/{self.story}/compare": "two takes compared",
            "/walkthroughs/dropped-webhooks": "a walkthrough", f"/webhooks/endpoints/{self.endpoint}": "a webhook endpoint", "/stories/plan": "a loop planned",
        }


def keep(client: Client, text: str, question: str, level: str = "sde2") -> Kept:
    """Keep something of everything."""
    story = post(client, "/api/stories", title="Webhooks", text=text, principles=["ownership"])["id"]
    for _ in range(2):
        take = post(client, f"/api/stories/{story}/rate", question=question, level=level)["id"]
    before = rehearse(client, text.rpartition(". ")[0] + ".", question, level)
    rehearsal = rehearse(client, text, question, level)
    post(client, "/api/webhooks/endpoints", name=ENDPOINT, url="https://coach.example.org/hook", types=["group.none"])
    return Kept(story, take, rehearsal, before, loop(client, text))


def rehearse(client: Client, text: str, question: str, level: str) -> str:
    """A rehearsal of a question, with REPLIES follow-ups answered; its id."""
    asked = post(client, "/api/rehearsals", question=question, level=level)
    where = f"/api/rehearsals/{asked['id']}"
    step = post(client, f"{where}/answer", turn=asked["turn"], text=text, seconds=150)
    for _ in range(REPLIES):
        step = post(client, f"{where}/answer", turn=step["next"]["turn"], text=REPLY, seconds=30)
    if not step["over"]:
        post(client, f"{where}/end", turn=step["next"]["turn"])
    return str(asked["id"])


def loop(client: Client, text: str) -> str:
    """A loop whose questions are all answered, without follow-ups; its id."""
    client.post("/loops", data={"how": "writing"}, headers=home(client))
    found = re.search(r"/loops/([0-9a-f-]{36})", client.get("/rehearsals").text)
    assert found
    while (now := client.get("/api/rehearsals/now")).status_code == 200:
        asked = now.json()
        step = post(client, f"/api/rehearsals/{asked['id']}/answer", turn=asked["turn"], text=text, seconds=150)
        if not step["over"]:
            post(client, f"/api/rehearsals/{asked['id']}/end", turn=step["next"]["turn"])
        client.post(f"/loops/{found[1]}/next", headers=home(client))
    return found[1]


def home(client: Client) -> dict[str, str]:
    """The headers of a page of this Greenroom that posts."""
    return {"origin": str(client.base_url).rstrip("/")}


def post(client: Client, path: str, **body: Any) -> dict[str, Any]:
    """Post JSON; what came back."""
    answer = client.post(path, json=body, headers=home(client))
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made
