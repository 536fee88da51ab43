"""Which lines of a page are its article."""

import re
from collections import defaultdict
from itertools import islice

from hamafza.lib.formats.furniture import ends_article, is_about_page, is_clutter, is_other_news, is_tag_line
from hamafza.lib.formats.header import Header
from hamafza.lib.formats.headline import Headline
from hamafza.lib.formats.html_lines import OpenElement, PageLines, TextLine

_INLINE = frozenset(
    [
        "p",
        "span",
        "a",
        "b",
        "strong",
        "em",
        "i",
        "font",
        "u",
        "time",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "center",
        "small",
        "tr",
        "tbody",
    ]
)
_CHROME = re.compile(
    r"(?:[ _-]|\b)(?:nav(?:bar|igation)?|menu|footer|sidebar|share|sharing|social|related|comments?|respond|breadcrumbs?|widget|banner|advert\w*|ads"
    r"|copyright|login|search|pager|pagination|toolbar|tools|most-?(?:read|visited|viewed)|hot-?news|latest|newsletter|cookie|popup|modal|rating|author-?box"
    r"|short-?link|print-?link|attachments?|jp-relatedposts|similar|suggest\w*|recommend\w*|tags?|hashtags?|keywords?|caption|gallery|topbar|header-?top)(?:[ _-]|\b)"
)
_LEAD_NAMES = re.compile(
    r"[ _-](?:lead|lid|abstract|summary|intro(?:text)?|excerpt|news-?lead|description|chapeau|standfirst|subhead)[ _-]"
)
_ENOUGH = 40
"""An end mark before this much text is furniture, not the end."""
_AUTHOR = 24
"""A line this short right over the header is an author or a section."""
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "figcaption"))


class _Layout:
    """Where the article of a page sits among its elements."""

    def __init__(self, lines: list[TextLine]) -> None:
        self._chrome: dict[int, bool] = {}
        self.home = self._home(lines)

    def is_chrome(self, scope: OpenElement | None) -> bool:
        """Whether an element, or one around it, is navigation, comments, other news and the like."""
        if scope is None or scope.tag == "body":
            return False
        if (known := self._chrome.get(id(scope))) is None:
            named = scope.tag in _CHROME_TAGS or bool(_CHROME.search(scope.names))
            known = self._chrome[id(scope)] = named or self.is_chrome(scope.parent)
        return known

    def at_home(self, line: TextLine) -> bool:
        """Whether a line is inside the element that holds the article; true for any line of a text page."""
        return self.home is None or any(scope is self.home for scope in line.scopes())

    def _home(self, lines: list[TextLine]) -> OpenElement | None:
        """The element that holds most of the running text; None for a page without markup."""
        scores: defaultdict[OpenElement, float] = defaultdict(float)
        for line in lines:
            if len(line.text) >= 30 and line.linked < 0.5 and not self.is_chrome(line.scope):
                containers = (scope for scope in line.scopes() if scope.tag not in _INLINE)
                for distance, scope in enumerate(islice(containers, 4)):
                    scores[scope] += len(line.text) / 2**distance
        return max(scores, key=lambda scope: (scores[scope], scope.depth), default=None)


def article_lines(document: PageLines, headline: Headline, header: Header) -> list[int]:
    """Indexes of the lines that are the article's text, lead first; furniture is left out."""
    lines = document.lines
    layout = _Layout(lines)
    chosen: list[int] = []
    seen_home = layout.home is None
    length = 0
    for i in range(headline.line + 1 if headline.line is not None else 0, len(lines)):
        line, at_home = lines[i], layout.at_home(lines[i])
        if (seen_home and length and not at_home) or (length >= _ENOUGH and ends_article(line.text)):
            break
        if i in headline.used or i in header.lines or _is_furniture(line, layout):
            continue
        if not length and i + 1 in header.lines and len(line.text) < _AUTHOR:
            continue
        if at_home or is_lead(line) or (len(line.text) >= 60 and line.linked < 0.3):
            chosen.append(i)
            seen_home, length = seen_home or at_home, length + len(line.text)
    return chosen


def is_lead(line: TextLine) -> bool:
    """Whether the markup names this line the lead."""
    return any(_LEAD_NAMES.search(scope.names) for scope in islice(line.scopes(), 4))


def _is_furniture(line: TextLine, layout: _Layout) -> bool:
    text = line.text
    chrome = layout.is_chrome(line.scope) and not is_lead(line)
    return (
        chrome
        or line.linked > 0.7
        or any(check(text) for check in (is_clutter, is_other_news, is_tag_line, is_about_page))
    )
