"""Follow-ups: what a question leaves out is taken from the last reading, if it leaves it out.

"And when was that?" has no thing of its own and takes the last one; "And Skobelev?" has a thing
and takes the last shape. A question that is whole takes nothing.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.normalise import tokens
from ispolkom_bot.language.phrases import key_of
from ispolkom_bot.model import Lang
from ispolkom_bot.understanding.lookup import AFTER, BEFORE, Found
from ispolkom_bot.understanding.read import Mention, Reading

_HUMAN = frozenset({"he", "she", "him", "her", "his", "hers"})
_THING = frozenset({"it", "its", "that", "this", "это", "оно"})
_OPENERS = frozenset({"and", "а", "и", "but", "но"})
_ABOUT = ("what about", "how about", "as for", "а что", "а как насчет")
_CORRECTING = ("no ", "no,", "sorry", "i mean", "i ment", "not ", "нет", "не ", "я имел", "то есть")
_HE_OR_IT = frozenset({"он", "она", "его", "ее", "ему", "ей", "нем", "ней", "него", "нее"})
_ORDINALS = (
    ("first", "перв", "1"),
    ("second", "втор", "2"),
    ("third", "трет", "3"),
    ("fourth", "четверт", "4"),
)
_SHORT = 7
_LIVES = frozenset({"born", "died", "life", "party"})


class Context(Struct, frozen=True, gc=False):
    """What a conversation remembers: the last reading and the things its answer was about.

    `language` is the language that the person asked answers in, if any.
    """

    language: Lang | None = None
    things: tuple[str, ...] = ()
    fact: int = -1
    reading: Reading | None = None


def complete(base: Compiled, reading: Reading, context: Context, text: str) -> Reading:
    """The reading with what it leaves out taken from the context; itself if it is whole."""
    last = context.reading
    if (
        last is None
        or (reading.posts and not reading.pronoun)
        or sum(not word.filler for word in reading.words) > _SHORT
    ):
        return reading
    low = text.lower().lstrip(" ,.-—")
    asked_about = low.startswith(_ABOUT)
    correcting = low.startswith(_CORRECTING)
    asked_about = asked_about or correcting
    opened = asked_about or low.split(" ", 1)[0].strip(",") in _OPENERS
    if beside := _beside_last(base, reading, context, last):
        return beside
    if not reading.mentions and (other := _next_of(base, reading, context)):
        reading = replace(reading, mentions=(Mention((other,), 0, 0),), terms=(), numbers=())
        return reading if _shaped(reading) else _with_shape(base, reading, last)
    if reading.mentions:
        if correcting and not _shaped(reading):
            return _with_shape(base, reading, last)
        if opened and not reading.terms and (asked_about or not _shaped(reading)):
            return _with_shape(base, reading, last)
        return reading
    if reading.days and opened and not reading.terms:
        return _with_shape(base, replace(reading, mentions=last.mentions), last)
    if reading.days and (reading.roles or not (reading.pronoun or opened)):
        return reading
    stray = [term for term in reading.terms if not term.shapes and term.state != "known"]
    if stray or not (reading.pronoun or opened or _elliptic(reading)):
        return reading
    thing = _meant(base, reading, context)
    if not thing:
        return reading
    return replace(reading, mentions=(Mention((thing,), 0, 0),))


def same_fact(reading: Reading, original: Reading, context: Context, base: Compiled) -> Found:
    """The last fact as a look-up, if a question with nothing but a kind asks more of it."""
    if reading is original or original.mentions or original.terms or context.fact < 0:
        return Found()
    if any(kind in base.rows[context.fact].kinds for kind in original.kinds):
        return Found((context.fact,), exact=True)
    return Found()


def _beside_last(
    base: Compiled, reading: Reading, context: Context, last: Reading
) -> Reading | None:
    """The question "and before him?": the office last asked of, beside the person last told of."""
    stems = {word.stem for word in reading.words}
    if reading.mentions or not last.roles or not stems & (AFTER | BEFORE):
        return None
    people = [thing for thing in context.things if base.heads[thing].kind == "person"]
    if not people:
        return None
    bodies = tuple(m for m in last.mentions if base.heads[m.things[0]].kind != "person")
    named = (Mention((people[0],), 0, 0), *bodies)
    kinds = reading.kinds or ("who",)
    return replace(reading, mentions=named, roles=last.roles, posts=last.posts, kinds=kinds)


def _next_of(base: Compiled, reading: Reading, context: Context) -> str:
    """The question "and the second one?": the thing last told of, with the other number."""
    said = [word.stem for word in reading.words]
    wanted = next((row for row in _ORDINALS if any(stem in row for stem in said)), None)
    if wanted is None or any(term.text not in wanted for term in reading.terms if not term.shapes):
        return ""
    for thing in context.things[:2]:
        words = [token.stem for token in tokens(base.heads[thing].name.en)]
        for row in _ORDINALS:
            for at, stem in enumerate(words):
                if stem in row and row is not wanted:
                    name = [*words[:at], wanted[row.index(stem)], *words[at + 1 :]]
                    if found := base.aliases.get(key_of(name)):
                        return found[0]
    return ""


def _shaped(reading: Reading) -> bool:
    return bool([shape for shape, _ in reading.shapes if shape != "definition"] or reading.kinds)


def _with_shape(base: Compiled, reading: Reading, last: Reading) -> Reading:
    """The reading asking what the last one asked, its things in the place of theirs."""
    kinds = {base.heads[mention.things[0]].kind for mention in reading.mentions}
    kept = tuple(
        mention
        for mention in last.mentions
        if base.heads[mention.things[0]].kind not in kinds and len(last.mentions) > 1
    )
    return replace(
        reading,
        shapes=last.shapes,
        kinds=last.kinds,
        roles=last.roles,
        posts=last.posts,
        terms=last.terms,
        polar=last.polar,
        mentions=(*reading.mentions, *kept),
        days=reading.days or last.days,
    )


def _elliptic(reading: Reading) -> bool:
    """Whether a question is nothing but a wish for more: "why?", "when exactly?"."""
    return bool(reading.kinds) and all(term.shapes for term in reading.terms)


def _meant(base: Compiled, reading: Reading, context: Context) -> str:
    said = {word.text for word in reading.words}
    wants_person = bool(said & _HUMAN)
    if said & _HE_OR_IT and not wants_person:
        wants_person = any(base.heads[thing].kind == "person" for thing in context.things)
    if not wants_person and any(shape in _LIVES for shape, _ in reading.shapes[:1]):
        people = [thing for thing in context.things if base.heads[thing].kind == "person"]
        if people:
            return people[0]
    wants_thing = bool(said & _THING)
    told = base.rows[context.fact]
    more = not reading.terms and any(kind in told.kinds for kind in reading.kinds)
    if not reading.pronoun or (more and not wants_person):
        # "Why?" and "When was that?" ask after what the answer told of.
        return told.thing
    for thing in context.things:
        is_person = base.heads[thing].kind == "person"
        if (wants_person and not is_person) or (wants_thing and is_person):
            continue
        return thing
    return "" if wants_person or not context.things else context.things[0]
