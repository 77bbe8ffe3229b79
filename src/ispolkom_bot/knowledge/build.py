"""Building the index of a base: every part of it is a pure function of the base."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

import msgspec
from msgspec.structs import replace

from ispolkom_bot.calendar import interval
from ispolkom_bot.knowledge.compiled import (
    FORMAT,
    HOME_YEARS,
    KIND_WEIGHT,
    NAMED_WEIGHT,
    SCALE,
    Compiled,
    Cues,
    Head,
    Row,
    SpanRow,
    named_stem,
    pack,
    rarity,
)
from ispolkom_bot.language.normalise import Token, tokens
from ispolkom_bot.language.phrases import LIGHT, find, heads_of, key_of
from ispolkom_bot.language.stems import is_cyrillic, stem
from ispolkom_bot.language.translit import sound_key
from ispolkom_bot.model import (
    LANGUAGES,
    Base,
    Fact,
    HistoricalDate,
    Lang,
    Lexicon,
    Span,
    Thing,
)

_FIELDS = {"question": 3.0, "asks": 2.0, "name": 1.5, "text": 1.0, "more": 0.6}
"""How much a word of each part of a fact counts."""
_SATURATION = 2.0
_MONTH = 31
_OWN, _ABOUT, _NAMED = 255, 150, 90


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text, in order."""
    return tuple(token.stem for token in tokens(text))


def build(base: Base) -> Compiled:
    """The base made ready; the same base gives the same index."""
    return _Builder(base).compiled()


