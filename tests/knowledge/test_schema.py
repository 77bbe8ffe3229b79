"""The schema: what a well-formed base reads as, and every way of being ill-formed."""

from __future__ import annotations

import pytest
from small_base import Folder

from ispolkom_bot.model import (
    ArticleClaim,
    DatedEvent,
    HistoricalDate,
    SourceRef,
    Span,
    Text,
    Thing,
    Value,
)

SOVIET = "bodies/petrograd-soviet.yaml"
CHKHEIDZE = "people/chkheidze.yaml"
TROTSKY = "people/trotsky.yaml"
SOURCES = "sources.yaml"
SHAPES = "language/shapes.yaml"
EN = "language/en.yaml"
OTHERS = "outside/others.yaml"


def thing(base: Folder, name: str) -> Thing:
    seen = base.survey()
    assert seen.problems == []
    assert seen.base is not None
    return seen.base.things[name]


def test_a_thing_is_read_with_all_its_parts(base: Folder) -> None:
    soviet, chkheidze = thing(base, "petrograd-soviet"), thing(base, "chkheidze")
    assert (soviet.kind, soviet.was, soviet.aliases) == ("body", ("petrosoviet",), ("Soviet",))
    first, size, _ = soviet.facts
    assert first.dates == (
        DatedEvent(Text("formed", "создан"), HistoricalDate("1917-02-27", "1917-02-27")),
    )
    assert first.value == Value(date="1917-02-27")
    assert first.sources == (SourceRef("golder", "p. 1"),)
    assert first.origin == ("notes/soviet",)
    assert first.about == ("chkheidze",)
    assert size.value == Value(number="600", unit=Text("members", "членов"))
    assert size.asks_en == ("how big was it",)
    assert [side.says.en for side in size.dispute] == ["Some say 600.", "Some say 700."]
    date = HistoricalDate("1917-02-27", "1917-09-06")
    assert chkheidze.spans == (Span("chairman", "petrograd-soviet", "definition", date=date),)
    leader = chkheidze.facts[0]
    assert leader.claim == ArticleClaim(Text("He led it.", "Он возглавлял его."), "imprecise")
    assert leader.caveat == Text("Not always present.", "Присутствовал не всегда.")
    assert leader.value == Value(things=("petrograd-soviet",))
    assert chkheidze.facts[2].dates[0].date.style == "new"


def test_an_outside_thing_is_read(base: Folder) -> None:
    moscow = thing(base, "moscow-soviet")
    assert (moscow.kind, moscow.near) == ("outside", "petrograd-soviet")
    assert moscow.way_out == Text("Ask about Petrograd.", "Спросите о Петрограде.")


def test_the_rest_is_read(base: Folder) -> None:
    seen = base.survey().base
    assert seen is not None
    assert seen.title.say("ru") == "Исполком"
    assert seen.sources["wiki-ru"].through == "wiki-en"
    assert seen.shapes["size"].kinds == ("how-many",)
    english = seen.lexicons["en"]
    assert english.shapes["size"] == ("how many members",)
    assert english.numbers == {"one": "1"}
    assert english.months[11] == ("december",)
    assert english.smalltalk[0].says == "Good day."
    assert english.synonyms == (("soviet", "council"),)


@pytest.mark.parametrize(
    ("span", "date", "at"),
    [
        ("at: 1917-03", HistoricalDate("1917-03", "1917-03"), True),
        ("from: 1917", HistoricalDate("1917", ""), False),
        ("to: 1919-01, style: new", HistoricalDate("", "1919-01", "new"), False),
        ("at: 1917, circa: true", HistoricalDate("1917", "1917", circa=True), True),
        ("post: justice", None, False),
    ],
)
def test_open_and_single_spans(
    base: Folder, span: str, date: HistoricalDate | None, at: bool
) -> None:
    base.change(TROTSKY, "from: 1917-09-08, to: 1917-12-01", span)
    read = thing(base, "trotsky").spans[0]
    assert (read.date, read.at) == (date, at)


