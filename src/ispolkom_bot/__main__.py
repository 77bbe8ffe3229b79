"""`python -m ispolkom_bot`: the same as the command ispolkom-bot."""

from __future__ import annotations

from ispolkom_bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
