"""Texts as people and machines send them: questions, slips of the keyboard, noise."""

from __future__ import annotations

import string

from hypothesis import strategies as st

ANY_SIGN = st.characters(exclude_categories=())
"""Every code point, lone surrogates and unassigned ones included."""
NOISE = st.text(ANY_SIGN, max_size=60)
CYRILLIC = "".join(map(chr, range(0x430, 0x450))) + "ё"
ODD = (
    "\u202e",
    "\u200f",
    "\u0000",
    "\ud800",
    "\udfff",
    "\ufeff",
    "\u00ad",
    "😀",
    "👩\u200d🔬",
    "🇷🇺",
    "№",
    "§",
    "١٩١٧",
    "፩",
    "²",
    "Ⅳ",
    "ﬁ",
    "İ",
    "ſ",
    "ß",
    "״שלום״",
    "\u0301",
    "\u2028",
    "\x1b[31m",
    "%s",
    "{name}",
    "<b>",
    "&amp;",
    "';--",
    "\\",
    '"',
    "`",
    "...",
    "?!",
    "1/3/1917",
    "1917-13-45",
)
"""Signs that have broken programs before."""
WORDS = (
    "who",
    "when",
    "what",
    "was",
    "the",
    "of",
    "No.",
    "no",
    "№",
    "1",
    "2",
    "27",
    "1917",
    "March",
    "may",
    "Ispolkom",
    "Kerensky's",
    "order",
    "U.S.",
    "it's",
    "don't",
    "Nicholas",
    "II",
    "1st",
    "кто",
    "когда",
    "Совет",
    "марта",
    "номер",
    "Чхеидзе",
    "приказ",
    "3-го",
    "1917-й",
    "-",
    "and",
)
QUESTIONS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.text(string.ascii_lowercase)),
    max_size=14,
).flatmap(
    lambda words: st.sampled_from((" ", " ", "", ", ", "\n", ". ")).map(
        lambda glue: glue.join(words)
    )
)
"""Words of questions and odd signs in any order."""