def test_values_of_lists_and_counts(base: Folder) -> None:
    base.change(CHKHEIDZE, "{thing: petrograd-soviet}", "{things: [trotsky, chkheidze]}")
    base.change(CHKHEIDZE, "{date: 1864}", "{counts: {trotsky: 2, chkheidze: 1}}")
    leader, born, _ = thing(base, "chkheidze").facts
    assert leader.value == Value(things=("trotsky", "chkheidze"))
    assert born.value == Value(counts=(("trotsky", 2), ("chkheidze", 1)))


@pytest.mark.parametrize(
    "case",
    [
        (SOVIET, "aliases:", "aliasses:", "aliasses", "unknown key 'aliasses'", "mean aliases?"),
        (SOVIET, "kind: body", "kind: person", "kind", "does not fit the folder", "use body"),
        (SOVIET, "kind: body", "kind: boddy", "kind", "unknown value 'boddy'", "mean body"),
        (SOVIET, "id: petrograd-soviet", "id: soviet", "id", "differs from the file", "rename"),
        (SOVIET, "was: [petrosoviet]", "was: [Petro Soviet]", "was.0", "is no id", "a-z"),
        (SOVIET, "was: [petrosoviet]", "was: [a, a]", "was.1", "twice in one list", "keep"),
        (SOVIET, "aliases: [Soviet]", "aliases: [A b, A b]", "aliases", "'A b' twice", "keep"),
        (SOVIET, "aliases: [Soviet]", "aliases: Soviet", "aliases", "not a list", "write"),
        (SOVIET, "aliases: [Soviet]", "aliases: [[a]]", "aliases.0", "a list instead", "one"),
        (SOVIET, "aliases: [Soviet]", "aliases: [{a: b}]", "aliases.0", "a mapping instead", "one"),
        (SOVIET, "aliases: [Soviet]", "aliases: ['']", "aliases.0", "empty", "fill"),
        (SOVIET, "{en: Petrograd Soviet, ru", "{ru", "name.en", "missing", "add it"),
        (SOVIET, "id: size", "id: definition", "definition.id", "twice in one thing", "another"),
        (SOVIET, "shapes: [size,", "shapes: [sise,", "size.shapes", "unknown shape", "mean size"),
        (SOVIET, "shapes: [size, composition]", "shapes: []", "size.shapes", "empty", "one"),
        (SOVIET, "from: [notes/size]", "from: []", "size.from", "empty", "at least one"),
        (
            SOVIET,
            "confidence: high",
            "confidence: hi",
            "definition.confidence",
            "'hi'",
            "mean high",
        ),
        (SOVIET, "confidence: medium\n    ", "", "size.confidence", "missing", "add it"),
        (SOVIET, "number: 600,", "number: about 600,", "size.value.number", "form", "digits"),
        (SOVIET, "number: 600, unit", "unit", "size.value", "no datum", "exactly one"),
        (SOVIET, "number: 600,", "number: 600, date: 1917,", "size.value", "date, number", "one"),
        (SOVIET, "number: 600,", "date: 1917,", "size.value.unit", "without a number", "leave"),
        (SOVIET, ", on: 1917-02-27", "", "definition.dates.0", "no date", "give on"),
        (SOVIET, "on: 1917-02-27", "on: 27.2.1917", "definition.dates.0.on", "form", "1917-03"),
        (SOVIET, "on: 1917-02-27", "on: 1917, to: 1918", "definition.dates.0.on", "beside", "one"),
        (SOVIET, "on: 1917-02-27", "on: 1917, circa: yes", "definition.dates.0.circa", "'yes'", ""),
        (SOVIET, "on: 1917-02-27", "on: 1917, style: odl", "definition.dates.0.style", "", "old"),
        (SOVIET, ', where: "p. 1"', "", "definition.sources.0.where", "missing", "add it"),
        (SOVIET, '[{id: golder, where: "p. 2"}]', "[]", "size.dispute.0.sources", "no so", "name"),
        (SOVIET, "asks: {en: [how", "asks: {de: [how", "size.asks.de", "unknown key", "en"),
        (CHKHEIDZE, "verdict: imprecise", "verdict: vague", "definition.claim.verdict", "", "use"),
        (CHKHEIDZE, "role: chairman", "role: chair", "spans.0.role", "unknown role", "mean chair"),
        (CHKHEIDZE, "role: chairman,", "role: member, post: justise,", "spans.0.post", "", "just"),
        (CHKHEIDZE, "from: 1917-02-27,", "at: 1917,", "spans.0.at", "beside from or to", "give"),
        (
            CHKHEIDZE,
            "{date: 1864}",
            "{counts: {trotsky: ten}}",
            "born.value.counts.trotsky",
            "",
            "",
        ),
        (CHKHEIDZE, "{date: 1864}", "1864", "born.value", "not a mapping", "write a line"),
        (SOURCES, "kind: primary", "kind: prime", "golder.kind", "'prime'", "mean primary"),
        (SOURCES, '  title: "Documents"\n', "", "golder.title", "missing", "add it"),
        (SOURCES, "  through: wiki-en\n", "", "wiki-ru.seen", "seen through", "name that work"),
        (SOURCES, "seen: through", "seen: whole", "wiki-ru.through", "but seen: whole", "say"),
        (SOURCES, "golder:", "Golder_1:", "Golder_1", "is no id", "a-z"),
        (SHAPES, "{kinds: [list, how-many]}", "{kinds: [lists]}", "composition.kinds", "lists", ""),
        (SHAPES, "{kinds: [list, how-many]}", "{kinds: []}", "composition.kinds", "no kind", ""),
        (EN, "  when: [when]\nshapes", "  wenn: [when]\nshapes", "kinds", "'wenn'", "when"),
        (EN, 'one: "1"', "one: I", "numbers", "'I' is no number", "digits"),
        (EN, "months: [[january], ", "months: [", "months", "11 months", "twelve"),
        (EN, "stopwords", "stopword", "stopword", "unknown key", "mean stopwords"),
        (EN, "says: Good day.", "says: ''", "smalltalk.0.says", "empty", "fill"),
        ("base.yaml", "[en, ru]", "[en]", "languages", "en", "en, ru"),
        (OTHERS, "- id: moscow-soviet", "- id: Moscow", "list.0.id", "is no id", "a-z"),
    ],
)
def test_what_is_ill_formed(base: Folder, case: tuple[str, str, str, str, str, str]) -> None:
    file, old, new, field, wrong, remedy = case
    base.change(file, old, new)
    problems = [problem for problem in base.survey().problems if problem.field == field]
    assert problems, base.survey().problems
    found = problems[0]
    assert found.file == file
    assert wrong in found.wrong
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        (SOVIET, "confidence: medium", "confidence: middling", "middling"),
        (SOVIET, "Some say 700., ru", "ru", "ru: Другие"),
        (CHKHEIDZE, "role: chairman", "role: chair", "role: chair"),
        (SOURCES, "kind: primary", "kind: prime", "prime"),
        (EN, "says: Good day.", "says: ''", "says: ''"),
    ],
)
def test_a_problem_names_its_line(base: Folder, file: str, old: str, new: str, place: str) -> None:
    base.change(file, old, new)
    assert base.line(file, place) in {problem.line for problem in base.survey().problems}


