"""Faults that a test asks for: the next calls of a method fail, or all of one chat."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

Kind = Literal["error", "bad gateway", "reset", "lost", "slow", "garbage"]
KINDS: Final = ("error", "bad gateway", "reset", "lost", "slow", "garbage")


class Fault(Struct):
    """One fault, with how many calls it still hits; no method or chat stands for any.

    error        refused with `code`, `text` and `retry_after`, nothing was done
    bad gateway  502 with a page of HTML, nothing was done
    reset        the connection breaks, nothing was done
    lost         done, then the connection breaks: the client can't know
    slow         done at once, answered after `seconds`
    garbage      done, answered with what is no JSON
    """

    kind: Kind
    times: int
    method: str = ""
    chat: str = ""
    code: int = 500
    text: str = ""
    retry_after: int = 0
    seconds: float = 0.0

    def meets(self, method: str, chat: str) -> bool:
        """Whether it is about a call."""
        return (
            self.times > 0
            and self.method.lower() in {"", method.lower()}
            and self.chat in {"", chat}
        )


class Faults:
    """All that were asked for, the oldest first."""

    def __init__(self) -> None:
        self._asked: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault happen."""
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind!r}; there are {', '.join(KINDS)}")
        self._asked.append(fault)

    def clear(self) -> None:
        """Let nothing more happen."""
        self._asked.clear()

    def take(self, method: str, chat: str) -> Fault | None:
        """The fault that hits a call, one less from now on."""
        for fault in self._asked:
            if fault.meets(method, chat):
                fault.times -= 1
                if not fault.times:
                    self._asked.remove(fault)
                return fault
        return None
