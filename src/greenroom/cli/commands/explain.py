"""`greenroom explain`: what a criterion asks, with anchors and examples."""
from __future__ import annotations

import click


@click.command("explain")
@click.argument("criterion", required=False)
def command(criterion: str | None) -> None:
    """Say what CRITERION asks, its four anchors, why it matters, and examples; without a name, list the criteria."""
    from greenroom.cli.show_markdown import plain
    from greenroom.services.explain_criterion import criteria_list, criterion_page

    click.echo(plain(criterion_page(criterion) if criterion else criteria_list()))
