"""The bibliography as BibTeX, for those who write with LaTeX or keep a reference manager."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Source

_ESCAPES: Final = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_EDITOR: Final = re.compile(r" \((eds?|editors?|ред)\.?\)")
_ASIDE: Final = re.compile(r" \(([^)]*)\)")
_OTHERS: Final = re.compile(r"(,? and others| \(и др\.\))$")
_BETWEEN: Final = re.compile(r";\s*|, and (?=\S+,)")
_LANGUAGES: Final = {
    **{"cs": "czech", "de": "german", "en": "english", "es": "spanish", "fi": "finnish"},
    **{"fr": "french", "hr": "croatian", "it": "italian", "ja": "japanese", "pl": "polish"},
    **{"ru": "russian", "sl": "slovenian", "uk": "ukrainian"},
}
_IN_URL: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def as_bibtex(base: Compiled, numbers: Sequence[int] | None = None) -> bytes:
    """The works that these facts rest on, or all (None), in the order of their keys."""
    keys = set(base.sources)
    if numbers is not None:
        facts = [base.fact(number) for number in numbers]
        refs = [ref for fact in facts for ref in fact.sources]
        refs += [ref for fact in facts for side in fact.dispute for ref in side.sources]
        keys = {ref.id for ref in refs}
        keys |= {through for key in keys if (through := base.sources[key].through)}
    entries = [_entry(base.sources[key]) for key in sorted(keys & set(base.sources))]
    return "\n".join(entries).encode()


def _entry(source: Source) -> str:
    author, role = _author(source.author)
    fields = {
        role: author,
        "title": f"{{{_escaped(source.title)}}}",
        _holder(source): _escaped(source.container),
        "publisher": _escaped(source.publisher),
        "year": _escaped(source.year),
        "langid": _LANGUAGES.get(source.language, ""),
        "url": source.url.translate(_IN_URL),
        "note": f"Quoted in \\cite{{{source.through}}}" if source.seen == "through" else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
    return "\n".join((f"@{_kind(source)}{{{source.id},", *lines, "}", ""))


def _kind(source: Source) -> str:
    if source.container and source.kind in {"newspaper", "scholarship"}:
        return "article"
    if source.container and (source.kind == "encyclopaedia" or not source.url):
        return "incollection"
    return "book" if source.publisher or not source.url else "online"


def _holder(source: Source) -> str:
    """The field that names what a work is part of, or where it stands."""
    holders = {"article": "journal", "incollection": "booktitle", "online": "organization"}
    return holders.get(_kind(source), "series")


def _author(author: str) -> tuple[str, str]:
    """The authors as BibTeX parts them, and whether they are editors."""
    role = "editor" if _EDITOR.search(author) else "author"
    plain = _EDITOR.sub("", author)
    others = " and others" if _OTHERS.search(plain) else ""
    plain = _ASIDE.sub("", _OTHERS.sub("", plain))
    people = [_escaped(person.strip()) for person in _BETWEEN.split(plain) if person.strip()]
    # A name without a comma is a body's or a byname: its words are not first names.
    named = [person if "," in person else f"{{{person}}}" for person in people]
    return " and ".join(named) + others if named else "", role


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in text)
