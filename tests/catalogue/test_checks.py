"""Every check finds what it is there for, and nothing else does: one broken pack for each code."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from greenroom.catalogue.catalogue import Examination, examine_all, open_catalogue
from greenroom.catalogue.check import Case, load_checks
from greenroom.catalogue.checks.giveaways import _COMPLAINS, cost_of
from greenroom.catalogue.examiner import Examined, Examiner
from greenroom.catalogue.model import Option
from greenroom.catalogue.scaffold import CannotMake
from greenroom.cli.show_catalogue import problems
from greenroom.errors import MOST_LISTED
from greenroom.frameworks import load as load_framework
from greenroom.services.check_catalogue import check
from greenroom.services.explain_check import check_page, checks_list
from tests.catalogue.conftest import BASE, BREAD, PACKS, change
from tests.conftest import ROOT

CODES = list(load_checks())


def examined(pack: Path, cache: Path, *only: str) -> Examination:
    return examine_all(open_catalogue([pack]), only=only, cache=cache)


def test_a_check_is_called_as_its_file() -> None:
    files = {p.stem for p in (ROOT / "src/greenroom/catalogue/checks").glob("*.py")} - {"__init__"}
    assert {code.replace("-", "_") for code in CODES} == files
    assert all(code == check.code for code, check in load_checks().items())


@pytest.mark.parametrize("code", CODES)
def test_a_check_has_its_page(code: str) -> None:
    check = load_checks()[code]
    assert all((check.title, check.why, check.remedy))
    page = check_page(check)
    assert page.startswith(f"# {check.title} (`{code}`)\n")
    assert check.why in page
    assert check.remedy[1:] in page
    assert f"[`{code}`]" in checks_list()


def test_the_base_is_sound(cache: Path) -> None:
    assert examined(BASE, cache).problems == ()


def test_there_is_a_broken_pack_for_every_check() -> None:
    assert {p.name for p in PACKS.iterdir()} == {BASE.name, *CODES}


@pytest.mark.parametrize("code", CODES)
def test_a_broken_pack_has_its_problem_and_no_other(code: str, pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / code, pack, dirs_exist_ok=True)
    outcome = examined(pack, cache)
    problems = outcome.notes if load_checks()[code].unsure else outcome.problems
    assert {p.code for p in (*outcome.problems, *problems)} == {code}, outcome.problems
    for p in problems:
        lines = (pack / p.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= p.line <= len(lines)
        assert p.message.strip()
        assert p.remedy.strip()


FURTHER = [
    ("disputes", "walkthrough.toml", 'outcome = "reached"', 'outcome = "reached"\ndisputed = { marks = "I like it so." }', "disputed = { marks"),
    ("giveaways", "weak.toml", 'kind = "unmeasured-result"', 'kind = "we-action"', "things got a lot better"),
    ("marks", "sections.md", "a day\u00bb.\nShe'd", "a day.\nShe'd", "# Situation"),
    ("marks", "sections.md", "and \u00abshe was throwing out eleven loaves a day\u00bb.", "and she was throwing out eleven loaves a day.", "\u00abshe was throwing out eleven loaves a day\u00bb: "),
    ("names", "followups.toml", 'probes = ["metric"]', 'probes = ["charm"]', '["charm"]'),
    ("names", "lenses.toml", '"earn-trust"', '"charm"', 'principle = "charm"'),
    ("names", "quizzes.toml", 'criterion = "metric"', 'criterion = "charm"', 'criterion = "charm"'),
    ("names", "walkthrough.toml", "also_answers = []", 'also_answers = ["the-cake"]', "also_answers"),
    ("names", "walkthrough.toml", f'id = "{BREAD}"', 'id = "the-cake"', 'id = "the-cake"'),
    ("names", "walkthrough.toml", 'level = "sde1"', 'level = "baker"', 'level = "baker"'),
    ("names", "weak.toml", 'kind = "hand-off"', 'kind = "hand-on"', 'kind = "hand-on"'),
    ("one-right-answer", "quizzes.toml", 'right = true\nwhy = "The line', 'why = "The line', "Which of these proves ownership?"),
    ("one-right-answer", "quizzes.toml", "The complaints stopped in the same month, so it must have been the storage.", "Our master has baked for thirty years, and he said the same as soon as I told him.", "cold room. Which reply"),
    ("plain-words", "followups.toml", "Let the customer count,", "Let " + "the baker and " * 14 + "the customer count,", "remember = "),
    ("plain-words", "lenses.toml", "The trail: what", "The trail \u2014 what", "The trail"),
    ("plain-words", "sections.md", "is run can wait.", "is run can wait!", "Open with the person"),
    ("section-seconds", "levels.toml", "speak = 165", "speak = 165\nseconds = { situation = 165 }", 'id = "senior"'),
    ("sources", "walkthrough.toml", 'licence = "CC-BY-4.0"', 'licence = "CC BY 4.0"', "CC BY 4.0"),
    ("sources", "walkthrough.toml", 'licence = "CC-BY-4.0"', 'licence = "mine"', 'licence = "mine"'),
    ("sources", "overview.md", "# Takeaways", "A 2019 WRAP report found that UK households throw away 900,000 tonnes of bread.\n\n# Takeaways", "WRAP"),
    ("sources", "overview.md", "# Takeaways", "By a survey of British bakers in 2021 most of it is thrown away.\n\n# Takeaways", "survey of"),
    ("sources", "overview.md", "# Takeaways", "About 31 % of households in Britain throw bread away.\n\n# Takeaways", "31 %"),
    ("giveaways", "weak.toml", 'criterion = "reflection"\nkind = "generic-learning"', 'criterion = "impact"\nkind = "generic-learning"', "communication is important"),
    ("giveaways", "weak.toml", 'kind = "hand-off"', 'kind = "own-action"', "phrase = "),
    ("giveaways", "weak.toml", 'phrase = "things got a lot better and everybody was happy"', 'phrase = "they\'re one of the bigger ones on that round"', "bigger ones"),
    ("giveaways", "weak.toml", 'kind = "generic-learning"', 'kind = "blame"', "communication is important"),
    ("giveaways", "weak.toml", 'phrase = "I passed it on to our driver and he sorted it out"', 'phrase = "we\'ve had them for years"', "had them for years"),
]


@pytest.mark.parametrize(("code", "file", "old", "new", "words"), FURTHER, ids=[f"{row[0]}-{n}" for n, row in enumerate(FURTHER)])
def test_what_else_a_check_finds_and_on_which_line(code: str, file: str, old: str, new: str, words: str, bread: Path, cache: Path) -> None:
    change(bread / file, old, new)
    problems = examined(bread.parent, cache).problems
    assert {p.code for p in problems} == {code}, problems
    lines = (bread / file).read_text(encoding="utf-8").splitlines()
    assert any(p.file == f"{BREAD}/{file}" and words in lines[p.line - 1] for p in problems), problems


def test_a_licence_of_ones_own_is_named_as_such(bread: Path, cache: Path) -> None:
    change(bread / "walkthrough.toml", 'licence = "CC-BY-4.0"', 'licence = "LicenseRef-Bakery-1"')
    assert examined(bread.parent, cache).problems == ()


def test_a_kind_that_cannot_cost_its_criterion_is_no_matter_of_opinion(bread: Path, cache: Path) -> None:
    change(bread / "weak.toml", 'criterion = "reflection"\nkind = "generic-learning"', 'criterion = "impact"\nkind = "generic-learning"')
    change(bread / "walkthrough.toml", "also_answers = []", 'also_answers = []\ndisputed = { "giveaways:3" = "It does." }')
    assert [(p.code, p.message) for p in examined(bread.parent, cache).problems] == [("giveaways", "The kind generic-learning does not cost impact.")]
    assert all(cost_of(g.criterion) for w in open_catalogue().ready if w.weak for g in w.weak.giveaways if g.kind)


def test_a_giveaway_is_named_at_its_own_line(bread: Path, cache: Path) -> None:
    change(bread / "weak.toml", 'phrase = "communication is important"', 'phrase = "the bread"')
    change(bread / "weak.toml", 'criterion = "reflection"', 'criterion = "impact"')
    p, = examined(bread.parent, cache).problems
    assert (bread / "weak.toml").read_text(encoding="utf-8").splitlines()[p.line - 1] == 'phrase = "the bread"'


@pytest.mark.parametrize(("key", "said"), [
    ("thinks", "Everything is told as we; I cannot tell who did it."), ("thinks", "It is we from start to end."), ("thinks", "It is all 'we' and nobody acts."),
    ("thinks", "The pronoun is plural throughout, so I cannot tell."), ("why", "The words say 'we' where a person should stand."), ("why", "Hidden behind we, nobody acts."),
])
def test_who_complains_of_we_must_have_heard_it(key: str, said: str, bread: Path, cache: Path) -> None:
    file = bread / "weak.toml"
    text = file.read_text(encoding="utf-8").replace("So we had", "So I had").replace("of ours, we've had", "of mine, I've had").replace("we talked", "I talked").replace("our driver", "the driver")
    before = "I know that there was bread and a complaint." if key == "thinks" else "A mood has no count."
    assert text.count(before) == 1
    file.write_text(text.replace(before, said), encoding="utf-8")
    found = [p for p in examined(bread.parent, cache, "giveaways").problems if p.detail.startswith("we")]
    assert [(p.code, p.firm) for p in found] == [("giveaways", True)]
    assert said in file.read_text(encoding="utf-8").splitlines()[found[0].line - 1] or key == "thinks"
    file.write_text(text, encoding="utf-8")
    assert not [p for p in examined(bread.parent, cache, "giveaways").problems if p.detail.startswith("we")]


@pytest.mark.parametrize("said", ["I would ask what we look for.", "We would not hire on this.", "I know what we pay for."])
def test_an_interviewer_may_say_we(said: str) -> None:
    assert not _COMPLAINS.search(said)


def test_ids_of_other_packs_are_taken_and_may_be_named(bread: Path, cache: Path) -> None:
    bundled = open_catalogue()
    change(bread / "walkthrough.toml", "also_answers = []", 'also_answers = ["dropped-webhooks"]')
    assert examine_all(open_catalogue([bread.parent]), cache=cache, elsewhere=bundled).problems == ()
    named = examined(bread.parent, cache).problems
    assert [p.remedy for p in named] == ["There is no other walkthrough yet; leave it out."]
    change(bread / "walkthrough.toml", 'also_answers = ["dropped-webhooks"]', 'also_answers = ["droped-webhooks"]')
    slip, = examine_all(open_catalogue([bread.parent]), cache=cache, elsewhere=bundled).problems
    assert slip.remedy.startswith("Did you mean dropped-webhooks? Choose one of: dropped-webhooks, ")
    assert slip.remedy.endswith(f", and {len(bundled.walkthroughs) - MOST_LISTED} more.")
    change(bread / "walkthrough.toml", 'also_answers = ["droped-webhooks"]', 'also_answers = ["dropped-webhooks"]')
    change(bread / "walkthrough.toml", f'id = "{BREAD}"', 'id = "dropped-webhooks"')
    bread.rename(bread.parent / "dropped-webhooks")
    found = examine_all(open_catalogue([bread.parent]), cache=cache, elsewhere=bundled).problems
    assert any("Another pack has a walkthrough with the id 'dropped-webhooks'" in p.message for p in found)
    assert open_catalogue([bread.parent]).taken_in(open_catalogue([bread.parent])) == frozenset()


@pytest.mark.parametrize("below", ["", BREAD])
def test_what_is_to_be_checked_may_be_a_path(below: str, bread: Path, cache: Path) -> None:
    change(bread / "overview.md", "- Say what", "- Leverage what")
    for given in (str(bread.parent / below), str(bread.parent / below) + "/"):
        outcome = check(None, (given,), (), cache)
        assert [v.id for v in outcome.verdicts] == [BREAD]
        assert {p.code for p in outcome.problems} == {"plain-words"}
    with pytest.raises(CannotMake, match=r"no pack\.toml"):
        check(None, (str(cache),), (), cache)


def test_a_walkthrough_whose_head_is_broken_is_found_by_its_folder(bread: Path, cache: Path) -> None:
    change(bread / "walkthrough.toml", 'level = "sde1"', 'level = "sde1')
    assert {p.code for p in check(str(bread.parent), (BREAD,), (), cache).problems} == {"shape"}


@pytest.mark.parametrize("file", ["walkthrough.toml", "../pack.toml"])
def test_a_walkthrough_that_cannot_be_read_is_a_problem_of_the_check(file: str, bread: Path, cache: Path) -> None:
    if file == "walkthrough.toml":
        (bread / file).unlink()
    else:
        (bread / file).write_text("schema = ", encoding="utf-8")
    outcome = check(None, (str(bread),), (), cache)
    assert [p.code for p in outcome.problems] == ["shape"]
    assert outcome.verdicts == ()


def test_a_missing_file_is_a_missing_part(bread: Path, cache: Path) -> None:
    (bread / "weak.toml").unlink()
    p, = examined(bread.parent, cache).problems
    assert (p.code, p.detail, p.message) == ("parts", "weak.toml", "There is no weak.toml. This walkthrough lacks the weak answer.")


def test_a_story_that_is_missing_is_one_problem_that_says_so(bread: Path, cache: Path) -> None:
    (bread / "sections.md").unlink()
    p, = examined(bread.parent, cache).problems
    assert (p.code, p.detail, p.message) == ("parts", "sections.md", "There is no sections.md. This walkthrough lacks the worked story.")
    (bread / "sections.md").write_text("", encoding="utf-8")
    assert [p.detail for p in examined(bread.parent, cache).problems] == ["action", "reflection", "result", "situation", "task"]


class _Scores(Examiner):
    """An examiner that gives each option the score that its text says."""

    def part(self, text: str, criterion: str) -> Examined:
        return Examined(True, 0, {criterion: int(text[0])}, ())


@pytest.mark.parametrize(("asks", "texts", "message", "remedy"), [
    ("best", "300", "On metric option 2 is marked as right and reaches 0; option 1 reaches 3, alone the highest.", "Mark option 1 instead, set option 2 apart"),
    ("worst", "320", "On metric option 2 is marked as right and reaches 2; option 3 reaches 0, alone the lowest.", "Mark option 3 instead, set option 2 apart"),
    ("best", "220", "On metric the options reach 2, 2, 0; the right one is not alone the highest.", "Set it apart"),
    ("best", "202", "On metric the options reach 2, 0, 2; the right one is not alone the highest.", "Set it apart"),
    ("best", "031", "", ""), ("worst", "213", "", ""),
])
def test_a_quiz_whose_other_option_wins_names_that_option(asks: str, texts: str, message: str, remedy: str, bread: Path, tmp_path: Path) -> None:
    w, = open_catalogue([bread.parent]).ready
    options = tuple(Option(text=f"{score} by option {n}", right=n == 1, why="so") for n, score in enumerate(texts))
    quiz = w.quizzes[0].model_copy(update={"options": options, "criterion": "metric", "asks": asks})
    loaded = open_catalogue([bread.parent]).loaded[0]
    case = Case(loaded, w.model_copy(update={"quizzes": (quiz,)}), (), load_framework("amazon"), _Scores(tmp_path))
    found = [(p.message, p.remedy) for p in load_checks()["one-right-answer"].find(case, load_checks()["one-right-answer"])]
    assert len(found) == bool(message)
    assert all(said == message and told.startswith(remedy) for said, told in found)


def test_two_walkthroughs_cannot_have_one_id(bread: Path, cache: Path) -> None:
    shutil.copytree(bread, bread.parent / "the-bread-again")
    problems = examined(bread.parent, cache).problems
    assert {p.code for p in problems} == {"names"}
    assert {p.file for p in problems} == {f"{BREAD}/walkthrough.toml", "the-bread-again/walkthrough.toml"}


def test_words_in_common_are_shown_where_they_stand(bread: Path, cache: Path) -> None:
    other = bread.parent / "the-rolls-that-went-stale"
    shutil.copytree(PACKS / "sameness" / other.name, other)
    (other / "sections.md").unlink()
    shutil.copy(bread / "quizzes.toml", other)
    problems = examined(bread.parent, cache).problems
    assert {(p.code, p.file) for p in problems} == {("sameness", f"{BREAD}/quizzes.toml"), ("sameness", f"{other.name}/quizzes.toml")}


def test_an_unrelated_question_that_the_story_surely_answers_is_a_problem(pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / "fits-no-other", pack, dirs_exist_ok=True)
    question = "a customer was unhappy and you found out what really was wrong"
    change(pack / "the-glaze-that-crazed" / "walkthrough.toml", question, "you solved a problem for a customer")
    outcome = examined(pack, cache)
    assert ([p.code for p in outcome.problems], outcome.notes) == (["fits-no-other"], ())
    assert "a note: " not in problems(outcome)


def test_kin_may_share_a_question(pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / "fits-no-other", pack, dirs_exist_ok=True)
    change(pack / BREAD / "walkthrough.toml", "also_answers = []", 'also_answers = ["the-glaze-that-crazed"]')
    outcome = examined(pack, cache)
    assert (outcome.problems, outcome.notes) == ((), ())


def test_what_needs_no_engine_is_found_beside_what_is_broken(bread: Path, cache: Path) -> None:
    change(bread / "levels.toml", "speak = 180", "speak = 18000")
    change(bread / "overview.md", "- Say what", "- Leverage what")
    change(bread / "weak.toml", 'phrase = "communication is important"', 'phrase = "not in the answer"')
    change(bread / "weak.toml", 'kind = "hand-off"', 'kind = "hand-on"')
    change(bread / "quizzes.toml", 'right = true\nwhy = "The line', 'why = "The line')
    verdict, = (outcome := examined(bread.parent, cache)).verdicts
    assert sorted(p.code for p in outcome.problems) == ["giveaways", "names", "one-right-answer", "plain-words", "shape"]
    assert {"spoken-length", "sameness", "giveaways", "strong-passes"} <= set(verdict.waiting)
    assert not {"plain-words", "quiz-places", "sources", "marks"} & set(verdict.waiting)
    assert (outcome.waiting, outcome.asked, outcome.kept) == ((BREAD,), 0, 0)


def test_a_lead_that_is_a_copy_is_found_beside_what_is_broken(pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / "lens-leads", pack, dirs_exist_ok=True)
    change(pack / BREAD / "levels.toml", "speak = 180", "speak = 18000")
    assert {p.code for p in examined(pack, cache).problems} == {"lens-leads", "shape"}


def test_what_was_known_is_told_from_what_was_not_asked(bread: Path, cache: Path) -> None:
    outcome = examined(bread.parent, cache)
    assert (outcome.asked, outcome.waiting) == (0, ())
    assert outcome.kept > 10
    assert "The engine was not asked again: " in problems(outcome)
    assert problems(examined(bread.parent, cache, "marks")).endswith("1 walkthrough examined, 0 problems. Nothing was put before the engine.")
    change(bread / "walkthrough.toml", 'status = "ready"', 'status = "draft"')
    assert "1 draft was not put before the engine. Nothing" in " ".join(problems(examined(bread.parent, cache)).split())
    change(bread / "walkthrough.toml", 'level = "sde1"', 'level = "sde1')
    assert "1 problem. Further checks wait until these are mended: shape. Nothing" in " ".join(problems(examined(bread.parent, cache)).split())
    (bread / "walkthrough.toml").unlink()
    assert "0 walkthroughs examined, 1 problem. Further checks wait until these are mended: shape." in " ".join(problems(examined(bread.parent, cache)).split())


def test_of_several_those_that_wait_are_named(pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / "fits-no-other", pack, dirs_exist_ok=True)
    change(pack / BREAD / "lenses.toml", '"earn-trust"', '"charm"')
    outcome = examined(pack, cache)
    assert f"Further checks of {BREAD} wait until these are mended: names." in " ".join(problems(outcome).split())


def test_a_draft_is_not_put_before_the_engine(bread: Path, tmp_path: Path) -> None:
    change(bread / "walkthrough.toml", 'status = "ready"', 'status = "draft"')
    outcome = examined(bread.parent, tmp_path)
    assert (outcome.problems, outcome.asked) == ((), 0)


def test_a_disputed_finding_is_kept_apart(pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / "fits-its-question", pack, dirs_exist_ok=True)
    verdict, = examined(pack, cache).verdicts
    assert [(p.code, bool(why)) for p, why in verdict.disputed] == [("strong-passes", True)]
    assert examined(pack, cache, "disputes").problems == ()


def test_a_dispute_is_not_stale_while_the_engine_cannot_be_asked(pack: Path, cache: Path) -> None:
    shutil.copytree(PACKS / "disputes", pack, dirs_exist_ok=True)
    shutil.copytree(PACKS / "unwritten", pack, dirs_exist_ok=True)
    assert {p.code for p in examined(pack, cache).problems} == {"unwritten"}
    assert examined(pack, cache, "disputes").problems == ()


def test_a_check_alone_is_run_alone(pack: Path, cache: Path) -> None:
    change(pack / BREAD / "overview.md", "- Say what", "- Leverage what")
    change(pack / BREAD / "levels.toml", "speak = 165", "speak = 170")
    assert {p.code for p in examined(pack, cache, "plain-words").problems} == {"plain-words"}
    assert {p.code for p in examined(pack, cache, "section-seconds").problems} == {"section-seconds"}


def test_a_check_alone_still_says_what_must_be_mended_before_it(bread: Path, cache: Path) -> None:
    change(bread / "lenses.toml", '"earn-trust"', '"charm"')
    assert {p.code for p in examined(bread.parent, cache, "lens-leads").problems} == {"names"}
    assert examined(bread.parent, cache, "marks").problems == ()
