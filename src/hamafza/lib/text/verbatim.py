"""What stands in a text but is not prose: addresses, hashtags, file names, code. It is kept as it was typed."""

import re
from collections.abc import Callable

from hamafza.lib.text.letters import BIDI_CONTROLS, ZWNJ

_END = r"[^\s<>«»\"“”|]"
_STOP = ".,،;؛:!؟?)]}'…*_"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_DOMAINS = r"(?:[a-z]{2,3}|info|name|news|online|site|media|press|agency|shop|store|academy|cloud|tech|ایران)"
_FILES = (
    r"(?:pdf|docx?|xlsx?|pptx?|csv|txt|rtf|odt|html?|xml|json|jpe?g|png|gif|webp|svg|mp[34]|zip|rar|apk|exe)"
)
_VERBATIM = re.compile(
    rf"(?<![\w@])(?:[a-z][a-z0-9+.-]{{1,20}}://|www\.|mailto:|tel:|sms:){_END}{{1,2000}}"
    rf"|(?<![\w.+@/-])[\w.+-]{{1,64}}@(?:{_LABEL}\.){{1,6}}[^\W\d_]{{2,24}}"  # an e-mail address
    rf"|(?<![\w.@/\\-])(?:[a-z0-9۰-۹-]{{1,63}}\.){{1,6}}{_DOMAINS}(?![\w-])(?:[:/?#]{_END}{{0,2000}})?"
    rf"|(?<![\w@/\\-])[\w{ZWNJ}-]{{1,80}}(?:\.[\w{ZWNJ}-]{{1,40}}){{0,3}}\.{_FILES}(?!\w)"
    rf"|(?<![\w/\\.])(?:~|\.{{1,2}})?(?:/[\w.%~{ZWNJ}-]{{1,200}}){{2,30}}(?:/|(?![\w/]))(?:[?#]{_END}{{0,500}})?"  # /news/60453
    rf"|(?<![\w/\\.])/[\w.%~{ZWNJ}-]{{1,200}}/(?:[?#]{_END}{{0,500}})?(?![\w/])"
    rf"|(?<![\w\\])[a-z]:\\{_END}{{1,300}}|(?<![\w\\])\\\\{_END}{{1,300}}"
    rf"|(?<![\w#&])#[\w{ZWNJ}]{{1,140}}|(?<![\w@.])@[\w.]{{1,60}}"
    r"|`[^`\n]{1,500}`",
    re.IGNORECASE,
)
_SIGNS = ("/", "@", "#", "\\", "`", ".", ":")
_HOLD = "\ue000"
_HIDDEN = re.compile(f"[{BIDI_CONTROLS}\ufeff\u0000-\u0008\u000b-\u001f\u007f]")


def spans(text: str) -> list[tuple[int, int]]:
    """Where the parts that are not prose stand; punctuation that closes the sentence is not of them.

    >>> [text[a:b] for text in ["نشانی https://example.ir/روابطعمومی?q=كار، است"] for a, b in spans(text)]
    ['https://example.ir/روابطعمومی?q=كار']
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    found = []
    for match in _VERBATIM.finditer(text):
        said = match.group()
        end = match.end() if said.startswith("`") else match.start() + len(_closed(said))
        if end > match.start() + 1:
            found.append((match.start(), end))
    return found


def _closed(said: str) -> str:
    """Without the signs that end the sentence it stands in; a bracket opened inside is closed inside."""
    while said and said[-1] in _STOP:
        if said[-1] == ")" and said.count("(") >= said.count(")"):
            break
        if said[-1] == "_" and said.startswith(("#", "@")):
            break
        said = said[:-1]
    return said


def around(change: Callable[[str], str], text: str) -> str:
    """`change` of the prose in `text`; what is not prose comes through byte for byte, without hidden marks.

    >>> around(str.upper, "see example.ir/Path now")
    'SEE example.ir/Path NOW'
    """
    places = spans(text)
    if not places:
        return change(text)
    kept, prose, done = [], [], 0
    for start, end in places:
        before = text[done:start]
        kept += [_HOLD] * before.count(_HOLD) + [_HIDDEN.sub("", text[start:end])]
        prose += [before, _HOLD]
        done = end
    kept += [_HOLD] * text[done:].count(_HOLD)
    pieces = change("".join([*prose, text[done:]])).split(_HOLD)
    if len(pieces) != len(kept) + 1:  # a change of its own mind about the holder: leave all as it was
        return text
    shown = [pieces[0]]
    for held, piece in zip(kept, pieces[1:], strict=True):
        shown += (held, piece)
    return "".join(shown)
