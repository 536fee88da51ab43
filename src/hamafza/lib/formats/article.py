"""Which lines of a page are its article."""

import re
from collections import defaultdict

from hamafza.lib.formats.furniture import ends_article, is_clutter, is_other_news, is_tag_line
from hamafza.lib.formats.header import Header
from hamafza.lib.formats.headline import Headline
from hamafza.lib.formats.html_lines import Document, Line, Scope

_INLINE_SCOPES = frozenset(["p", "span", "a", "b", "strong", "em", "i", "font", "u", "time", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center", "small", "tr", "tbody"])
_CHROME = re.compile(
    r"(?:[ _-]|\b)(?:nav(?:bar|igation)?|menu|footer|sidebar|share|sharing|social|related|comments?|respond|breadcrumbs?|widget|banner|advert\w*|ads"
    r"|copyright|login|search|pager|pagination|toolbar|tools|most-?(?:read|visited|viewed)|hot-?news|latest|newsletter|cookie|popup|modal|rating|author-?box"
    r"|short-?link|print-?link|attachments?|similar|suggest\w*|recommend\w*|tags?|hashtags?|keywords?|caption|gallery|topbar|header-?top)(?:[ _-]|\b)"
)
_LEAD_NAMES = re.compile(r"[ _-](?:lead|lid|abstract|summary|intro(?:text)?|excerpt|news-?lead|description|chapeau|standfirst|subhead)[ _-]")
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "form"))


def article_lines(document: Document, headline: Headline, header: Header) -> list[int]:
    """Indexes of the lines that are the article's text, lead first; furniture is left out."""
    lines = document.lines
    start = (headline.line + 1) if headline.line is not None else 0
    home = _home(lines)
    chosen: list[int] = []
    for i in range(start, len(lines)):
        line = lines[i]
        if home is not None and chosen and home not in _chain(line) and _seen_home(lines, chosen, home):
            break
        if i in headline.used or i in header.lines:
            continue
        if _is_chrome(line) and not is_lead(line):
            continue
        if ends_article(line.text) and not _too_early(lines, chosen):
            break
        if home is not None and home not in _chain(line) and not _before_home(line):
            continue
        if is_clutter(line.text) or is_other_news(line.text) or is_tag_line(line.text) or line.linked > 0.7:
            continue
        chosen.append(i)
    return chosen


def is_lead(line: Line) -> bool:
    """Whether the markup names this line the lead."""
    return any(_LEAD_NAMES.search(scope.names) for _, scope in zip(range(4), _scopes(line), strict=False))


def _home(lines: list[Line]) -> Scope | None:
    """The element that holds most of the running text; None for a page without markup."""
    scores: dict[int, float] = defaultdict(float)
    scopes: dict[int, Scope] = {}
    for line in lines:
        if len(line.text) < 30 or line.linked > 0.5 or _is_chrome(line):
            continue
        weight = 1.0
        containers = (scope for scope in _scopes(line) if scope.tag not in _INLINE_SCOPES)
        for _, scope in zip(range(4), containers, strict=False):
            scores[id(scope)] += len(line.text) * weight
            scopes[id(scope)] = scope
            weight /= 2
    best = max(scores, key=lambda key: scores[key], default=None)
    return scopes[best] if best is not None else None


def _scopes(line: Line) -> list[Scope]:
    return list(line.scope.chain()) if line.scope else []


def _chain(line: Line) -> list[Scope]:
    return _scopes(line)


def _is_chrome(line: Line) -> bool:
    return any(scope.tag in _CHROME_TAGS or _CHROME.search(scope.names) for scope in _scopes(line) if scope.tag != "body")


def _before_home(line: Line) -> bool:
    """A line between headline and text that may be the lead."""
    return is_lead(line) or (len(line.text) >= 60 and line.linked < 0.3)


def _seen_home(lines: list[Line], chosen: list[int], home: Scope) -> bool:
    return any(home in _chain(lines[i]) for i in chosen)


def _too_early(lines: list[Line], chosen: list[int]) -> bool:
    """An end mark before any running text is furniture, not the end."""
    return sum(len(lines[i].text) for i in chosen) < 40
