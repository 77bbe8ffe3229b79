"""Building the index of a base: every part of it is a pure function of the base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from ispolkom_bot.knowledge import told, wordlists
from ispolkom_bot.knowledge.compiled import (
    FORMAT,
    HOME_YEARS,
    KIND_WEIGHT,
    NAMED_WEIGHT,
    SCALE,
    Compiled,
    Head,
    Phrasings,
    Row,
    SpanRow,
    mark,
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
    Lang,
    Span,
    Thing,
)

_FIELDS = {"question": 3.0, "asks": 2.0, "name": 1.5, "text": 1.0, "more": 0.6}
"""How much a word of each part of a fact counts."""
_SATURATION = 2.0
_MONTH = 31
_OWN, _ABOUT, _NAMED = 255, 150, 90


def build(base: Base) -> Compiled:
    """The base made ready; the same base gives the same index."""
    return _Builder(base).compiled()


class _Builder:
    """Collects the parts of the index; every part is a pure function of the base."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.facts = [(thing, fact) for thing in base.things.values() for fact in thing.facts]
        self.number = {(t.id, f.id): n for n, (t, f) in enumerate(self.facts)}
        self.twins = told.twins([(thing.id, fact) for thing, fact in self.facts])
        self.concepts = wordlists.concepts(base.lexicons.values())
        self.stopwords = frozenset(
            word
            for lex in base.lexicons.values()
            for entry in lex.stopwords
            for word in (entry, *(t.text for t in tokens(entry)))
        )
        self.numbers = {k: v for lex in base.lexicons.values() for k, v in lex.numbers.items()}
        self.kinds = wordlists.cues(lex.kinds for lex in base.lexicons.values())
        self.polar = frozenset(w for lex in base.lexicons.values() for w in lex.polar)
        self.aliases, self.name_words = self._aliases()
        self.alias_heads = heads_of(self.aliases)

    def compiled(self) -> Compiled:
        base = self.base
        postings, words = self._postings()
        names = self.name_words
        for phrase_words in wordlists.cue_words(base):
            words.setdefault(phrase_words, stem(phrase_words))
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
            home=base.home,
            government=base.government,
            sources=base.sources,
            messages={language: lex.messages for language, lex in base.lexicons.items()},
            heads={
                thing.id: Head(thing.kind, thing.name, thing.near, thing.way_out)
                for thing in base.things.values()
            },
            facts=[msgspec.msgpack.encode(told.answering(fact)) for _, fact in self.facts],
            rows=[self._row(n) for n in range(len(self.facts))],
            postings=postings,
            phrasings={
                language: [
                    msgspec.msgpack.encode(self._phrasings(fact, language, postings[language]))
                    for _, fact in self.facts
                ]
                for language in LANGUAGES
            },
            asked=self._asked(),
            days=self._by_day(),
            things=self._thing_postings(),
            was={old: thing.id for thing in base.things.values() for old in thing.was},
            aliases=self.aliases,
            alias_heads=self.alias_heads,
            name_words=self.name_words,
            sounds=wordlists.sounds(names),
            spellings=wordlists.spellings(base, (*words, *names)),
            words=wordlists.rows(word for word in words if word not in names),
            ordinary=wordlists.ordinary(),
            everyday=wordlists.ordinary(wordlists.EVERYDAY),
            concepts=self.concepts,
            stopwords=dict.fromkeys(sorted(self.stopwords), True),
            fillers=fillers,
            filler_heads=heads_of(fillers),
            kinds=self.kinds,
            shapes=wordlists.cues(lex.shapes for lex in base.lexicons.values()),
            near={shape.id: shape.near for shape in base.shapes.values() if shape.near},
            roles=wordlists.cues(lex.roles for lex in base.lexicons.values()),
            posts=wordlists.cues(lex.posts for lex in base.lexicons.values()),
            polar=dict.fromkeys(sorted(self.polar), True),
            pronouns={word: True for lex in base.lexicons.values() for word in lex.pronouns},
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
            refusals={
                talk.id: True
                for lex in base.lexicons.values()
                for talk in lex.smalltalk
                if talk.declines
            },
            spans=[self._span(t, span) for t in base.things.values() for span in t.spans],
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

    def phrasing(self, text: str) -> list[str]:
        """The terms of a question, with the things it names as one term each ("@order-no-1").

        In order, so that sums over them come out the same in every process.
        """
        mentions, words = self.linked(text)
        inside = {n for start, end, _ in mentions for n in range(start, end)}
        named = {f"@{thing}" for _, _, things in mentions for thing in things[:1]}
        wanted = {f"?{kind}" for kind in self.wanted(words)}
        terms = {
            term for n, word in enumerate(words) if n not in inside for term in self.term(word)
        }
        return sorted(named | wanted | (terms - HOME_YEARS))

    def _postings(self) -> tuple[dict[Lang, dict[str, bytes]], dict[str, str]]:
        packed: dict[Lang, dict[str, bytes]] = {}
        words: dict[str, str] = {}
        for language in LANGUAGES:
            weights: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for number, (thing, fact) in enumerate(self.facts):
                bag: dict[str, float] = defaultdict(float)
                for text, field in told.texts(thing, fact, language, self.base):
                    for token in tokens(text):
                        for term in self.term(token):
                            bag[term] += _FIELDS[field]
                            if not token.number:
                                words.setdefault(token.text, self.stem(token))
                for term, mass in bag.items():
                    weight = round(SCALE * mass / (mass + _SATURATION))
                    weights[term].append((number, weight))
            packed[language] = {term: pack(entries) for term, entries in weights.items()}
        return packed, words

    def _phrasings(self, fact: Fact, language: Lang, postings: dict[str, bytes]) -> Phrasings:
        having: dict[str, list[int]] = defaultdict(list)
        weights = []
        for place, text in enumerate(told.asked(fact, language)):
            terms = self.phrasing(text)
            weights.append(sum(self.weight(term, postings) for term in terms))
            for term in terms:
                having[term].append(place)
        return Phrasings(tuple(weights), {term: bytes(at) for term, at in having.items()})

    def _asked(self) -> dict[int, int]:
        """The fact of each question that somebody has worded, the canonical ones first."""
        found: dict[int, int] = {}
        for canonical in (True, False):
            for number, (_, fact) in enumerate(self.facts):
                for language in LANGUAGES:
                    own, *asks = told.asked(fact, language)
                    for text in [own] if canonical else asks:
                        found.setdefault(mark([token.text for token in tokens(text)]), number)
        return found

    def _by_day(self) -> dict[int, list[int]]:
        """The facts of each Julian day, for dates of up to a month."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, (_, fact) in enumerate(self.facts):
            covered = {
                day
                for event in fact.dates
                for first, last in [told.days(event.date)]
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
            about = told.concerns(fact) - {thing.id}
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
            about=tuple(sorted(told.concerns(fact))),
            answers=tuple(thing for thing in value.things if thing in self.base.things)
            if value
            else (),
            days=tuple(told.days(event.date) for event in fact.dates),
            twin=self.twins[number],
            rank=1.0 / (1.0 + position),
            question=fact.question,
        )

    def _span(self, thing: Thing, span: Span) -> SpanRow:
        first, last = told.days(span.date) if span.date else (0, 0)
        return SpanRow(
            thing=thing.id,
            role=span.role,
            post=span.post,
            of=span.of,
            first=first,
            last=last,
            fact=self.number[thing.id, span.fact],
        )
