"""The checks: a sound base passes, and each fault is named at its place and alone."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from small_base import Folder

from ispolkom_bot.knowledge.checks import CHECKS, check
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.language.sentences import first_sentence

SOVIET = "bodies/petrograd-soviet.yaml"
CHKHEIDZE = "people/chkheidze.yaml"
TROTSKY = "people/trotsky.yaml"
SOURCES = "sources.yaml"
SHAPES = "language/shapes.yaml"
EN = "language/en.yaml"
RU = "language/ru.yaml"
OTHERS = "outside/others.yaml"


class Fault(NamedTuple):
    """A change that breaks a base, and the problem that must name it."""

    file: str
    old: str
    new: str
    field: str
    line_with: str
    wrong: str
    remedy: str
    reported_in: str = ""


FAULTS = {
    "source of a fact": Fault(
        SOVIET,
        '{id: golder, where: "p. 1"}',
        '{id: goldr, where: "p. 1"}',
        "definition.sources.0.id",
        "id: goldr",
        "unknown source 'goldr'",
        "mean golder?",
    ),
    "source of a side": Fault(
        SOVIET,
        '{id: golder, where: "p. 2"}',
        '{id: goldr, where: "p. 2"}',
        "size.dispute.0.sources.0.id",
        "id: goldr",
        "unknown source 'goldr'",
        "mean golder?",
    ),
    "source through an unknown one": Fault(
        SOURCES,
        "through: wiki-en",
        "through: wiki",
        "wiki-ru.through",
        "through: wiki",
        "unknown source 'wiki'",
        "mean wiki-",
    ),
    "source through itself": Fault(
        SOURCES,
        "through: wiki-en",
        "through: wiki-ru",
        "wiki-ru.through",
        "through: wiki-ru",
        "seen through itself",
        "name the work",
    ),
    "thing in about": Fault(
        SOVIET,
        "about: [chkheidze]",
        "about: [trotsky, chkeidze]",
        "definition.about.1",
        "chkeidze",
        "unknown thing 'chkeidze'",
        "mean chkheidze?",
    ),
    "thing in a value": Fault(
        CHKHEIDZE,
        "{thing: petrograd-soviet}",
        "{things: [trotsky, trotski]}",
        "definition.value.things.1",
        "trotski",
        "unknown thing 'trotski'",
        "mean trotsky?",
    ),
    "thing in counts": Fault(
        CHKHEIDZE,
        "{thing: petrograd-soviet}",
        "{counts: {trotski: 1}}",
        "definition.value.counts.trotski",
        "trotski",
        "unknown thing 'trotski'",
        "mean trotsky?",
    ),
    "thing of a span": Fault(
        CHKHEIDZE,
        "of: petrograd-soviet",
        "of: petrograd-sovet",
        "spans.0.of",
        "petrograd-sovet,",
        "unknown thing 'petrograd-sovet'",
        "mean petrograd-soviet",
    ),
    "thing near": Fault(
        OTHERS,
        "near: petrograd-soviet",
        "near: petrograd",
        "near",
        "near: petrograd",
        "unknown thing 'petrograd'",
        "mean petrograd-soviet",
    ),
    "near a thing outside": Fault(
        OTHERS,
        "near: petrograd-soviet",
        "near: moscow-soviet",
        "near",
        "near: moscow",
        "outside the base too",
        "covered",
    ),
    "fact of a span": Fault(
        CHKHEIDZE,
        "fact: definition}",
        "fact: definiton}",
        "spans.0.fact",
        "definiton",
        "unknown fact 'definiton'",
        "mean definition?",
    ),
    "former id in use": Fault(
        SOVIET,
        "was: [petrosoviet]",
        "was: [trotsky]",
        "was.0",
        "was:",
        "the former id trotsky belongs to trotsky",
        "one of them",
    ),
    "id too long for a button": Fault(
        SOVIET,
        "id: size",
        "id: size-of-the-soviet-in-the-first-days-of-march-17",
        "size-of-the-soviet-in-the-first-days-of-march-17",
        "size-of",
        "65 letters long",
        "shorter id",
    ),
    "former id of two": Fault(
        TROTSKY,
        "kind: person",
        "kind: person\nwas: [petrosoviet]",
        "was.0",
        "was:",
        "petrosoviet belongs to petrograd-soviet",
        "one of them",
    ),
    "shape without cues": Fault(
        EN,
        "  size: [how many members]\n",
        "",
        "shapes",
        "shapes:",
        "the shape size has no cue",
        "add cues under size",
    ),
    "cues of no shape": Fault(
        RU,
        "  size: [сколько членов]",
        "  size: [сколько членов]\n  sise: [велик ли]",
        "shapes.sise",
        "sise",
        "unknown shape 'sise'",
        "mean size?",
    ),
    "cue twice": Fault(
        EN,
        "  when: [when]\n  born",
        "  when: [when, WHEN]\n  born",
        "shapes.when.1",
        "WHEN",
        "the cue 'WHEN' twice",
        "keep one",
    ),
    "role in one language": Fault(
        EN,
        "  member: [member]",
        "  member: [member]\n  editor: [editor]",
        "roles",
        "roles:",
        "editor of en is missing here",
        "add it",
        RU,
    ),
    "message in one language": Fault(
        RU,
        "messages:",
        "messages:\n  more: Ещё",
        "messages",
        "messages:",
        "more of ru is missing here",
        "add it",
        EN,
    ),
    "blanks of a message": Fault(
        RU,
        "{name}",
        "{nom}",
        "messages.unknown",
        "unknown:",
        "fills ['nom'] where en fills ['name']",
        "same {fields}",
    ),
    "no definition first": Fault(
        SOVIET,
        "- id: definition",
        "- id: formed",
        "formed",
        "- id: formed",
        "not the definition",
        "begin with",
    ),
    "definition of another shape": Fault(
        TROTSKY,
        "shapes: [definition]",
        "shapes: [when]",
        "definition.shapes",
        "shapes:",
        "lacks the shape definition",
        "add it",
    ),
    "question twice in English": Fault(
        TROTSKY,
        "en: Who was Trotsky?",
        "en: who was CHKHEIDZE",
        "definition.question.en",
        "question:",
        "chkheidze/definition has the same question",
        "merge",
    ),
    "question twice in Russian": Fault(
        TROTSKY,
        "ru: Кто такой Троцкий?",
        "ru: Кто такой — Чхеидзе?",
        "definition.question.ru",
        "question:",
        "chkheidze/definition has the same question",
        "merge",
    ),
    "long first sentence": Fault(
        TROTSKY,
        "Trotsky chaired the Soviet later.",
        "Trotsky " + "chaired " * 40 + "it. He left.",
        "definition.text.en",
        "text:",
        "the first sentence has 331 characters",
        "300",
    ),
    "long text": Fault(
        TROTSKY,
        "Trotsky chaired the Soviet later.",
        "He led. " * 90,
        "definition.text.en",
        "text:",
        "719 characters",
        "700",
    ),
    "figures": Fault(
        SOVIET,
        "The Soviet had 600 members.",
        "The Soviet had 6,600 members.",
        "size.text.ru",
        "ru: В Совете",
        "6600 in en only; 600 in ru only",
        "both",
    ),
    "Cyrillic letter": Fault(
        TROTSKY,
        "en: Trotsky chaired the Soviet",
        "en: Trоtsky chaired the Soviet",
        "definition.text.en",
        "text:",
        "'Trоtsky' mixes in Cyrillic о",
        "one script",
    ),
    "Latin letter in an alias": Fault(
        CHKHEIDZE,
        "aliases: [Chkheidze, Чхеидзе]",
        "aliases: [Chkheidze, Чхeидзe]",
        "aliases.1",
        "aliases:",
        "'Чхeидзe' mixes in Latin e",
        "one script",
    ),
    "Latin letter in a cue": Fault(
        RU,
        "[умер]",
        "[умeр]",
        "shapes.died.0",
        "died:",
        "'умeр' mixes in Latin e",
        "one script",
    ),
    "Latin look-alike": Fault(
        SOVIET,
        "ru: В Совете было",
        "ru: Вместе c прочими было",
        "size.text.ru",
        "ru: Вместе",
        "'c' is written in Latin look-alikes",
        "one script",
    ),
    "Cyrillic look-alike": Fault(
        SOVIET,
        "en: Some say 700.",
        "en: А few say 700.",
        "size.dispute.1.says.en",
        "700.",
        "'А' is written in Cyrillic look-alikes",
        "one script",
    ),
    "letter in two pieces": Fault(
        TROTSKY,
        "ru: Лев Троцкий",
        "ru: Лев Троцкии\u0306",
        "name.ru",
        "name:",
        "in two pieces",
        "anew",
    ),
    "confidence": Fault(
        SOVIET,
        "confidence: medium",
        "confidence: high # mend",
        "size.confidence",
        "# mend",
        "one encyclopaedia alone",
        "medium",
    ),
    "general knowledge": Fault(
        TROTSKY,
        "id: golder,",
        "id: general-knowledge,",
        "definition.confidence",
        "confidence:",
        "high on general knowledge",
        "low",
    ),
    "dispute without sides": Fault(
        TROTSKY,
        "standing: accepted",
        "standing: disputed",
        "definition.standing",
        "standing:",
        "disputed with 0 side(s)",
        "two",
    ),
    "correction of nothing": Fault(
        TROTSKY,
        "standing: accepted",
        "standing: corrected",
        "definition.standing",
        "standing:",
        "corrected, but what?",
        "claim",
    ),
    "impossible day": Fault(
        SOVIET,
        "on: 1917-02-27",
        "on: 1917-02-29",
        "definition.dates.0",
        "- {what",
        "1917-02-29 does not exist in the old calendar",
        "or write 1917-02",
    ),
    "impossible month": Fault(
        SOVIET,
        "{date: 1917-02-27}",
        "{date: 1917-13}",
        "definition.value.date",
        "value:",
        "1917-13 does not exist in the old calendar",
        "correct it",
    ),
    "day of the other calendar": Fault(
        SOVIET,
        "on: 1917-02-27",
        "on: 1900-02-29, style: new",
        "definition.dates.0",
        "- {what",
        "1900-02-29 does not exist in the new calendar",
        "say style: old",
    ),
    "end before beginning": Fault(
        SOVIET,
        "on: 1917-02-27",
        "from: 1917-02-27, to: 1917-02-26",
        "definition.dates.0",
        "to:",
        "from 1917-02-27 is after to 1917-02-26",
        "swap",
    ),
    "Old Style too late": Fault(
        SOVIET,
        "on: 1917-02-27",
        "on: 1918-02-01",
        "definition.dates.0",
        "- {what",
        "an Old Style date after 31 January 1918",
        "style: new",
    ),
    "span after death": Fault(
        CHKHEIDZE,
        "from: 1917-02-27, to: 1917-09-06",
        "to: 1927",
        "spans.0",
        "role: chairman",
        "1927 is after the death on 1926-06-07",
        "correct the span",
    ),
    "span before birth": Fault(
        CHKHEIDZE,
        "from: 1917-02-27, to: 1917-09-06",
        "to: 1863",
        "spans.0",
        "role: chairman",
        "1863 is before the birth on 1864-01-13",
        "correct the span",
    ),
    "fact after death": Fault(
        CHKHEIDZE,
        "избран}, on: 1917-02-27",
        "избран}, on: 1926-07, style: new",
        "definition.dates.0",
        "on: 1926-07",
        "1926-07 is after the death",
        "shapes argument, died, fate",
    ),
    "fact before birth": Fault(
        CHKHEIDZE,
        "избран}, on: 1917-02-27",
        "избран}, on: 1863-05",
        "definition.dates.0",
        "on: 1863-05",
        "1863-05 is before the birth",
        "correct the date",
    ),
    "two in one office": Fault(
        CHKHEIDZE,
        "to: 1917-09-06",
        "to: 1917-09-14",
        "spans.0",
        "role: chairman",
        "chairman of petrograd-soviet for 6 days together with chkheidze",
        "correct",
        TROTSKY,
    ),
    "alias of two": Fault(
        TROTSKY,
        "aliases: [Trotsky]",
        "aliases: [Trotsky, Чхеидзе!]",
        "aliases.1",
        "aliases:",
        "'чхеидзе' names chkheidze and trotsky",
        "prefers of exactly one",
    ),
    "parts above the total": Fault(
        SOVIET,
        "value: {number: 600, unit: {en: members, ru: членов}}",
        "value: {counts: {trotsky: 400, chkheidze: 300}}",
        "size.value.counts",
        "value: {counts",
        "sum to 700, but the greatest total is 600",
        "count",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_named_at_its_place_and_alone(base: Folder, fault: Fault) -> None:
    base.change(fault.file, fault.old, fault.new)
    problems = base.checked()
    assert [problem.field for problem in problems] == [fault.field]
    found = problems[0]
    assert fault.wrong in found.wrong
    assert fault.remedy in found.remedy
    assert found.file == (fault.reported_in or fault.file)
    assert found.line == base.line(found.file, fault.line_with)


HARMLESS = {
    "date in the month of death": (
        CHKHEIDZE,
        "избран}, on: 1917-02-27",
        "избран}, on: 1926-06, style: new",
    ),
    "stretch that reaches into the life": (
        CHKHEIDZE,
        "избран}, on: 1917-02-27",
        "избран}, from: 1863-05, to: 1917",
    ),
    "year after death": (CHKHEIDZE, "избран}, on: 1917-02-27", "избран}, on: 1927"),
    "hand-over of five days": (CHKHEIDZE, "to: 1917-09-06", "to: 1917-09-13"),
    "hand-over within a month": (CHKHEIDZE, "to: 1917-09-06", "to: 1917-09"),
    "open end": (CHKHEIDZE, ", to: 1917-09-06", ""),
    "another office": (CHKHEIDZE, "role: chairman", "role: member"),
    "parts within a total of the text": (
        SOVIET,
        "value: {number: 600, unit: {en: members, ru: членов}}",
        "value: {counts: {trotsky: 300, chkheidze: 300}}",
    ),
    "alias of two, preferred by one": (
        TROTSKY,
        "aliases: [Trotsky]",
        "aliases: [Trotsky]\nprefers: [Chkheidze]",
    ),
    "hyphen between scripts": (TROTSKY, "ru: Троцкий возглавил", "ru: VTsIK-а глава возглавил"),
    "foreign title in Russian": (SOVIET, "ru: В Совете", "ru: По A History в Совете"),
    "Roman numeral": (TROTSKY, "ru: Троцкий возглавил", "ru: Троцкий в XX веке возглавил"),
    "a stronger source beside": (
        SOVIET,
        '- {id: wiki-ru, where: "Size"}\n    confidence: medium',
        '- {id: wiki-ru, where: "Size"}\n      - {id: golder, where: "p. 1"}\n    confidence: high',
    ),
}


@pytest.mark.parametrize(("file", "old", "new"), HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_in_order_passes(base: Folder, file: str, old: str, new: str) -> None:
    base.change(file, old, new)
    assert base.checked() == []


def test_articles_of_wikipedia_are_one_encyclopaedia(base: Folder) -> None:
    more = '- {id: wiki-ru, where: "Size"}\n      - {id: wiki-en, where: "Size"}\n    confidence: '
    base.change(SOVIET, '- {id: wiki-ru, where: "Size"}\n    confidence: medium', more + "high")
    assert [problem.field for problem in base.checked()] == ["size.confidence"]
    base.change(SOURCES, "https://en.wikipedia.org/wiki/Soviet", "https://britannica.com/soviet")
    assert base.checked() == []


def test_a_contradicted_claim_is_not_accepted(base: Folder) -> None:
    base.change(CHKHEIDZE, "standing: corrected", "standing: accepted")
    assert base.checked() == []
    base.change(CHKHEIDZE, "verdict: imprecise", "verdict: contradicted")
    assert [problem.wrong for problem in base.checked()] == ["accepted beside a contradicted claim"]


def test_a_shape_that_no_fact_serves(base: Folder) -> None:
    base.change(SHAPES, "born: {", "fate: {kinds: [what]}\nborn: {")
    problems = [(problem.file, problem.line, problem.wrong) for problem in base.checked()]
    assert problems == [
        (EN, base.line(EN, "shapes:"), "the shape fate has no cue"),
        (RU, base.line(RU, "shapes:"), "the shape fate has no cue"),
        (SHAPES, base.line(SHAPES, "fate"), "no fact serves it"),
    ]


def test_a_cue_may_serve_three_shapes_but_not_four(base: Folder) -> None:
    for shape in ("born: [born", "died: [die"):
        base.change(EN, shape, f"{shape}, when")
    assert base.checked() == []
    base.change(EN, "size: [how many members", "size: [how many members, when")
    problem = base.checked()[0]
    assert (problem.file, problem.line) == (EN, base.line(EN, "size:"))
    assert "'when' serves 4 shapes: when, born, died, size" in problem.wrong


def test_a_name_preferred_by_two(base: Folder) -> None:
    base.change(TROTSKY, "aliases: [Trotsky]", "aliases: [Trotsky]\nprefers: [Chkheidze]")
    base.change(CHKHEIDZE, "kind: person", "kind: person\nprefers: [chkheidze]")
    problem = base.checked()[0]
    assert problem.field == "prefers.0"
    assert "preferred by chkheidze and trotsky" in problem.wrong


def test_offices_of_a_disputed_fact_may_overlap(base: Folder) -> None:
    base.change(CHKHEIDZE, "to: 1917-09-06", "to: 1917-11-01")
    side = "says: {en: a, ru: а}, sources: [{id: golder, where: a}]"
    new = f"standing: disputed\n    dispute: [{{{side}}}, {{{side}}}]"
    base.change(TROTSKY, "standing: accepted", new)
    assert base.checked() == []


def test_dates_after_death_are_in_order_on_the_fate(base: Folder) -> None:
    base.change(SHAPES, "born: {", "fate: {kinds: [what]}\nborn: {")
    for file, cue in ((EN, "what became of"), (RU, "что стало с")):
        base.change(file, "  born: [", f"  fate: [{cue}]\n  born: [")
    base.change(CHKHEIDZE, "избран}, on: 1917-02-27", "избран}, on: 1930-01-01, style: new")
    fields = [problem.field for problem in base.checked()]
    assert fields == ["fate", "definition.dates.0"]
    base.change(CHKHEIDZE, "shapes: [definition, when]", "shapes: [definition, when, fate]")
    assert base.checked() == []


def test_sources_that_no_fact_names_are_told_on_request(base: Folder) -> None:
    seen = base.survey()
    assert seen.base is not None
    found = check(seen.base, seen.lines, unused=True)
    assert [(problem.field, problem.line) for problem in found] == [
        ("general-knowledge", base.line(SOURCES, "general-knowledge"))
    ]


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("12,500 men", "12 500 человек"),
        ("15 thousand men", "15 000 человек"),
        ("80,000 to 100,000 men", "от 80 до 100 тыс. человек"),
        ("one in 1,000", "один от тысячи"),
        ("at 10:40 p.m.", "в 22:40"),
        ("at 2 p.m.", "в 14 часов"),
        ("at 15:00", "в 15 часов"),
        ("the 20th century", "XX век"),
        ("the 9th congress", "IX съезд"),
        ("in the night of 25 October", "в ночь на 26 октября"),
        ("in 1917, and again in 1917", "в 1917 году"),
        ("2 men", "двое"),
    ],
)
def test_figures_that_the_languages_write_in_their_own_ways(
    base: Folder, english: str, russian: str
) -> None:
    base.change(TROTSKY, "Trotsky chaired the Soviet later.", f'"{english}"')
    base.change(TROTSKY, "Троцкий возглавил Совет позже.", f'"{russian}"')
    assert base.checked() == []


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("in 1917", "в 1918 году"),
        ("on 25 October", "26 октября"),
        ("12,500 men", "12 000 человек"),
        ("10 men", "22 человека"),
    ],
)
def test_figures_that_differ(base: Folder, english: str, russian: str) -> None:
    base.change(TROTSKY, "Trotsky chaired the Soviet later.", f'"{english}"')
    base.change(TROTSKY, "Троцкий возглавил Совет позже.", f'"{russian}"')
    assert [problem.field for problem in base.checked()] == ["definition.text.ru"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("M. I. Skobelev led. He left.", "M. I. Skobelev led."),
        ("Order No. 1 was issued! So it was.", "Order No. 1 was issued!"),
        ("It was St. Petersburg.", "It was St. Petersburg."),
        ("Он спросил: «Кто?» Все молчали.", "Он спросил: «Кто?»"),
        ("no end", "no end"),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_an_unknown_place_is_the_nearest_known_around_it(base: Folder) -> None:
    lines = base.survey().lines
    assert lines.at("trotsky/definition.value.things.3") == lines.at("trotsky/definition")
    assert lines.at("trotsky/nothing.text") == lines.at("trotsky")
    assert Lines().at("nobody.aliases") == ("", 1)


def test_every_check_is_swept_by_a_fault(base: Folder) -> None:
    silent = {run.__name__ for run in CHECKS}
    for fault in FAULTS.values():
        broken = Folder(base.path)
        broken.change(fault.file, fault.old, fault.new)
        seen = broken.survey()
        assert seen.base is not None
        silent -= {run.__name__ for run in CHECKS if any(run(seen.base, seen.lines))}
    assert silent == set()
