"""A scaffold has the right shape and lacks only what its author writes."""
from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hatch_build import SCHEMAS

from greenroom.catalogue.catalogue import open_catalogue
from greenroom.catalogue.model import TOML_FILES
from greenroom.catalogue.scaffold import CannotMake
from greenroom.catalogue.schemas import DIALECT, FOLDER, name_of, schemas
from greenroom.errors import UnknownName
from greenroom.frameworks import known, load
from greenroom.services.check_catalogue import catalogue as open_
from greenroom.services.check_catalogue import check, new
from tests.catalogue.conftest import BREAD, change
from tests.conftest import ROOT

QUESTION = "Tell me about a time you said no."


@pytest.mark.parametrize("framework", known())
def test_a_scaffold_lacks_only_what_is_to_be_written(framework: str, pack: Path, cache: Path) -> None:
    change(pack / "pack.toml", 'framework = "amazon"', f'framework = "{framework}"')
    for level in load(framework).levels:
        made = new(str(pack), f"my-{level.id}", QUESTION, load(framework).principles[-1].id, level.id)
        assert made == pack / f"my-{level.id}"
        outcome = check(str(pack), (made.name,), (), cache)
        assert {p.code for p in outcome.problems} == {"unwritten"}
        assert outcome.asked == 0
        for p in outcome.problems:
            assert "TODO" in (pack / p.file).read_text(encoding="utf-8").splitlines()[p.line - 1]
        assert sorted(p.file for p in outcome.problems) == sorted(f"{made.name}/{file.name}" for file in made.iterdir()), "one line a file"


@pytest.mark.parametrize("name", ["", "My Story", "my_story", "my--story", "-mine", "mine-", "../mine", "mine\n", "m" * 61, "große-oper"])
def test_a_bad_id_is_refused(name: str, pack: Path) -> None:
    before = sorted(pack.rglob("*"))
    with pytest.raises(CannotMake, match=r"cannot be an id.*small letters") as refused:
        new(str(pack), name, QUESTION, "ownership", "sde2")
    assert refused.value.to_dict()["code"] == "cannot-make"
    assert sorted(pack.rglob("*")) == before


def test_a_folder_that_exists_is_left_alone(bread: Path) -> None:
    before = {file: file.read_bytes() for file in bread.iterdir()}
    with pytest.raises(CannotMake, match=f"already a folder '{BREAD}'"):
        new(str(bread.parent), BREAD, QUESTION, "ownership", "sde2")
    assert {file: file.read_bytes() for file in bread.iterdir()} == before


def test_an_id_of_another_pack_is_refused(pack: Path) -> None:
    with pytest.raises(CannotMake, match="Another pack has a walkthrough with the id 'dropped-webhooks'"):
        new(str(pack), "dropped-webhooks", QUESTION, "ownership", "sde2")
    assert not (pack / "dropped-webhooks").exists()


def test_a_principle_may_be_named_and_the_level_left_out(pack: Path) -> None:
    change(pack / "pack.toml", 'framework = "amazon"', 'framework = "civil-service"')
    new(str(pack), "mine", QUESTION, "Working Together", "")
    w = open_catalogue([pack]).get("mine")
    assert (w.head.principles, w.head.level) == (("working-together",), "eo")


def test_an_unknown_principle_or_level_is_named_with_those_that_are(pack: Path) -> None:
    with pytest.raises(UnknownName, match=r"no principle 'charm'.*customer-obsession"):
        new(str(pack), "mine", QUESTION, "charm", "sde2")
    with pytest.raises(UnknownName, match=r"no level 'baker'.*sde1"):
        new(str(pack), "mine", QUESTION, "ownership", "baker")
    assert not (pack / "mine").exists()


def test_a_folder_without_a_pack_and_a_broken_pack_are_refused(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match=r"no pack\.toml"):
        open_(str(tmp_path / "nowhere"))
    change(pack / "pack.toml", 'title = "A bakery\'s pack"\n', "")
    with pytest.raises(CannotMake, match="'title' is missing"):
        new(str(pack), "mine", QUESTION, "ownership", "sde2")


@pytest.mark.parametrize("name", ["County Hall", "mine", "..."])
def test_how_to_begin_a_pack_is_said_and_works_as_it_is_said(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with pytest.raises(CannotMake, match=r"no pack\.toml") as refused:
        new(str(folder), "mine", QUESTION, "ownership", "sde2")
    told, _, lines = refused.value.remedy.partition("\n\n")
    assert f"To begin a pack, write {folder.as_posix()}/pack.toml with these seven lines" in told
    assert len(lines.splitlines()) == 7
    (folder / "pack.toml").write_text(lines, encoding="utf-8")
    assert new(str(folder), "mine", QUESTION, "ownership", "sde2") == folder / "mine"
    assert open_catalogue([folder]).packs[0].problems == []


@pytest.mark.parametrize(
    "question", ['Tell me about a "no" that you said.', r"What is in C:\new\table?", 'It ended in \\" and "', "Wie groß \u2026 \u201cso\u201d?", "Tell me\nabout\ta time.", '"""', "a \\u0041 b"]
)
def test_a_question_survives_whatever_is_in_it(question: str, pack: Path) -> None:
    new(str(pack), "mine", question, "ownership", "Senior")
    w = open_catalogue([pack]).get("mine")
    assert (w.head.question, w.head.level) == (" ".join(question.split()), "senior")


def test_a_scaffold_names_its_schemas_and_is_valid_by_them(pack: Path) -> None:
    made = new(str(pack), "mine", QUESTION, "ownership", "sde2")
    for file in TOML_FILES:
        text = (made / file).read_text(encoding="utf-8")
        first = text.partition("\n")[0]
        assert first.startswith("#:schema "), file
        schema = json.loads((made / first.removeprefix("#:schema ")).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == DIALECT
        assert schema["$id"] == f"urn:greenroom:catalogue:1:{file.removesuffix('.toml')}"
        jsonschema.validate(tomllib.loads(text), schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**tomllib.loads(text), "slip": 1}, schema)
    jsonschema.validate(tomllib.loads((pack / "pack.toml").read_text(encoding="utf-8")), json.loads((pack / FOLDER / name_of("pack.toml")).read_text(encoding="utf-8")))
    assert open_catalogue([pack]).packs[0].problems == []


def test_schemas_are_packed_into_the_wheel() -> None:
    assert {p.name for p in (ROOT / SCHEMAS).iterdir()} == set(schemas())
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert SCHEMAS in build["sdist"]["include"], "a wheel is built from it too"
