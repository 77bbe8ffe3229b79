"""The nouns of the project: frozen values that the stages of the road hand on."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Lang = Literal["en", "ru"]
Style = Literal["old", "new"]
Kind = Literal["person", "body", "party", "document", "event", "place", "press", "term", "outside"]
Confidence = Literal["high", "medium", "low"]
Standing = Literal["accepted", "disputed", "corrected"]
Verdict = Literal["supported", "imprecise", "contradicted", "unsourced"]
Polarity = Literal["yes", "no", "partly"]
Band = Literal["answer", "suggest", "decline"]

LANGUAGES: tuple[Lang, ...] = ("en", "ru")
STYLES: tuple[Style, ...] = ("old", "new")


class Text(Struct, frozen=True, gc=False):
    """One text in the languages of the base; an empty Russian text falls back to English."""

    en: str
    ru: str = ""

    def say(self, language: Lang) -> str:
        """The text in `language`, or in English where that is missing."""
        return (self.ru or self.en) if language == "ru" else self.en


class HistoricalDate(Struct, frozen=True, gc=False):
    """A date or stretch of time as its source gives it, in its source's calendar.

    `first` and `last` are ISO texts of day, month or year precision ("1917-03-01", "1917-03",
    "1917"); they are equal for a single date; an open end is the empty text.
    """

    first: str
    last: str
    style: Style = "old"
    circa: bool = False


class DatedEvent(Struct, frozen=True, gc=False):
    """What happened on a date of a fact."""

    what: Text
    date: HistoricalDate


class Source(Struct, frozen=True):
    """One work of the bibliography; `seen` says how much of it was read."""

    id: str
    kind: str
    title: str
    author: str = ""
    container: str = ""
    year: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    seen: Literal["whole", "passage", "through"] = "passage"
    through: str = ""


class SourceRef(Struct, frozen=True, gc=False):
    """A place in a source."""

    id: str
    where: str


class Value(Struct, frozen=True, gc=False):
    """The bare datum of a fact; exactly one of the fields is filled."""

    date: str = ""
    number: str = ""
    unit: Text | None = None
    things: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    text: Text | None = None


class Side(Struct, frozen=True, gc=False):
    """One side of a dispute."""

    says: Text
    sources: tuple[SourceRef, ...]


class ArticleClaim(Struct, frozen=True, gc=False):
    """What the seed article says, and whether that stands."""

    says: Text
    verdict: Verdict


class Fact(Struct, frozen=True, gc=False):
    """One self-contained statement with its sources; `id` is unique inside its thing."""

    id: str
    shapes: tuple[str, ...]
    question: Text
    text: Text
    sources: tuple[SourceRef, ...]
    confidence: Confidence
    standing: Standing
    origin: tuple[str, ...]
    value: Value | None = None
    polarity: Polarity | None = None
    dates: tuple[DatedEvent, ...] = ()
    about: tuple[str, ...] = ()
    dispute: tuple[Side, ...] = ()
    claim: ArticleClaim | None = None
    caveat: Text | None = None
    asks_en: tuple[str, ...] = ()
    asks_ru: tuple[str, ...] = ()
    reviewed: str = ""


class Span(Struct, frozen=True):
    """An office or membership; `fact` is the id of the fact in the same thing that carries it.

    An empty `date.first` or `date.last` is an unknown end; `at` is true where the office is
    attested at one moment only.
    """

    role: str
    of: str
    fact: str
    post: str = ""
    date: HistoricalDate | None = None
    at: bool = False


class Thing(Struct, frozen=True):
    """A person, body, party, document, event, place, paper or term, with its facts.

    Things of kind `outside` have no facts: they are names that the base knows it does not cover,
    with a `way_out` (what to say) and the nearest covered thing (`near`).
    """

    id: str
    kind: Kind
    name: Text
    aliases: tuple[str, ...] = ()
    prefers: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()
    was: tuple[str, ...] = ()
    near: str = ""
    way_out: Text | None = None


class Shape(Struct, frozen=True):
    """A question shape: the kinds of answer that its facts can give, and the shapes near it."""

    id: str
    kinds: tuple[str, ...]
    near: tuple[str, ...] = ()


class SmallTalk(Struct, frozen=True):
    """Talk that needs no fact: what people say, and what the bot says back.

    `declines` says that it refuses what was wanted (an opinion, a poem, orders to the bot).
    """

    id: str
    asks: tuple[str, ...]
    says: str
    declines: bool = False


class Lexicon(Struct, frozen=True):
    """One language's data: cues, synonyms, fillers, misspellings, messages."""

    language: Lang
    stopwords: tuple[str, ...]
    fillers: tuple[str, ...]
    polar: tuple[str, ...]
    pronouns: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    shapes: dict[str, tuple[str, ...]]
    roles: dict[str, tuple[str, ...]]
    posts: dict[str, tuple[str, ...]]
    synonyms: tuple[tuple[str, ...], ...]
    misspellings: dict[str, str]
    numbers: dict[str, str]
    months: tuple[tuple[str, ...], ...]
    smalltalk: tuple[SmallTalk, ...]
    messages: dict[str, str]


class Heading(Struct, frozen=True):
    """What base.yaml says of the base as a whole."""

    title: Text
    scope: Text
    home: tuple[str, ...] = ()
    government: str = ""


class Sequence(Struct, frozen=True):
    """Facts, by their full ids ("thing/fact"), in the order in which what they tell happened."""

    id: str
    name: Text
    facts: tuple[str, ...]


class Base(Struct, frozen=True):
    """The whole fact base as its YAML says it; `version` is a digest of its content.

    `home` are the bodies meant where none is named, which share their officers; `government` is
    the body whose head is the minister-chairman. `claims` is the register of the research claims
    that facts are made from; `left_out` says why some became no fact. `order` holds what came
    before what.
    """

    version: str
    title: Text
    scope: Text
    sources: dict[str, Source]
    things: dict[str, Thing]
    shapes: dict[str, Shape]
    lexicons: dict[Lang, Lexicon]
    home: tuple[str, ...] = ()
    government: str = ""
    claims: tuple[str, ...] = ()
    left_out: dict[str, str] = {}
    order: tuple[Sequence, ...] = ()


class Citation(Struct, frozen=True, gc=False):
    """A source as a reader sees it: its number in the answer, the work, the place, its kind."""

    number: int
    text: str
    where: str
    kind: str
    url: str = ""


class Offer(Struct, frozen=True, gc=False):
    """A question that the base answers, and the full id ("thing/fact") of the fact that does."""

    fact: str
    question: str


class Answer(Struct, frozen=True, gc=False):
    """What is said to a question, before any surface gives it a form.

    `text` is the answer itself; `dates`, `notes` (standing, dispute, caveat, the article's claim)
    are whole lines below it. An answer that declines or suggests has no facts; small talk has the
    status "answer" and neither facts nor sources. Several parts answer several questions.
    """

    status: Band
    language: Lang
    text: str
    dates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Offer, ...] = ()
    suggestions: tuple[Offer, ...] = ()
    facts: tuple[str, ...] = ()
    score: float = 0.0
