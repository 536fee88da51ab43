"""Finding the headline of a page, and with it the site's name and the kicker."""

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from hamafza.lib.formats.credit import opening
from hamafza.lib.formats.furniture import is_about_page, is_clutter, is_invocation, is_share_or_navigation
from hamafza.lib.formats.header import Header
from hamafza.lib.formats.html_lines import PageLines, TextLine
from hamafza.lib.text.fold import fold_level, fold_tight

LONGEST = 220
_SITE = re.compile(r"(?P<site>[^:؛|»]{3,110}?)\s?(?::{1,2}|\||»)\s?(?P<headline>[^\s|].*)\Z")
_DASHED_SITE = re.compile(
    r"(?P<site>(?:خبرگزاری|پایگاه(?: خبری| اطلاع\s?رسانی)?|پرتال|پورتال|روزنامه)(?:\s[^\s.:،-]+){1,5}?)\s[-–—]\s(?P<headline>[^-–—]{12,})\Z"
)
_SITE_WORDS = re.compile(
    r"\A(?:شارا|شبکه (?:اطلاع|خبری|روابط)|خبرگزاری|پایگاه|پرتال|پورتال|سایت|وب\s?سایت|روابط عمومی|خبرنامه|روزنامه|اداره کل)|\s[-–]\s(?:شبکه|خبرگزاری|پایگاه|پرتال|پورتال|سایت|روابط)|news (?:agency|network)|press office",
    re.IGNORECASE,
)
_NETWORK_MARK = re.compile(r"\|\|")
_PARTS = re.compile(r"\s+[-–—|:»·]+\s+|\s*[|»]\s*|\s::\s")
_KICKER = re.compile(r"(?P<kicker>.{2,90}?)\s?/\s+(?P<headline>[^/]{8,})\Z")
_TAIL = re.compile(
    r"\s?[-–—|]\s?(?P<site>شارا|خبرگزاری\s[^\W\d_]+(?:\s[^\W\d_]+)?|ایرنا|ایسنا|تسنیم|ایلنا)\s*\Z"
)
_FULL_STOP = re.compile(r"(?<!\.)\.\s*\Z")
_BARE_SITE = re.compile(
    r"(?:خبرگزاری|پایگاه|پرتال|پورتال|روزنامه|شبکه (?:خبری|اطلاع\s?رسانی))(?:\s[^\s.:،]+){1,5}\Z"
)
_SENTENCE_END = re.compile(r"[.؛:،,]\s*\Z")
_HEADLINE_NAMES = re.compile(
    r"[ _-](?:headline|entry-title|post-title|news-title|newstitle|article-title|title|titr|post_title|main-title|itemheading)[ _-]"
)
_SITE_NAMES = re.compile(r"[ _-](?:site|blog|brand|logo)[_-]?(?:title|name|text|description)?[ _-]")
_KICKER_NAMES = re.compile(
    r"[ _-](?:rutitr|rotitr|roo-?titr|ro-titr|kicker|overline|overtitle|uptitle|suptitle|pretitle|toptitle|surtitle|news-?uptitle|titr1)[ _-]"
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline as typed, and the lines it and its neighbours stand on."""

    text: str | None = None
    site: str | None = None
    kicker: str | None = None
    line: int | None = None
    used: frozenset[int] = frozenset()
    """Lines that hold headline, kicker or site and nothing else."""


def find_headline(document: PageLines, header: Header) -> Headline:
    """The headline by the page's own title line, its markup, or its place; None rather than a guess."""
    lines = document.lines
    found = (
        _site_line(lines)
        or _by_markup(document, header)
        or _doubled(lines, header)
        or _by_place(lines, header)
    )
    found = found or _declared(document)
    found = _with_kicker_inside(_with_marked_kicker(found, lines, header))
    return _with_site(found, document)


def _site_line(lines: list[TextLine]) -> Headline | None:
    """«شارا - شبکه اطلاع رسانی روابط عمومی ایران: …», the title line of print views."""
    for i, line in enumerate(lines[:6]):
        if _NETWORK_MARK.search(line.text):
            break  # the text has begun
        flat = fold_level(line.text)
        match = _SITE.match(flat) or _DASHED_SITE.match(flat)
        if not match or len(line.text) > LONGEST + 110 or _FULL_STOP.search(line.text):
            continue
        if _SITE_WORDS.search(match["site"]):
            return Headline(
                line.text[match.start("headline") :], line.text[: match.end("site")].strip(), line=i
            )
    return None


def _by_markup(document: PageLines, header: Header) -> Headline | None:
    """The heading that the markup names, best if the page's title says it too."""
    declared = fold_tight(
        f"{document.meta.get('og:title', '')} {document.title} {document.data.get('headline', '')}"
    )
    best, best_score = None, 2
    for i, line in enumerate(document.lines):
        if len(line.text) > LONGEST or line.scope is None or i in header.lines:
            continue
        if is_clutter(line.text) or _NETWORK_MARK.search(line.text):
            continue
        score = _heading_score(line) + 3 * (len(tight := fold_tight(line.text)) > 12 and tight in declared)
        if score > best_score:
            best, best_score = i, score
    return Headline(document.lines[best].text, line=best) if best is not None else None


def _heading_score(line: TextLine) -> int:
    score = 0
    for depth, scope in enumerate(islice(line.scopes(), 4)):
        if scope.tag == "h1":
            score += 3
        elif scope.tag in ("h2", "h3") and depth < 2:
            score += 1
        if depth < 3 and _SITE_NAMES.search(scope.names):
            score -= 6
        elif depth < 3 and _HEADLINE_NAMES.search(scope.names):
            score += 2
        if scope.tag in ("nav", "footer", "aside", "li"):
            score -= 3
    return score - (line.linked > 0.8)


def _doubled(lines: list[TextLine], header: Header) -> Headline | None:
    """A short line that stands twice in a row; a short line over it is the kicker."""
    for i, (line, following) in enumerate(pairwise(lines[:13])):
        tight = fold_tight(line.text)
        if (
            8 <= len(tight) <= LONGEST
            and tight == fold_tight(following.text)
            and not _SENTENCE_END.search(line.text)
        ):
            above = i - 1 if i and _may_be_kicker(lines[i - 1].text) and i - 1 not in header.lines else None
            used = {i, i + 1} | ({above} if above is not None else set())
            return Headline(
                line.text, None, lines[above].text if above is not None else None, i, frozenset(used)
            )
    return None


def _by_place(lines: list[TextLine], header: Header) -> Headline | None:
    """The short line right over the header, or else the first line of the page."""
    texts = [line.text for line in lines]
    plain = [i for i in range(len(texts)) if i not in header.lines and not _says_nothing(texts[i])]
    site = texts[plain.pop(0)] if plain and _BARE_SITE.match(fold_level(texts[plain[0]])) else None
    top = min(header.lines, default=0)
    above = [i for i in plain if i < top]
    if above and top <= 8 and all(len(texts[i]) <= LONGEST for i in above):
        return replace(_over_header(texts, above), site=site)
    found = _first_line(texts, plain)
    return found and replace(found, site=site)


def _says_nothing(text: str) -> bool:
    """Whether a line is no part of the item: a label, a share link, who wrote it, «بسمه تعالی»."""
    return is_clutter(text) or is_about_page(text) or is_invocation(text)


def _over_header(texts: list[str], above: list[int]) -> Headline:
    """Among the lines over the header, the headline is the last, unless that is only an author or a section."""
    last = above[-1]
    if len(above) > 1 and len(texts[last]) < 24 and 2 * len(texts[last]) < len(texts[above[-2]]):
        last = above[-2]
    before = [i for i in above if i < last]
    kicker = texts[before[-1]] if before and _may_be_kicker(texts[before[-1]]) else None
    return Headline(texts[last], None, kicker, last, frozenset(above))


def _first_line(texts: list[str], plain: list[int]) -> Headline | None:
    """The first line; or the second, when a small line stands over it and a paragraph follows."""
    if len(plain) < 2:
        return None
    first, second, third = (texts[i] for i in (*plain, plain[-1])[:3])
    leads_on = len(first) <= 60 and first.endswith((":", "؛")) and len(second) < len(third)
    if leads_on and _may_be_headline(second):
        return Headline(second, None, first, plain[1], frozenset(plain[:2]))
    if not _may_be_headline(first):
        return None
    small = len(first) <= 40 and len(first) < len(second) <= 100 and 1.2 * len(second) <= len(third)
    if small and _may_be_headline(second) and _may_be_kicker(first):
        return Headline(second, None, first, plain[1], frozenset(plain[:2]))
    return Headline(first, line=plain[0])


def _declared(document: PageLines) -> Headline:
    """What the head of an HTML page says, when the body shows no heading."""
    if text := document.meta.get("og:title") or document.title:
        parts = [part for part in _PARTS.split(text) if part.strip()]
        return Headline(max(parts, key=len).strip()) if parts else Headline()
    return Headline()


def _may_be_headline(text: str) -> bool:
    return 8 <= len(text) <= LONGEST and not _SENTENCE_END.search(text) and not opening(text).end


def _may_be_kicker(text: str) -> bool:
    if is_share_or_navigation(text) or is_invocation(text):
        return False
    return 3 <= len(text) <= 120 and not text.rstrip().endswith(".")


def _with_marked_kicker(found: Headline, lines: list[TextLine], header: Header) -> Headline:
    """The kicker that the markup names, or a smaller heading right over the headline."""
    if found.line is None or found.kicker:
        return found
    for i in range(found.line - 1, max(-1, found.line - 4), -1):
        scopes = list(islice(lines[i].scopes(), 3))
        named = any(_KICKER_NAMES.search(scope.names) for scope in scopes)
        smaller = i == found.line - 1 and any(s.tag in ("h2", "h3", "h4", "h5", "h6") for s in scopes)
        if (
            (named or smaller)
            and _may_be_kicker(lines[i].text)
            and i not in header.lines
            and lines[i].linked < 0.8
        ):
            return replace(found, kicker=lines[i].text, used=found.used | {i})
    return found


def _with_kicker_inside(found: Headline) -> Headline:
    """«بازخوردها/ نظر همکاران/ طرح …»: what stands before the last slash, if it is the smaller part."""
    match = _KICKER.match(found.text or "")
    if not match or found.kicker or len(match["kicker"]) > 0.6 * len(match["headline"]):
        return found
    return replace(found, kicker=match["kicker"].strip(), text=match["headline"].strip())


def _with_site(found: Headline, document: PageLines) -> Headline:
    """The site's name from its own declaration or the page title, off the headline's end."""
    site = found.site or document.meta.get("og:site_name") or _site_in_title(found, document)
    text = found.text
    if text and (match := _TAIL.search(fold_level(text))):
        tail = text[match.start("site") : match.end("site")]
        text, site = text[: match.start()].rstrip(), site or tail
    elif text and site and (cut := _named_tail(text, site)):
        text = cut
    used = found.used | ({found.line} if found.line is not None else frozenset())
    kicker = (found.kicker or "").rstrip(" :؛;،") or None
    return replace(found, text=text or None, site=site or None, kicker=kicker, used=used)


def _site_in_title(found: Headline, document: PageLines) -> str | None:
    parts = [part.strip() for part in _PARTS.split(document.title) if part.strip()]
    tight = fold_tight(found.text or "")
    others = [
        part for part in parts if tight and fold_tight(part) not in tight and tight not in fold_tight(part)
    ]
    if len(parts) > len(others) > 0 and len(others) <= 2:
        return " - ".join(others)
    return None


def _named_tail(text: str, site: str) -> str | None:
    """The headline without the site's name after its last dash."""
    head, dash, tail = text.rpartition(" - ")
    if not dash:
        head, dash, tail = text.rpartition(" | ")
    return (
        head.rstrip() if dash and len(fold_tight(tail)) > 2 and fold_tight(tail) in fold_tight(site) else None
    )
