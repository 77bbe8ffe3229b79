"""The checks: a sound base passes, and each fault is named at its place and alone."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from small_base import Folder

from ispolkom_bot.knowledge.checks import CHECKS
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
CLAIMS = "claims.yaml"
LEFT_OUT = "left-out.yaml"
ORDER = "order.yaml"


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
    "source that nothing names": Fault(
        SOURCES,
        "general-knowledge:",
        'reed: {kind: memoir, title: "Ten Days", seen: whole}\ngeneral-knowledge:',
        "reed",
        "reed:",
        "no fact names it",
        "use or remove it",
    ),
    "source twice": Fault(
        SOVIET,
        '- {id: golder, where: "p. 1"}',
        '- {id: golder, where: "p. 1"}\n      - {id: golder, where: "p. 9"}',
        "definition.sources.1.id",
        "p. 9",
        "golder twice",
        "one `where`",
    ),
    "claim out of the register": Fault(
        TROTSKY,
        "from: [notes/trotsky]",
        "from: [notes/trotsky, notes/trotski]",
        "definition.from.1",
        "notes/trotski]",
        "no claim of the register is called 'notes/trotski'",
        "mean notes/trotsky",
    ),
    "claim that nothing tells": Fault(
        CLAIMS,
        "rumour]",
        "rumour, visit]",
        "notes",
        "visit",
        "no fact tells notes/visit",
        "left-out.yaml",
    ),
    "claim told and left out": Fault(
        LEFT_OUT,
        "notes/rumour:",
        "notes/trotsky: Too well known.\nnotes/rumour:",
        "notes/trotsky",
        "notes/trotsky",
        "yet it is left out",
        "remove it here, or there",
    ),
    "unknown claim left out": Fault(
        LEFT_OUT,
        "notes/rumour:",
        "notes/rumours: Too many.\nnotes/rumour:",
        "notes/rumours",
        "notes/rumours",
        "no claim of the register is called so",
        "mean notes/rumour",
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
        SOVIET,
        "{number: 600, unit: {en: members, ru: членов}}",
        "{counts: {trotski: 600}}",
        "size.value.counts.trotski",
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
    "parts that make no total": Fault(
        SOVIET,
        "value: {number: 600, unit: {en: members, ru: членов}}",
        "value: {counts: {trotsky: 400, chkheidze: 350}}",
        "size.value.counts",
        "value: {counts",
        "the parts sum to 750, which is no figure stated (600, 700)",
        "name the sum in a caveat",
    ),
    "service before the founding": Fault(
        TROTSKY,
        "role: chairman, of: petrograd-soviet, from: 1917-09-08",
        "role: member, of: petrograd-soviet, from: 1917-02-08",
        "spans.0",
        "role: member",
        "petrograd-soviet: 1917-02-08 is before the founding on 1917-03-12",
        "a caveat of trotsky/definition",
    ),
    "service after the end": Fault(
        TROTSKY,
        "to: 1917-12-01",
        "to: 1925",
        "spans.0",
        "role: chairman",
        "petrograd-soviet: 1925 is after the end on 1924-12-31",
        "a caveat of trotsky/definition",
    ),
    "unknown fact in a sequence": Fault(
        ORDER,
        "    - chkheidze/died",
        "    - chkheidze/dyed",
        "lives.facts.2",
        "chkheidze/dyed",
        "unknown fact 'chkheidze/dyed'",
        "mean chkheidze/died",
    ),
    "undated fact in a sequence": Fault(
        ORDER,
        "- chkheidze/born",
        "- trotsky/definition",
        "lives.facts.0",
        "trotsky",
        "trotsky/definition has no date",
        "date the fact",
    ),
    "sequence against the dates": Fault(
        ORDER,
        "    - chkheidze/born\n    - petrograd-soviet/renamed\n",
        "    - petrograd-soviet/renamed\n    - chkheidze/born\n",
        "lives.facts.1",
        "- chkheidze/born",
        "chkheidze/born (1864) is earlier than petrograd-soviet/renamed",
        "move it up",
    ),
    "fact twice in a sequence": Fault(
        ORDER,
        "    - chkheidze/died",
        "    - chkheidze/died\n    - chkheidze/died # again",
        "lives.facts.3",
        "# again",
        "chkheidze/died stands twice",
        "one order everywhere",
    ),
    "two texts alike": Fault(
        SOVIET,
        "{en: The Soviet was renamed in 1924., ru: Совет переименован в 1924 году.}",
        "{en: The Soviet had but 600 members., ru: Всего в Совете было 600 членов.}",
        "renamed.text",
        "had but",
        "says what petrograd-soviet/size says (80% of the words are the same)",
        "merge the two",
    ),
    "two values alike": Fault(
        SOVIET,
        "    from: [notes/size]\n",
        """\
    from: [notes/size]
  - id: again
    shapes: [size]
    question: {en: Was it large?, ru: Большим ли он был?}
    text: {en: Six hundred sat in it., ru: Заседали шестьсот человек.}
    value: {number: 600, unit: {en: members, ru: членов}} # twin
    sources: [{id: golder, where: "p. 6"}]
    confidence: high
    standing: accepted
    from: [notes/size]
