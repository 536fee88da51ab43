"""Reading a news page, print view or not, text or HTML, into its fields."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hamafza.lib.calendar.jalali import TEHRAN
from hamafza.lib.calendar.parse import DateInText, parse_dates
from hamafza.lib.formats.article import article_lines
from hamafza.lib.formats.charset import decode
from hamafza.lib.formats.feed import read_feed
from hamafza.lib.formats.furniture import is_tag_line, named_source, tags_of
from hamafza.lib.formats.header import Header, Stamp, read_header
from hamafza.lib.formats.headline import Headline, find_headline
from hamafza.lib.formats.html_lines import PageLines, TextLine, read_html
from hamafza.lib.formats.page import NewsPage, PageError, Typed
from hamafza.lib.formats.story import TypedStory, read_story
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold_level
from hamafza.lib.text.halfspace import restore

MAX_BYTES = 2 * 1024 * 1024
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|table|div|p|br|span|meta|title|h[1-6]|font|center|article|section|a)\b[^<>]*>",
    re.IGNORECASE,
)
_MAX_LINES = 20_000
_LONGEST_CODE = 9
_MASTHEAD = re.compile(
    r" (?:header|nav|aside|footer) |mast|top-?bar|\b(?:site|page)-?head|today|clock|\bmenu", re.IGNORECASE
)


def read_page(data: bytes, *, filename: str = "", content_type: str = "") -> NewsPage:
    """Fields of a news page. `PageError` when the bytes are not a page with an article.

    At most 2 MiB are read; the file name and content type only help to tell HTML and the charset.
    """
    if len(data) > MAX_BYTES:
        raise PageError("too-large", f"The page is larger than {MAX_BYTES // 1024 // 1024} MiB.")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise PageError("empty", "The page is empty.")
    text = decode(data, content_type)
    named = filename.lower().endswith((".htm", ".html", ".xhtml")) or "html" in content_type.lower()
    document = read_feed(text)
    if document is None:
        document = read_html(text) if named or len(_HTML.findall(text[:50_000])) >= 2 else _read_text(text)
    return _Reader(document).page()


def _read_text(text: str) -> PageLines:
    lines = (
        re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in re.split(r"[\r\n\u2028\u2029\x0b\x0c]+", text)
    )
    return PageLines([TextLine(line) for line in lines if line][:_MAX_LINES])


def shown(text: str) -> str:
    """A typed field as it is displayed: letters right and lost half-spaces restored."""
    return restore(display(text))


@dataclass(slots=True)
class _Reader:
    """One reading of one page."""

    document: PageLines
    warnings: list[str] = field(default_factory=list)

    def page(self) -> NewsPage:
        """The page's fields; `PageError` ``no-article`` when there is no text to speak of."""
        texts, header, headline, story = self.read()
        if _is_empty(story) and (lines := _declared_article(self.document)):
            self.document = replace(self.document, lines=lines)
            texts, header, headline, story = self.read()
        if _is_empty(story):
            raise PageError("no-article", "No article text was found in this page.")
        when, mismatch = self.published(header)
        self.warn("no-headline", not headline.text)
        self.warn("no-code", not header.code)
        self.warn("long-code", len(header.code or "") > _LONGEST_CODE)
        self.warn("no-date", when is None)
        self.warn("weekday-mismatch", mismatch)
        return NewsPage(
            news_code=header.code,
            site=_shown(headline.site),
            network=_shown(story.network or _network(headline.site)),
            kicker=_shown(headline.kicker),
            headline=_shown(headline.text),
            abstract=_shown(story.lead),
            body=tuple(shown(paragraph) for paragraph in story.body),
            dateline=_shown(story.dateline),
            source=_shown(story.source or next(filter(None, map(named_source, texts)), None)),
            byline=_shown(_byline(self.document)),
            published_at=when,
            weekday_mismatch=mismatch,
            original_url=_address(self.document),
            tags=tuple(map(shown, _tags(self.document, headline))),
            salutation=tuple(map(shown, story.salutation)),
            signature=tuple(map(shown, story.signature)),
            as_typed=Typed(headline.text, story.lead, tuple(story.body)),
            warnings=tuple(self.warnings),
        )

    def read(self) -> tuple[list[str], Header, Headline, TypedStory]:
        """The lines of the document, and what they are."""
        texts = [line.text for line in self.document.lines]
        header = read_header(texts)
        headline = find_headline(self.document, header)
        paragraphs = [texts[i] for i in article_lines(self.document, headline, header)]
        return texts, header, headline, read_story(paragraphs, headline.text, headline.site)

    def warn(self, key: str, when: bool) -> None:
        """Note what is missing or doubtful."""
        if when:
            self.warnings.append(key)

    def published(self, header: Header) -> tuple[datetime | None, bool]:
        """When the page says it was published, and whether its weekday contradicts its date."""
        visible = header.stamp.found if header.stamp else None
        found = _declared_time(self.document)
        declared = found.when.astimezone(TEHRAN) if found else None
        if visible is None or header.stamp is None:
            return declared, False
        if found and found.has_time and (shows(header, found) or self._outweighs(header.stamp, found)):
            return declared, False
        if declared and not visible.has_time and declared.date() == visible.when.date():
            return declared, visible.weekday_mismatch
        return visible.when, visible.weekday_mismatch

    def _outweighs(self, stamp: Stamp, declared: DateInText) -> bool:
        """Whether a declared moment says more than a visible day: that of the visit, or of the masthead."""
        if stamp.found.when == declared.when or stamp.rank > 0:
            return False
        masthead = any(
            _MASTHEAD.search(f" {scope.tag} {scope.names}")
            for scope in self.document.lines[stamp.line].scopes()
        )
        return stamp.rank < 0 or masthead


