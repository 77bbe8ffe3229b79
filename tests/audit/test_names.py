"""Who is named in one language and not in the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.knowledge.small_base import Folder

from ispolkom_bot.audit.names import names_agree
from ispolkom_bot.engine import Engine
from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.build import build
from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.load import survey

SOVIET = "bodies/petrograd-soviet.yaml"
CHKHEIDZE = "people/chkheidze.yaml"
TROTSKY = "people/trotsky.yaml"
SIZE = "The Soviet had 600 members.", "В Совете было 600 членов."


@pytest.fixture
def base(tmp_path: Path) -> Folder:
    """A small base in which two persons are known."""
    return Folder(tmp_path / "knowledge")


def found(base: Folder) -> list[Problem]:
    seen = base.survey()
    assert seen.problems == []
    assert seen.base is not None
    return list(names_agree(seen.base, build(seen.base), seen.lines))


def tell(base: Folder, english: str, russian: str) -> None:
    """What a fact of the Soviet tells."""
    base.change(SOVIET, SIZE[0], f'"{english}"')
    base.change(SOVIET, SIZE[1], f'"{russian}"')


def test_a_sound_base_names_the_same_persons(base: Folder) -> None:
    assert found(base) == []


def test_a_name_in_english_only(base: Folder) -> None:
    tell(base, "It met under Nikolai Chkheidze.", "Заседания вёл председатель.")
    problem = found(base)[0]
    assert (problem.file, problem.field) == (SOVIET, "size.text.ru")
    assert problem.line == base.line(SOVIET, 'ru: "Заседания')
    assert problem.wrong == "'nikolai chkheidze' (chkheidze) is named in en only"


def test_a_name_in_russian_only(base: Folder) -> None:
    tell(base, "Its chairman led it.", "Его вёл Чхеидзе.")
    problem = found(base)[0]
    assert (problem.field, problem.wrong) == (
        "size.text.en",
        "'чхеидзе' (chkheidze) is named in ru only",
    )


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("Chkheidze led it.", "Николай Чхеидзе вёл его."),
        ("Trotsky's turn came.", "Настал черёд Льва Троцкого."),
        ("Trotsky's opponents left.", "Троцкисты остались."),
        ("It was in Trotskyist hands.", "Он был в руках Троцкого."),
        ("It met.", "Он собрался."),
    ],
)
def test_a_name_may_stand_in_any_form_or_in_a_word_made_of_it(
    base: Folder, english: str, russian: str
) -> None:
    tell(base, english, russian)
    assert found(base) == []


def test_a_name_inside_a_longer_one_names_nobody(base: Folder) -> None:
    base.change(SOVIET, "aliases: [Soviet]", "aliases: [Soviet, Chkheidze Committee]")
    tell(base, "The Chkheidze Committee met.", "Комитет собрался.")
    assert found(base) == []


def test_a_patronymic_is_no_surname(base: Folder) -> None:
    base.change(TROTSKY, "aliases: [Trotsky]", "aliases: [Trotsky, Alexandrovich]")
    tell(base, "Michael Alexandrovich came.", "Приехал брат царя.")
    assert found(base) == []
    base.change(SOVIET, "Michael Alexandrovich came.", "Alexandrovich came.")
    assert [problem.field for problem in found(base)] == ["size.text.ru"]


def test_a_small_letter_names_nobody(base: Folder) -> None:
    base.change(TROTSKY, "aliases: [Trotsky]", "aliases: [Trotsky, Gots]")
    tell(base, "They gots their own.", "Своё они получили.")
    assert found(base) == []


def test_one_of_those_whom_a_name_may_mean_is_enough(base: Folder) -> None:
    base.change(TROTSKY, "aliases: [Trotsky]", "aliases: [Trotsky, Bronstein]")
    base.change(CHKHEIDZE, "[Chkheidze, Чхеидзе]", "[Chkheidze, Чхеидзе, Bronstein]")
    tell(base, "Bronstein spoke.", "Говорил Чхеидзе.")
    assert found(base) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        (SOVIET, "en: How large was the Soviet?", "en: Trotsky?", "size.question.ru"),
        (SOVIET, "Some say 700.", "Trotsky says 700.", "size.dispute.1.says.ru"),
        (CHKHEIDZE, "He led it.", "He led Trotsky.", "definition.claim.says.ru"),
        (CHKHEIDZE, "Not always present.", "Not as Trotsky.", "definition.caveat.ru"),
    ],
)
def test_every_text_of_a_fact_is_read(
    base: Folder, file: str, old: str, new: str, field: str
) -> None:
    base.change(file, old, new)
    assert [problem.field for problem in found(base)] == [field]


def test_the_base_that_comes_with_the_program(engine: Engine) -> None:
    seen = survey(bundled())
    assert seen.base is not None
    assert [str(problem) for problem in names_agree(seen.base, engine.base, seen.lines)] == []
