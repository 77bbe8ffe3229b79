"""Reading the YAML that tests are made of, by the program's own strict reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ispolkom_bot.errors import BaseError
from ispolkom_bot.knowledge.yamlfile import Node, parse

TESTS = Path(__file__).parent


def read_yaml(path: Path) -> Any:
    """The lists, mappings and texts of a file; BaseError if it is ill-formed."""
    node, problems = parse(path.read_bytes(), path.name)
    if problems or node is None:
        raise BaseError(problems)
    return _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: _plain(item) for key, item in node.value.items()}
    return node.value
