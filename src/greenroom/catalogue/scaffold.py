"""Make a new walkthrough's folder, in which only what is to be written is missing."""
from __future__ import annotations

import json
import re
from pathlib import Path

from greenroom.catalogue.model import LONGEST_ID, PARTS, TOML_FILES, Pack
from greenroom.catalogue.schemas import FOLDER, name_of, write_schemas
from greenroom.errors import GreenroomError
from greenroom.frameworks.load import Framework, Level

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class CannotMake(GreenroomError):
    """A walkthrough that cannot be made under this name."""

    code = "cannot-make"


def no_pack_yet(folder: str) -> CannotMake:
    """What is said where a walkthrough is to go into a folder that holds no pack: how to begin one."""
    named = re.sub("[^a-z0-9]+", "-", Path(folder).expanduser().absolute().name.casefold()).strip("-")[:LONGEST_ID].strip("-")
    begin = f"To begin a pack, write {(Path(folder) / 'pack.toml').as_posix()} with these seven lines, your own words in them:"
    return CannotMake(f"There is no pack.toml in {folder!r}.", f"Name a pack's folder. {begin}\n\n{_PACK.format(name=named or 'my-pack')}")


def scaffold(pack_folder: Path, pack: Pack, framework: Framework, name: str, question: str, principle: str, level: Level) -> Path:
    """Write the folder and return it, with the schemas that its files name beside it in the pack. Raises CannotMake for a bad id or a folder that exists."""
    if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
        raise CannotMake(f"{name!r} cannot be an id.", f"Use small letters, digits and single hyphens, at most {LONGEST_ID}, as in 'dropped-webhooks'.")
    folder = pack_folder / name
    if folder.exists():
        raise CannotMake(f"There is already a folder {name!r} in the pack.", "Choose another id.")
    folder.mkdir()
    words = round(level.total * 150 / 60)
    for file, text in _files(pack, framework, name, question, principle, level, words).items():
        told = f"#:schema ../{FOLDER}/{name_of(file)}\n" if file in TOML_FILES else ""
        (folder / file).write_text(told + text, encoding="utf-8")
    write_schemas(pack_folder)
    return folder


def _files(pack: Pack, framework: Framework, name: str, question: str, principle: str, level: Level, words: int) -> dict[str, str]:
    others = [p.id for p in framework.principles if p.id != principle][:2]
    return {
        "walkthrough.toml": (
            f'schema = 1\nid = "{name}"\ntitle = "TODO a few words"\n'
            'status = "ready"  # or "draft", which hides it from study, drill and mock and lets parts be missing\n'
            f'question = {_quoted(question)}\nprinciples = ["{principle}"]\nlevel = "{level.id}"\n'
            'teaches = ["ownership", "agency", "metric"]\nalso_answers = []\ntrade = "TODO the trade"\nteam = "TODO who else was there, how many"\n'
            f'outcome = "reached"  # or "partly", "failed"\nlicence = "{pack.licence}"\n'
        ),
        "overview.md": (
            "TODO the scenario in a few sentences: where, what was wrong, who was hurt, what was done, how it came out.\n\n"
            "# Takeaways\n\n- TODO what to copy from this story\n- TODO what to avoid\n"
        ),
        "sections.md": "".join(_section(part, round(words * level.seconds[part] / level.total)) for part in PARTS),
        "levels.toml": "".join(_level(each) for each in framework.levels),
        "followups.toml": "".join(_FOLLOWUP.format(probe=probe) for probe in ("ownership", "metric", "judgement")),
        "weak.toml": _WEAK,
        "quizzes.toml": _QUIZ * 3,
        "lenses.toml": "".join(_LENS.format(principle=other) for other in others),
    }


def _quoted(text: str) -> str:
    """As a TOML text on one line: its escapes are those of JSON."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _section(part: str, words: int) -> str:
    return (
        f"# {part.title()}\n\n## Strong\n\nTODO about {words} words, as a person would say them; mark what carries, as in \u00abmarked words\u00bb.\n\n"
        "## Marks\n\n- \u00abmarked words\u00bb: TODO why they carry\n\n## Coaching\n\nTODO how to go about this part\n\n"
        "## Mistake\n\nTODO how it commonly goes wrong, as an example\n\n## Cost\n\nTODO why that costs the speaker\n\n"
    )


def _level(level: Level) -> str:
    return (
        f'[[level]]\nid = "{level.id}"\nspeak = {level.total}\nfocus = "TODO what to put in front at this level"\nbar = "TODO what this level must show"\n'
        'reflection = "TODO what this level would have learnt"\n\n'
    )


_PACK = (
    'schema = 1\nid = "{name}"\ntitle = "A few words"\nabout = "A sentence on what is in it."\nlanguage = "en"\nlicence = "CC-BY-4.0"\nframework = "amazon"'
)
_FOLLOWUP = (
    '[[followup]]\nquestion = "TODO the question for {probe}"\nprobes = ["{probe}"]\nweak = "TODO a weak reply"\nwhy_weak = "TODO why it is weak"\n'
    'strong = "TODO a strong reply"\nremember = "TODO the line to remember"\n\n'
)
_WEAK = (
    'answer = """\nTODO a whole weak answer\n"""\nthinks = "TODO what the interviewer thinks"\nleaning = 2\n\n'
    '[[giveaway]]\nphrase = "a whole weak answer"\ncriterion = "depth"\nwhy = "TODO what these words cost"\n\n'
    '[[giveaway]]\nphrase = "weak answer"\ncriterion = "metric"\nwhy = "TODO what these words cost"\n'
)
_QUIZ = (
    '[[quiz]]\nquestion = "TODO for example: which of these proves ownership?"\nexplanation = "TODO why it is that one"\n'
    '[[quiz.option]]\ntext = "TODO the right one"\nright = true\nwhy = "TODO"\n'
    '[[quiz.option]]\ntext = "TODO a wrong one"\nwhy = "TODO"\n[[quiz.option]]\ntext = "TODO another wrong one"\nwhy = "TODO"\n\n'
)
_LENS = (
    '[[lens]]\nprinciple = "{principle}"\nlead = "TODO how the story opens under this principle"\n'
    'emphasise = "TODO what to stress"\ndownplay = "TODO what to leave small"\n\n'
)
