"""Runs that the bidirectional algorithm would turn round inside right-to-left text, and how to hold them."""

import re
from html import escape, unescape

from hamafza.lib.text.letters import INVISIBLE, ZWNJ

_D = "0-9۰-۹٠-٩"
_NUMBER = rf"[{_D}]{{1,20}}(?:[:.,٫٬/][{_D}]{{1,20}}){{0,8}}"
# Every repetition is bounded, so that hostile text costs no more than its length.
_ISOLATE = re.compile(
    r"(?<![\w/])(?:https?://|www\.)[A-Za-z0-9/:?#@!$&()*+,;=._~%\[\]-]{0,2000}[A-Za-z0-9/]"
    r"|(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
    rf"|(?<![\w.,-])\+[{_D}](?:[ -]?[{_D}()]){{0,24}}"  # +98 21 1234
    rf"|(?<![\w-])[-−]{_NUMBER}(?![\w-])"  # -5
    rf"|(?<![\w:.,/-]){_NUMBER}(?:[ ]?[-–][ ]?{_NUMBER}){{1,8}}(?![\w-])"  # 2018-09-11, 5-3, 021-66401234
)
_LRM, _LRI, _FSI, _PDI = "\u200e", "\u2066", "\u2068", "\u2069"
_PDF, _OPENS = "\u202c", re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")


def isolate_html(text: str) -> str:
    """Escaped HTML of plain text with ``<bdi dir="ltr">`` round every run that would be turned round.

    >>> isolate_html("نتیجه 5-3 <b>")
    'نتیجه <bdi dir="ltr">5-3</bdi> &lt;b&gt;'
    """
    shown: list[str] = []
    done = 0
    for run in _ISOLATE.finditer(text):
        shown += (escape(text[done : run.start()]), f'<bdi dir="ltr">{escape(run.group())}</bdi>')
        done = run.end()
    return "".join(shown) + escape(text[done:])


_TAG = re.compile(r"(<(?:[^>\"]|\"[^\"]*\")*>)")


def isolate_markup(body: str) -> str:
    """Clean markup with the same isolation of its text; runs that it isolates itself are left alone.

    >>> isolate_markup("<p>نتیجه 5-3 &amp; <bdi>2-1</bdi></p>")
    '<p>نتیجه <bdi dir="ltr">5-3</bdi> &amp; <bdi>2-1</bdi></p>'
    """
    shown: list[str] = []
    held = 0
    for number, piece in enumerate(_TAG.split(body)):
        if number % 2:
            held += piece.startswith("<bdi") - piece.startswith("</bdi")
            shown.append(piece)
        else:
            shown.append(piece if held > 0 else isolate_html(unescape(piece)))
    return "".join(shown)


def isolate_plain(text: str) -> str:
    """Plain text with the same runs between first-strong isolate marks, for SMS and subjects.

    >>> isolate_plain("تلفن 021-66401234") == "تلفن \\u2066021-66401234\\u2069"
    True
    """
    return _ISOLATE.sub(lambda run: f"{_LRI}{run.group()}{_PDI}", text)


def mark_plain(text: str) -> str:
    """Plain text with left-to-right marks round the same runs, for programs that know no isolates.

    >>> mark_plain("تلفن 021-66401234") == "تلفن \\u200e021-66401234\\u200e"
    True
    """
    return _ISOLATE.sub(lambda run: f"{_LRM}{run.group()}{_LRM}", text)


def closed(text: str) -> str:
    """The text with every embedding, override and isolate ended that it begins: it turns nothing round after it.

    >>> closed("\\u202eabc") == "\\u202eabc\\u202c", closed("\\u202eabc\\u202c") == "\\u202eabc\\u202c"
    (True, True)
    """
    if not _OPENS.search(text):
        return text
    open_ends: list[str] = []
    for character in text:
        if _OPENS.match(character):
            open_ends.append(_PDI if character >= _LRI else _PDF)
        elif character == _PDI and _PDI in open_ends:
            while open_ends.pop() != _PDI:
                pass
        elif character == _PDF and open_ends[-1:] == [_PDF]:
            open_ends.pop()
    return text + "".join(reversed(open_ends))


def isolate_name(name: str) -> str:
    """A user-made string (title, name, handle) isolated for insertion into plain text of any direction."""
    return f"{_FSI}{name}{_PDI}"


_UNSEEN = re.compile(f"[{INVISIBLE}]")
_AROUND = f" \t\r\n{ZWNJ}\u00a0\u202f\u2009"


def bare(address: str) -> str:
    """An address, a log-in name or a number without what cannot be seen in it or round it.

    >>> bare("\u202asara@example.ir\u202c \u200f")
    'sara@example.ir'
    """
    return _UNSEEN.sub("", address).strip(_AROUND)
