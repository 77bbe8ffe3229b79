"""A process of its own that migrates the database whose address it is told on standard input."""

from __future__ import annotations

import sys

from ispolkom_bot.errors import StartError
from ispolkom_bot.storage.opening import migrate

if __name__ == "__main__":
    try:
        migrate(sys.stdin.readline().rstrip("\n"))
    except StartError as fault:
        sys.exit(str(fault))