def shows(header: Header, declared: DateInText) -> bool:
    """Whether the page shows the declared minute too, beside whatever other moments."""
    minutes = (stamp.found.when - declared.when for stamp in header.stamps if stamp.found.has_time)
    return any(abs(apart) < timedelta(minutes=1) for apart in minutes)


def _is_empty(story: TypedStory) -> bool:
    return sum(len(paragraph) for paragraph in story.body) < 20


def _declared_article(document: PageLines) -> list[TextLine]:
    """The article of a page that a script draws: it stands in the page's schema.org object alone."""
    told = [document.data.get(name) for name in ("headline", "description", "articleBody")]
    if not isinstance(told[-1], str):
        return []
    lines = [line for part in told if isinstance(part, str) for line in part.splitlines()]
    return [TextLine(line.strip()) for line in lines if line.strip()][:_MAX_LINES]


def _shown(text: str | None) -> str | None:
    return shown(text) if text else None


def _network(site: str | None) -> str | None:
    """The short name before the dash in «شارا - شبکه اطلاع رسانی …»."""
    short, dash, rest = (site or "").partition(" - ")
    return short if dash and len(short) <= 20 and len(short) < len(rest) else None


def _declared_time(document: PageLines) -> DateInText | None:
    """The time of publishing that the head of an HTML page declares."""
    meta, data = document.meta, document.data
    declared = (
        meta.get("article:published_time"),
        data.get("datePublished"),
        meta.get("datepublished"),
        meta.get("dc.date.issued"),
        meta.get("time"),
    )
    for value in declared:
        if isinstance(value, str) and (found := parse_dates(value[:60])):
            return found[0]
    return None


_WRITTEN_BY = re.compile(
    r"(?:نویسنده|خبرنگار|گزارشگر|تهیه و تنظیم|گزارش از|به قلم|by)\s?[:：]\s?(?P<name>[^\d:|]{3,50})\Z",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:لینک|پیوند|نشانی|ادرس|منبع|نسخه اصلی|url|link|source|original)[^:]{0,20}[:：]\s?(?P<url>https?://[^\s<>\"']{4,500})",
    re.IGNORECASE,
)


def _byline(document: PageLines) -> str | None:
    for line in document.lines:
        if len(line.text) <= 80 and (match := _WRITTEN_BY.match(fold_level(line.text))):
            return line.text[match.start("name") :].strip()
    return None


def _address(document: PageLines) -> str | None:
    """The page's own address: declared, linked as the original version, or written out."""
    linked = [
        href
        for text, href in document.links
        if re.search(r"نسخه اصلی|original version", fold_level(text), re.IGNORECASE)
    ]
    declared = (document.data.get(name) for name in ("url", "mainEntityOfPage"))
    names = [one.get("@id") if isinstance(one, dict) else one for one in declared]
    said = [one for one in names if isinstance(one, str)]
    for address in (document.canonical, document.meta.get("og:url", ""), *said, *linked):
        if re.match(r"https?://[^\s<>\"']{4,1000}\Z", address):
            return address
    for line in document.lines:
        if match := _URL.search(fold_level(line.text[:700])):
            return line.text[match.start("url") : match.end("url")].rstrip(".,،)")
    return None


def _tags(document: PageLines, headline: Headline) -> list[str]:
    """Hashtags of the kicker, then the list of tags under the text."""
    found = [tag.replace("_", " ") for tag in re.findall(r"#([\w\u200c]+)", headline.kicker or "")]
    lines = document.lines
    for i, line in enumerate(lines):
        if is_tag_line(line.text):
            found += tags_of(line.text)
            for following in lines[i + 1 : i + 20] if not tags_of(line.text) else []:
                if following.linked < 0.7 or len(following.text) > 50:
                    break
                found.append(following.text.strip("#"))
            break
    return list(dict.fromkeys(found))
