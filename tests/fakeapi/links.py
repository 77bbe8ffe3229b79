"""Addresses: which Telegram takes for one, in links of a text and on buttons."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_WEB: Final = {"http", "https", "ftp"}
_SCHEMES: Final = {*_WEB, "tg", "ton", "tonsite", "mailto"}
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")


def checked(link: str) -> str:
    """An address as Telegram keeps it, "" where it takes it for none."""
    if not link or any(char.isspace() for char in link):
        return ""
    whole = link if _SCHEME.match(link) else f"http://{link}"
    try:
        parts = urlsplit(whole)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES or (scheme in _WEB and "." not in host.strip(".")):
        return ""
    return whole
