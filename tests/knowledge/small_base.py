"""A tiny valid base on disk, to be broken in one place by each test."""

from __future__ import annotations

from pathlib import Path

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.checks import check
from ispolkom_bot.knowledge.load import Survey, survey

FILES = {
    "base.yaml": """\
title: {en: The Ispolkom, ru: Исполком}
scope: {en: Petrograd in 1917, ru: Петроград в 1917 году}
languages: [en, ru]
licence: CC-BY-4.0
""",
    "sources.yaml": """\
golder:
  kind: primary
  title: "Documents"
  year: "1927"
  seen: passage
wiki-en:
  kind: encyclopaedia
  title: "Soviet"
  url: "https://en.wikipedia.org/wiki/Soviet"
  seen: whole
wiki-ru:
  kind: encyclopaedia
  title: "Совет"
  url: "https://ru.wikipedia.org/wiki/Совет"
  seen: through
  through: wiki-en
general-knowledge:
  kind: reference
  title: "Not verified"
  seen: passage
""",
    "language/shapes.yaml": """\
definition: {kinds: [what, who]}
when: {kinds: [when]}
born: {kinds: [when]}
died: {kinds: [when]}
size: {kinds: [how-many]}
composition: {kinds: [list, how-many]}
founded: {kinds: [when]}
ended: {kinds: [when]}
""",
    "language/en.yaml": """\
stopwords: [the, of]
fillers: [please]
polar: [did, was]
pronouns: [he, it]
kinds:
  when: [when]
shapes:
  definition: [what is, who was]
  when: [when]
  born: [born]
  died: [die]
  size: [how many members]
  composition: [which parties]
  founded: [founded]
  ended: [end]
roles:
  chairman: [chairman]
  member: [member]
posts:
  justice: [minister of justice]
synonyms:
  - [soviet, council]
misspellings: {wen: when}
numbers: {one: "1"}
months: [[january], [february], [march], [april], [may], [june],
  [july], [august], [september], [october], [november], [december]]
smalltalk:
  - id: hello
    asks: [hello]
    says: Good day.
messages:
  unknown: I don't know {name}.
""",
    "language/ru.yaml": """\
stopwords: [и]
fillers: [пожалуйста]
polar: [ли]
pronouns: [он]
kinds:
  when: [когда]
shapes:
  definition: [кто такой]
  when: [когда]
  born: [родился]
  died: [умер]
  size: [сколько членов]
  composition: [какие партии]
  founded: [создан]
  ended: [не стало]
roles:
  chairman: [председатель]
  member: [член]
posts:
  justice: [министр юстиции]
synonyms:
  - [совет, советы]
misspellings: {кагда: когда}
numbers: {один: "1"}
months: [[январь], [февраль], [март], [апрель], [май], [июнь],
  [июль], [август], [сентябрь], [октябрь], [ноябрь], [декабрь]]
smalltalk:
  - id: hello
    asks: [привет]
    says: Добрый день.
messages:
  unknown: Не знаю, что такое {name}.
""",
    "outside/others.yaml": """\
- id: moscow-soviet
  name: {en: Moscow Soviet, ru: Моссовет}
  near: petrograd-soviet
  way_out: {en: Ask about Petrograd., ru: Спросите о Петрограде.}
""",
    "claims.yaml": """\
notes: [soviet, size, chkheidze, trotsky, rumour]
""",
    "left-out.yaml": """\
notes/rumour: Nobody vouches for it.
""",
    "order.yaml": """\
lives:
  name: {en: Beginnings and ends, ru: Начала и концы}
  facts:
    - chkheidze/born
    - petrograd-soviet/renamed
    - chkheidze/died
ends:
  name: {en: Ends, ru: Концы}
  facts: [petrograd-soviet/renamed, chkheidze/died]
""",
    "bodies/petrograd-soviet.yaml": """\
id: petrograd-soviet
was: [petrosoviet]
kind: body
name: {en: Petrograd Soviet, ru: Петроградский Совет}
aliases: [Soviet]
facts:
  - id: definition
    shapes: [definition, founded]
    question: {en: What was the Petrograd Soviet?, ru: Что такое Петроградский Совет?}
    text:
      en: The Petrograd Soviet was a council formed on 27 February 1917. It met daily.
      ru: Петроградский Совет — совет, созданный 27 февраля 1917 года.
    value: {date: 1917-02-27}
    dates:
      - {what: {en: formed, ru: создан}, on: 1917-02-27}
    about: [chkheidze]
    sources:
      - {id: golder, where: "p. 1"}
    confidence: high
    standing: accepted
    from: [notes/soviet]
  - id: size
    shapes: [size, composition]
    question: {en: How large was the Soviet?, ru: Велик ли был Совет?}
    text:
      en: The Soviet had 600 members.
      ru: В Совете было 600 членов.
    value: {number: 600, unit: {en: members, ru: членов}}
    sources:
      - {id: wiki-ru, where: "Size"}
    confidence: medium
    standing: disputed
    dispute:
      - says: {en: Some say 600., ru: Одни говорят о 600.}
        sources: [{id: golder, where: "p. 2"}]
      - says: {en: Some say 700., ru: Другие говорят о 700.}
        sources: [{id: wiki-en, where: "Size"}]
    asks: {en: [how big was it], ru: []}
    from: [notes/size]
  - id: renamed
    shapes: [ended]
    question: {en: When did the Soviet end?, ru: Когда Совета не стало?}
    text: {en: The Soviet was renamed in 1924., ru: Совет переименован в 1924 году.}
    value: {date: 1924}
    sources: [{id: golder, where: "p. 5"}]
    confidence: low
    standing: accepted
    from: [notes/soviet]
""",
    "people/chkheidze.yaml": """\
id: chkheidze
kind: person
name: {en: Nikolai Chkheidze, ru: Николай Чхеидзе}
aliases: [Chkheidze, Чхеидзе]
spans:
  - {role: chairman, of: petrograd-soviet, from: 1917-02-27, to: 1917-09-06, fact: definition}
facts:
  - id: definition
    shapes: [definition, when]
    question: {en: Who was Chkheidze?, ru: Кто такой Чхеидзе?}
    text:
      en: Chkheidze chaired the Petrograd Soviet.
      ru: Чхеидзе был председателем Петроградского Совета.
    value: {thing: petrograd-soviet}
    dates:
      - {what: {en: elected, ru: избран}, on: 1917-02-27}
    sources: [{id: golder, where: "p. 3"}]
    confidence: high
    standing: corrected
    claim: {says: {en: He led it., ru: Он возглавлял его.}, verdict: imprecise}
    caveat: {en: Not always present., ru: Присутствовал не всегда.}
    from: [notes/chkheidze]
  - id: born
    shapes: [born]
    question: {en: When was Chkheidze born?, ru: Когда родился Чхеидзе?}
    text: {en: Chkheidze was born in 1864., ru: Чхеидзе родился в 1864 году.}
    value: {date: 1864}
    sources: [{id: general-knowledge, where: "not verified"}]
    confidence: low
    standing: accepted
    from: [notes/chkheidze]
  - id: died
    shapes: [died]
    question: {en: When did Chkheidze die?, ru: Когда умер Чхеидзе?}
    text: {en: Chkheidze died on 7 June 1926., ru: Чхеидзе умер 7 июня 1926 года.}
    value: {date: 1926-06-07}
    dates:
      - {what: {en: died, ru: умер}, on: 1926-06-07, style: new}
    sources: [{id: golder, where: "p. 3"}]
    confidence: high
    standing: accepted
    from: [notes/chkheidze]
""",
    "people/trotsky.yaml": """\
id: trotsky
kind: person
name: {en: Leon Trotsky, ru: Лев Троцкий}
aliases: [Trotsky]
spans:
  - {role: chairman, of: petrograd-soviet, from: 1917-09-08, to: 1917-12-01, fact: definition}
facts:
  - id: definition
    shapes: [definition]
    question: {en: Who was Trotsky?, ru: Кто такой Троцкий?}
    text: {en: Trotsky chaired the Soviet later., ru: Троцкий возглавил Совет позже.}
    sources: [{id: golder, where: "p. 4"}]
    confidence: high
    standing: accepted
    from: [notes/trotsky]
""",
}


class Folder:
    """A base on disk that can be broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Writes a file of the base."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces the one place in a file that reads `old`."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def line(self, name: str, words: str) -> int:
        """The number of the first line of a file that holds `words`."""
        lines = (self.path / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def survey(self) -> Survey:
        """The base as read."""
        return survey(self.path)

    def checked(self) -> list[Problem]:
        """The problems of a base that must be well-formed."""
        seen = self.survey()
        assert seen.problems == []
        assert seen.base is not None
        return check(seen.base, seen.lines)