def test_every_problem_of_a_file_is_found_at_once(base: Folder) -> None:
    base.change(SOVIET, "confidence: high", "confidence: hi")
    base.change(SOVIET, "confidence: medium", "confidence: mid")
    base.change(SOVIET, "number: 600,", "numbr: 600,")
    fields = {problem.field for problem in base.survey().problems}
    assert fields >= {"definition.confidence", "size.confidence", "size.value.numbr"}


def test_a_fact_without_its_text_is_left_out_and_the_others_are_read(base: Folder) -> None:
    base.change(CHKHEIDZE, "    text: {en: Chkheidze was born", "    txt: {en: Chkheidze was born")
    seen = base.survey()
    assert seen.base is not None
    assert [fact.id for fact in seen.base.things["chkheidze"].facts] == ["definition", "died"]
    assert {problem.field for problem in seen.problems} == {"born.txt", "born.text"}


def test_a_thing_needs_facts(base: Folder) -> None:
    base.write(TROTSKY, "id: trotsky\nkind: person\nname: {en: A, ru: Б}\nfacts: []\n")
    assert [problem.field for problem in base.survey().problems] == ["facts"]


def test_small_talk_twice(base: Folder) -> None:
    talk = "  - id: hello\n    asks: [hello]\n    says: Good day.\n"
    base.change(EN, talk, talk + talk)
    assert [problem.field for problem in base.survey().problems] == ["smalltalk.1.id"]