class _Builder:
    """Collects the parts of the index; every part is a pure function of the base."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.facts = [(thing, fact) for thing in base.things.values() for fact in thing.facts]
        self.number = {(t.id, f.id): n for n, (t, f) in enumerate(self.facts)}
        self.twins = _twins([(thing.id, fact) for thing, fact in self.facts])
        self.concepts = _concepts(base.lexicons.values())
        self.stopwords = frozenset(
            word
            for lex in base.lexicons.values()
            for entry in lex.stopwords
            for word in (entry, *(t.text for t in tokens(entry)))
        )
        self.numbers = {k: v for lex in base.lexicons.values() for k, v in lex.numbers.items()}
        self.kinds = _cues(lex.kinds for lex in base.lexicons.values())
        self.polar = frozenset(w for lex in base.lexicons.values() for w in lex.polar)
        self.aliases, self.name_words = self._aliases()
        self.alias_heads = heads_of(self.aliases)

    def compiled(self) -> Compiled:
        base = self.base
        postings, words = self._postings()
        names = self.name_words
        for phrase_words in _cue_words(base):
            words.setdefault(phrase_words, stem(phrase_words))
        phrasings, starts, weights = self._phrasings(postings)
        fillers = {
            " ".join(token.text for token in tokens(entry)): True
            for lex in base.lexicons.values()
            for entry in lex.fillers
        }
        return Compiled(
            layout=FORMAT,
            version=base.version,
            title=base.title,
            scope=base.scope,
            sources=base.sources,
            messages={language: lex.messages for language, lex in base.lexicons.items()},
            heads={
                thing.id: Head(thing.kind, thing.name, thing.near, thing.way_out)
                for thing in base.things.values()
            },
            facts=[msgspec.msgpack.encode(_answering(fact)) for _, fact in self.facts],
            rows=[self._row(n) for n in range(len(self.facts))],
            postings=postings,
            phrasings=phrasings,
            phrasing_starts=starts,
            phrasing_weight=weights,
            days=self._by_day(),
            things=self._thing_postings(),
            aliases=self.aliases,
            alias_heads=self.alias_heads,
            name_words=self.name_words,
            sounds=_sounds(self.name_words),
            words={word: stemmed for word, stemmed in words.items() if word not in names},
            ordinary=" ".join(stem for language in LANGUAGES for stem in ordinary_stems(language)),
            everyday=" ".join(
                stem for language in LANGUAGES for stem in ordinary_stems(language)[:EVERYDAY]
            ),
            concepts=self.concepts,
            stopwords=self.stopwords,
            fillers=fillers,
            filler_heads=heads_of(fillers),
            kinds=self.kinds,
            shapes=_cues(lex.shapes for lex in base.lexicons.values()),
            near={shape.id: shape.near for shape in base.shapes.values() if shape.near},
            roles=_cues(lex.roles for lex in base.lexicons.values()),
            posts=_cues(lex.posts for lex in base.lexicons.values()),
            polar=self.polar,
            pronouns=frozenset(w for lex in base.lexicons.values() for w in lex.pronouns),
            numbers=self.numbers,
            misspellings={
                k: v for lex in base.lexicons.values() for k, v in lex.misspellings.items()
            },
            months={
                name: month
                for lex in base.lexicons.values()
                for month, names in enumerate(lex.months, 1)
                for name in names
            },
            smalltalk={
                " ".join(t.text for t in tokens(ask)): talk.id
                for lex in base.lexicons.values()
                for talk in lex.smalltalk
                for ask in talk.asks
            },
            talk={
                f"{language}/{talk.id}": talk.says
                for language, lex in base.lexicons.items()
                for talk in lex.smalltalk
            },
            spans=[
                self._span(t, i, s) for t in base.things.values() for i, s in enumerate(t.spans)
            ],
        )

    def terms(self, text: str) -> Iterator[str]:
        """The index terms of a text: concepts of its content words and its numbers."""
        for token in tokens(text):
            yield from self.term(token)

    def term(self, token: Token) -> Iterator[str]:
        if token.number:
            yield token.text
        elif token.text not in self.stopwords and len(token.text) > 1:
            stemmed = self.stem(token)
            yield self.concepts.get(stemmed, stemmed)
            if token.text in self.numbers:
                yield self.numbers[token.text]

    def stem(self, token: Token) -> str:
        """The stem of a token, by the names of the base where it is one of theirs."""
        return named_stem(token.text, self.name_words) or token.stem

    def weight(self, term: str, postings: dict[str, bytes]) -> float:
        if term[0] in "@?":
            return NAMED_WEIGHT if term[0] == "@" else KIND_WEIGHT
        return rarity(len(self.facts), postings.get(term, b""))

    def linked(self, text: str) -> tuple[list[tuple[int, int, tuple[str, ...]]], tuple[Token, ...]]:
        """The names of things in a text, by the longest alias, and the text's tokens."""
        words = tokens(text)
        stems = [self.stem(word) for word in words]
        return list(find(stems, self.aliases, self.alias_heads, LIGHT)), words

    def wanted(self, words: tuple[Token, ...]) -> set[str]:
        """The kinds of answer that a question asks for."""
        stems = [word.stem for word in words]
        kinds = {
            kind
            for _, _, found in find(stems, self.kinds.phrases, self.kinds.heads, frozenset())
            for kind in found
        }
        if (words and words[0].text in self.polar) or any(word.text == "ли" for word in words):
            kinds.add("yes-no")
        return kinds

    def phrasing(self, text: str) -> set[str]:
        """The terms of a question, with the things it names as one term each ("@order-no-1")."""
        mentions, words = self.linked(text)
        inside = {n for start, end, _ in mentions for n in range(start, end)}
        named = {f"@{thing}" for _, _, things in mentions for thing in things[:1]}
        wanted = {f"?{kind}" for kind in self.wanted(words)}
        terms = {
            term for n, word in enumerate(words) if n not in inside for term in self.term(word)
        }
        return named | wanted | (terms - HOME_YEARS)

    def _postings(self) -> tuple[dict[Lang, dict[str, bytes]], dict[str, str]]:
        packed: dict[Lang, dict[str, bytes]] = {}
        words: dict[str, str] = {}
        for language in LANGUAGES:
            weights: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for number, (thing, fact) in enumerate(self.facts):
                bag: Counter[str] = Counter()
                for text, field in _texts(thing, fact, language, self.base):
                    for token in tokens(text):
                        for term in self.term(token):
                            bag[term] += _FIELDS[field]  # type: ignore[assignment]
                            if not token.number:
                                words.setdefault(token.text, self.stem(token))
                for term, mass in bag.items():
                    weight = round(SCALE * mass / (mass + _SATURATION))
                    weights[term].append((number, weight))
            packed[language] = {term: pack(entries) for term, entries in weights.items()}
        return packed, words

    def _phrasings(
        self, postings: dict[Lang, dict[str, bytes]]
    ) -> tuple[dict[Lang, dict[str, bytes]], dict[Lang, bytes], dict[Lang, bytes]]:
        index: dict[Lang, dict[str, bytes]] = {}
        starts: dict[Lang, bytes] = {}
        weights: dict[Lang, bytes] = {}
        for language in LANGUAGES:
            found: dict[str, list[int]] = defaultdict(list)
            first, mass = array("I"), array("f")
            for _, fact in self.facts:
                first.append(len(mass))
                for text in _asked(fact, language):
                    terms = self.phrasing(text)
                    for term in terms:
                        found[term].append(len(mass))
                    mass.append(sum(self.weight(t, postings[language]) for t in terms))
            first.append(len(mass))
            index[language] = {t: array("I", ns).tobytes() for t, ns in found.items()}
            starts[language], weights[language] = first.tobytes(), mass.tobytes()
        return index, starts, weights

    def _by_day(self) -> dict[int, list[int]]:
        """The facts of each Julian day, for dates of up to a month."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, (_, fact) in enumerate(self.facts):
            covered = {
                day
                for event in fact.dates
                for first, last in [_days(event.date)]
                if first and last and last - first <= _MONTH
                for day in range(first, last + 1)
            }
            for day in covered:
                found[day].append(number)
        return dict(found)

    def _thing_postings(self) -> dict[str, bytes]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (thing, fact) in enumerate(self.facts):
            found[thing.id].append((number, _OWN))
            about = _concerns(fact) - {thing.id}
            for other in sorted(about):
                found[other].append((number, _ABOUT))
            named = {
                other
                for text in (fact.question.en, fact.text.en)
                for _, _, things in self.linked(text)[0]
                for other in things[:1]
            }
            for other in sorted(named - about - {thing.id}):
                found[other].append((number, _NAMED))
        return {thing: pack(entries) for thing, entries in found.items()}

    def _aliases(self) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        found: dict[str, list[str]] = defaultdict(list)
        words: dict[str, str] = {}
        surnames = self._surnames()
        names = [
            (thing, tokens(name))
            for thing in self.base.things.values()
            for name in (thing.name.en, thing.name.ru, *thing.aliases)
        ]
        # Shorter names first: a form of one inside a longer name is that word, not one of its own.
        for _, parts in sorted(names, key=lambda item: len(item[1])):
            for token in parts:
                if token.number or len(token.text) < 2:
                    continue
                if named_stem(token.text, words) is None:
                    words[token.text] = surnames.get(token.text, token.stem)
        for thing, parts in names:
            if parts:
                key = key_of([named_stem(token.text, words) or token.stem for token in parts])
                if thing.id not in found[key]:
                    found[key].append(thing.id)
        preferred: dict[str, str] = {}
        for thing in self.base.things.values():
            for name in thing.prefers:
                stems = [named_stem(token.text, words) or token.stem for token in tokens(name)]
                preferred[key_of(stems)] = thing.id
        settled = {
            key: tuple(sorted(ids, key=lambda thing: thing != preferred.get(key)))
            for key, ids in found.items()
        }
        return settled, words

    def _surnames(self) -> dict[str, str]:
        """For each spelling of a surname, the stem of the one that the base uses."""
        found: dict[str, str] = {}
        for thing in self.base.things.values():
            if thing.kind != "person":
                continue
            surname = tokens(thing.name.en)[-1]
            key = sound_key(surname.text)
            for alias in thing.aliases:
                parts = tokens(alias)
                word = parts[0].text if len(parts) == 1 else ""
                if key and word and not is_cyrillic(word) and sound_key(word) == key:
                    found[word] = surname.stem
        return found

    def _row(self, number: int) -> Row:
        thing, fact = self.facts[number]
        kinds = {kind for shape in fact.shapes for kind in self.base.shapes[shape].kinds}
        value = fact.value
        if fact.dates or (value and value.date):
            kinds.add("when")
        if value and (value.number or value.counts):
            kinds.add("how-many")
        if fact.polarity or fact.claim:
            kinds.add("yes-no")
        for other in value.things if value else ():
            known = self.base.things.get(other)
            kinds.add({"person": "who", "place": "where"}.get(known.kind if known else "", "what"))
            if value and len(value.things) > 1:
                kinds.add("list")
        position = thing.facts.index(fact)
        return Row(
            thing=thing.id,
            id=fact.id,
            shapes=fact.shapes,
            kinds=tuple(sorted(kinds)),
            asked=tuple(sorted(self.wanted(tokens(fact.question.en)))),
            about=tuple(sorted(_concerns(fact))),
            answers=tuple(thing for thing in value.things if thing in self.base.things)
            if value
            else (),
            days=tuple(_days(event.date) for event in fact.dates),
            twin=self.twins[number],
            rank=1.0 / (1.0 + position),
        )

    def _span(self, thing: Thing, index: int, span: Span) -> SpanRow:
        first, last = _days(span.date) if span.date else (0, 0)
        return SpanRow(
            thing=thing.id,
            role=span.role,
            post=span.post,
            of=span.of,
            first=first,
            last=last,
            fact=self.number[thing.id, span.fact],
            span=index,
        )


EVERYDAY = 4000
"""Stems of each language that are so common that alone they speak of nothing in particular."""


def ordinary_stems(language: Lang) -> list[str]:
    """The stems of ordinary words, commonest first (source and licence: head of the file)."""
    name = f"ordinary-{language}.txt"
    text = (resources.files("ispolkom_bot.language") / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _answering(fact: Fact) -> Fact:
    """A fact without what is only for finding it and for its editors."""
    return replace(fact, asks_en=(), asks_ru=(), origin=(), about=(), reviewed="")


def _concerns(fact: Fact) -> set[str]:
    value = fact.value
    things = set(fact.about)
    if value:
        things.update(value.things)
        things.update(thing for thing, _ in value.counts)
    return things


def _twins(facts: list[tuple[str, Fact]]) -> list[int]:
    """For each fact, the first one that tells the same claims in the file of another thing."""
    made_from: dict[str, list[int]] = defaultdict(list)
    first = list(range(len(facts)))
    for number, (thing, fact) in enumerate(facts):
        origin = set(fact.origin)
        for other in sorted({n for claim in origin for n in made_from[claim]}):
            its_thing, its_fact = facts[other]
            shared = origin & set(its_fact.origin)
            if its_thing != thing and 2 * len(shared) > len(origin | set(its_fact.origin)):
                first[number] = first[other]
                break
        for claim in origin:
            made_from[claim].append(number)
    return first


def _days(date: HistoricalDate) -> tuple[int, int]:
    covered = interval(date)
    return covered.first or 0, covered.last or 0


def _texts(thing: Thing, fact: Fact, language: Lang, base: Base) -> Iterator[tuple[str, str]]:
    yield fact.question.say(language), "question"
    for ask in fact.asks_ru if language == "ru" else fact.asks_en:
        yield ask, "asks"
    yield thing.name.say(language), "name"
    for alias in thing.aliases:
        if is_cyrillic(alias) == (language == "ru"):
            yield alias, "more"
    yield fact.text.say(language), "text"
    for event in fact.dates:
        yield event.what.say(language), "more"
    if fact.claim:
        yield fact.claim.says.say(language), "text"
    for side in fact.dispute:
        yield side.says.say(language), "more"
    if fact.caveat:
        yield fact.caveat.say(language), "more"
    for other in sorted(_concerns(fact)):
        if other in base.things:
            yield base.things[other].name.say(language), "more"


def _asked(fact: Fact, language: Lang) -> Iterable[str]:
    asks = fact.asks_ru if language == "ru" else fact.asks_en
    return (fact.question.say(language), *asks)


def _concepts(lexicons: Iterable[Lexicon]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lexicon in lexicons:
        for group in lexicon.synonyms:
            words = [token.stem for entry in group for token in tokens(entry)]
            head = next((found[word] for word in words if word in found), words[0])
            for word in words:
                found.setdefault(word, head)
    return found


def _cues(tables: Iterable[dict[str, tuple[str, ...]]]) -> Cues:
    found: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for target, phrases in table.items():
            for phrase in phrases:
                ids = found[" ".join(stems_of(phrase))]
                if target not in ids:
                    ids.append(target)
    return Cues({phrase: tuple(ids) for phrase, ids in found.items()}, heads_of(found))


def _cue_words(base: Base) -> Iterator[str]:
    for lexicon in base.lexicons.values():
        for table in (lexicon.kinds, lexicon.shapes, lexicon.roles, lexicon.posts):
            for phrases in table.values():
                for phrase in phrases:
                    for token in tokens(phrase):
                        yield token.text
        for group in lexicon.synonyms:
            yield from group


def _sounds(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word, stemmed in words.items():
        if key := sound_key(word):
            found[key].add(stemmed)
    return {key: tuple(sorted(stems)) for key, stems in found.items()}
