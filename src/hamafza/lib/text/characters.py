"""The characters a text may hold: those that XML 1.0 has, without its controls and noncharacters.

A feed with one other character in it is no XML, and no reader of the network can read it.
"""

import re
from typing import Any, TypeVar

from hamafza.lib.text.letters import ZWNJ

Value = TypeVar("Value")

_PLANES = "".join(f"{chr(0x10000 * plane + 0xFFFE)}{chr(0x10000 * plane + 0xFFFF)}" for plane in range(1, 17))
_FORBIDDEN = re.compile(
    f"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANES}]"
)
_INSTEAD = {"\u000b": "\n", "\u000c": "\n", "\u0085": "\n", "\u009d": ZWNJ}
"""Word processors end lines and pages with the first three; old Persian keyboards have the last as half-space."""


def allowed(text: str) -> str:
    """The text without characters that nothing can keep or pass on.

    >>> allowed("one\\x0btwo\\x00\\ufffe")
    'one\\ntwo'
    """
    return _FORBIDDEN.sub(lambda found: _INSTEAD.get(found[0], ""), text)


def throughout(value: Value) -> Value:
    """The same value with every text in it `allowed`: lists, tuples and dictionaries are gone through."""
    return _through(value)  # type: ignore[no-any-return]


def _through(value: Any) -> Any:
    if isinstance(value, str):
        return allowed(value) if _FORBIDDEN.search(value) else value
    if isinstance(value, dict):
        return {_through(name): _through(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return type(value)(_through(one) for one in value)
    return value