""",
        "again.value",
        "# twin",
        "size answers the same",
        "merge the two",
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


def test_parts_may_fall_short_by_a_rest_that_is_stated(base: Folder) -> None:
    parts = "value: {counts: {trotsky: 300, chkheidze: 200}}"
    base.change(SOVIET, "value: {number: 600, unit: {en: members, ru: членов}}", parts)
    assert [problem.field for problem in base.checked()] == ["size.value.counts"]
    base.change(SOVIET, "The Soviet had 600 members.", "It had 600 members, 100 of no party.")
    base.change(SOVIET, "В Совете было 600 членов.", "Членов было 600, из них 100 беспартийных.")
    assert base.checked() == []


def test_a_caveat_that_names_their_sum_explains_parts(base: Folder) -> None:
    parts = "value: {counts: {trotsky: 300, chkheidze: 150}}"
    base.change(SOVIET, "value: {number: 600, unit: {en: members, ru: членов}}", parts)
    caveat = "caveat: {en: Those named add up to 450., ru: Названные дают в сумме 450.}"
    base.change(SOVIET, "    asks: {en: [how big was it], ru: []}\n", f"    {caveat}\n")
    assert base.checked() == []


def test_figures_in_words_are_stated_too(base: Folder) -> None:
    parts = "value: {counts: {trotsky: 300, chkheidze: 299}}"
    base.change(SOVIET, "value: {number: 600, unit: {en: members, ru: членов}}", parts)
    assert [problem.field for problem in base.checked()] == ["size.value.counts"]
    base.change(SOVIET, "The Soviet had 600 members.", "The Soviet had 600 members, one a woman.")
    assert base.checked() == []


@pytest.mark.parametrize(
    "change",
    [
        ("standing: accepted", "standing: accepted\n    caveat: {en: So they say., ru: Говорят.}"),
        (
            "standing: accepted",
            "standing: disputed\n    dispute: [{says: {en: a, ru: а}, sources: [{id: golder,"
            " where: a}]}, {says: {en: b, ru: б}, sources: [{id: golder, where: b}]}]",
        ),
    ],
    ids=["caveat", "dispute"],
)
def test_service_of_a_body_that_is_not_there_can_be_explained(
    base: Folder, change: tuple[str, str]
) -> None:
    base.change(TROTSKY, "role: chairman, of: petrograd-soviet, from: 1917-09-08", EARLY)
    assert [problem.field for problem in base.checked()] == ["spans.0"]
    base.change(TROTSKY, *change)
    assert base.checked() == []


EARLY = "role: member, of: petrograd-soviet, from: 1917-02-08"


def test_a_month_that_reaches_into_the_life_of_a_body_is_in_order(base: Folder) -> None:
    early = EARLY.replace("1917-02-08", "1917-02")
    base.change(TROTSKY, "role: chairman, of: petrograd-soviet, from: 1917-09-08", early)
    assert base.checked() == []


def test_dates_of_a_sequence_may_be_vague(base: Folder) -> None:
    base.change(SOVIET, "value: {date: 1924}", "value: {date: 1926}")
    assert base.checked() == []
    base.change(SOVIET, "value: {date: 1926}", "value: {date: 1926-07}")
    fields = [problem.field for problem in base.checked()]
    assert fields == ["lives.facts.2", "ends.facts.1"]


def test_sequences_must_agree_where_dates_are_silent(base: Folder) -> None:
    base.change(SOVIET, "value: {date: 1924}", "value: {date: 1926}")
    base.change(ORDER, "renamed, chkheidze/died]", "definition, chkheidze/died]")
    assert base.checked() == []
    base.change(ORDER, "chkheidze/died]", "chkheidze/died, petrograd-soviet/renamed]")
    problems = [(problem.field, problem.wrong) for problem in base.checked()]
    after = "stands after chkheidze/died, yet elsewhere before it"
    assert problems == [("ends.facts.2", f"petrograd-soviet/renamed {after}")]


def test_facts_of_one_event_may_be_alike_in_two_files_if_they_name_the_same_claims(
    base: Folder,
) -> None:
    told = """
  - id: {name}
    shapes: [when]
    question: {{en: {ask}, ru: {ask_ru}}}
    text:
      en: Trotsky followed Chkheidze in the chair of the Soviet at the end of September.
      ru: Троцкий сменил Чхеидзе на посту председателя Совета в конце сентября.
    about: [{about}]
    sources: [{{id: golder, where: "p. 7"}}]
    confidence: high
    standing: accepted
    from: [notes/{claim}]
"""
    for file, name, ask, ask_ru, about, claim in (
        (TROTSKY, "follows", "Whom did he follow?", "Кого он сменил?", "chkheidze", "trotsky"),
        (CHKHEIDZE, "followed", "Who followed him?", "Кто сменил его?", "trotsky", "size"),
    ):
        text = (base.path / file).read_text(encoding="utf-8")
        more = told.format(name=name, ask=ask, ask_ru=ask_ru, about=about, claim=claim)
        base.write(file, text.rstrip("\n") + more)
    problems = [(problem.file, problem.field, problem.wrong) for problem in base.checked()]
    assert problems == [
        (
            TROTSKY,
            "follows.text",
            "says what chkheidze/followed says (100% of the words are the same)",
        )
    ]
    base.change(CHKHEIDZE, "from: [notes/size]", "from: [notes/trotsky]")
    assert base.checked() == []


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
