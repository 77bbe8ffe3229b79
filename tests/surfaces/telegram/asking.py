"""A plain call of the Bot API, as any other program with the token may make it."""

from __future__ import annotations

import http.client
import json
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from tests.fakeapi.remote import Remote

_PATIENCE: Final = 20.0


def call(fake: Remote, method: str, **values: str) -> Any:
    """The result of a method."""
    parts = urlsplit(fake.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=_PATIENCE)
    try:
        connection.request("GET", f"{parts.path}{fake.token}/{method}?{urlencode(values)}")
        return json.loads(connection.getresponse().read())["result"]
    finally:
        connection.close()
