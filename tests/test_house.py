"""The house keeps its habits: file names are ids, nothing is undocumented, files stay readable."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from greenroom.cli.main import app
from greenroom.frameworks import BARS, known, load
from greenroom.rating.criteria import load_all
from greenroom.reader.reading import CRITERIA, KINDS
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_a_criterion_is_called_as_its_file() -> None:
    files = {p.stem for p in (ROOT / "src/greenroom/rating/criteria").glob("*.py")} - {"__init__"}
    assert files == set(CRITERIA) == set(load_all())
    assert all(key == c.key for key, c in load_all().items())
    assert list(load_all()) == list(CRITERIA)


def test_every_kind_of_evidence_belongs_to_a_criterion() -> None:
    assert {kind for c in load_all().values() for kind in c.shows} == set(KINDS)


def test_every_command_says_what_it_does() -> None:
    import click

    context = click.Context(app)
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or parameter.name in {"form", "help"} or getattr(parameter, "help", None), (name, parameter.name)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_file_is_one_idea_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert text.startswith('"""')


def test_nothing_names_a_machine_or_a_registry() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|home|root)/|files\.python" + r"hosted|registry\.npm" + r"js|deb\.deb" + "ian")
    for path in [*SOURCES, *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "Makefile", ROOT / "constraints.txt"]:
        assert not pattern.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("name", known())
def test_a_framework_is_whole(name: str) -> None:
    framework = load(name)
    assert framework.id == name
    assert {x.bar for x in framework.levels} <= set(BARS)
    ids = {p.id for p in framework.principles}
    assert len(ids) == len(framework.principles)
    for p in framework.principles:
        assert p.looks_for
        assert len(p.probes) >= 3
        assert p.red_flags
        assert {n.id for n in p.confused_with} <= ids - {p.id}


def test_amazon_has_sixteen_principles_and_the_level_times() -> None:
    amazon = load("amazon")
    assert len(amazon.principles) == 16
    assert [x.total for x in amazon.levels] == [120, 175, 165, 180]
    assert list(amazon.level("sde2").seconds.values()) == [30, 20, 90, 20, 15]
    assert amazon.level("SDE1 / early career").id == "sde1"
