"""What the index takes from the language files: cues, synonyms, ordinary words, sounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

from ispolkom_bot.knowledge.compiled import Cues
from ispolkom_bot.language import spelling
from ispolkom_bot.language.inflection import forms
from ispolkom_bot.language.normalise import tokens
from ispolkom_bot.language.phrases import heads_of
from ispolkom_bot.language.translit import sound_key
from ispolkom_bot.model import LANGUAGES, Base, Lang, Lexicon

EVERYDAY = 4000
"""Stems of each language that are so common that alone they speak of nothing in particular."""


def ordinary_stems(language: Lang) -> list[str]:
    """The stems of ordinary words, commonest first (source and licence: head of the file)."""
    name = f"ordinary-{language}.txt"
    text = (resources.files("ispolkom_bot.language") / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def ordinary(most: int | None = None) -> dict[str, str]:
    """The `most` commonest stems of each language, in rows."""
    return rows(stem for language in LANGUAGES for stem in ordinary_stems(language)[:most])


def rows(words: Iterable[str]) -> dict[str, str]:
    """Words in rows by their first two letters: " a b ".

    A tenth of the memory of a set, and as fast: a row is short.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[word[:2]].append(word)
    return {key: f" {' '.join(row)} " for key, row in sorted(found.items())}


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text, in order."""
    return tuple(token.stem for token in tokens(text))


def concepts(lexicons: Iterable[Lexicon]) -> dict[str, str]:
    """For each stem of the synonyms, the one that stands for its group."""
    found: dict[str, str] = {}
    for lexicon in lexicons:
        for group in lexicon.synonyms:
            words = [token.stem for entry in group for token in tokens(entry)]
            head = next((found[word] for word in words if word in found), words[0])
            for word in words:
                found.setdefault(word, head)
    return found


def cues(tables: Iterable[dict[str, tuple[str, ...]]]) -> Cues:
    """The cue phrases of tables (id -> phrases), by their stems."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for target, phrases in table.items():
            for phrase in phrases:
                ids = found[" ".join(stems_of(phrase))]
                if target not in ids:
                    ids.append(target)
    return Cues({phrase: tuple(ids) for phrase, ids in found.items()}, heads_of(found))


def cue_words(base: Base) -> Iterator[str]:
    """Every word of the cue phrases and synonyms: words that a misspelt one may have been."""
    for lexicon in base.lexicons.values():
        for table in (lexicon.kinds, lexicon.shapes, lexicon.roles, lexicon.posts):
            for phrases in table.values():
                for phrase in phrases:
                    for token in tokens(phrase):
                        yield token.text
        for group in lexicon.synonyms:
            yield from group


def sounds(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each sound of a name word, the words that sound so."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if key := sound_key(word):
            found[key].append(word)
    return {key: tuple(same) for key, same in found.items()}


def spellings(base: Base, words: Iterable[str]) -> dict[str, str]:
    """The words to correct toward, in buckets; of covered things' Russian names every form."""
    known = set(words)
    for thing in base.things.values():
        if thing.kind != "outside":
            for token in tokens(thing.name.ru):
                known.update(forms(token.text))
    return spelling.buckets(sorted(known))
