"""The empty document: its styles, page, footer and properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hamafza.lib.documents.model import Document
from hamafza.lib.documents.words import WORDS
from hamafza.lib.text.characters import allowed

FACE, INSTEAD = "Vazirmatn", "Tahoma"
"""The second serves on machines that lack the first."""
INK, MUTED, ACCENT, SUNK = "18211F", "545E60", "0B5C5A", "F4F1EA"
TONES = {"Note": ACCENT, "Good": "17623A", "Warning": "7A5200"}
MARGIN, WIDE, HIGH = 1134, 11906, 16838


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of paragraph. Sizes are half points, distances twentieths; the parts in the order of the format."""

    name: str
    size: int = 21
    bold: bool = False
    colour: str = INK
    before: int = 0
    after: int = 60
    keeps_next: bool = False
    box: str = ""
    tabs: str = ""
    indent: str = ""
    side: str = ""
    level: int = 0
    is_ltr: bool = False

    @property
    def key(self) -> str:
        words = self.name.split()
        return words[0] + "".join(word.title() for word in words[1:])

    def xml(self, is_rtl: bool) -> str:
        keep = "<w:keepNext/>" if self.keeps_next else ""
        tabs = f"<w:tabs>{self.tabs}</w:tabs>" if self.tabs else ""
        bidi = f'<w:bidi w:val="{0 if self.is_ltr else 1}"/>' if is_rtl else ""
        space = f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="300" w:lineRule="auto"/>'
        outline = f'<w:outlineLvl w:val="{self.level - 1}"/>' if self.level else ""
        bold = "<w:b/><w:bCs/>" if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        return (
            f'<w:style {W} w:type="paragraph" w:customStyle="{0 if self.is_built_in else 1}" w:styleId="{self.key}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{keep}{self.box}{tabs}{bidi}{space}{self.indent}{self.side}{outline}</w:pPr>"
            f'<w:rPr>{bold}<w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="{self.colour}"/>'
            f'<w:spacing w:val="0"/><w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )

    @property
    def is_built_in(self) -> bool:
        return self.name in ("Title", "Subtitle", "caption", "footer") or self.name.startswith(
            ("heading", "TOC")
        )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def styles(is_rtl: bool) -> Iterator[Style]:
    aside = "" if is_rtl else '<w:jc w:val="right"/>'
    yield Style("Title", 40, True, after=40, keeps_next=True)
    yield Style("Subtitle", 26, colour=MUTED, after=100)
    yield Style("Facts", after=10)
    yield Style("Caption", bold=True, before=160, keeps_next=True)
    yield Style("Notes", 18, colour=MUTED, before=20, after=0)
    yield Style("After table", 12)
    yield Style("Picture", after=80, keeps_next=True)
    yield Style("Contents title", 24, True, before=200, keeps_next=True)
    yield Style(
        "Item", tabs='<w:tab w:val="left" w:pos="425"/>', indent='<w:ind w:left="425" w:hanging="425"/>'
    )
    for name, bold, space in (("Cell", False, 20), ("Head", True, 40), ("Total", True, 40)):
        yield Style(name, 19, bold, before=space, after=space)
        yield Style(f"{name} number", 19, bold, before=space, after=space, side=aside)
        yield Style(
            f"{name} latin", 19, bold, before=space, after=space, side='<w:jc w:val="right"/>', is_ltr=True
        )
    for level, size in enumerate((32, 27, 23, 21), 1):
        yield Style(
            f"heading {level}", size, True, ACCENT, 300 - 40 * level, 80, keeps_next=True, level=level
        )
        yield entry(level)
    for tone, colour in TONES.items():
        yield boxed(tone, colour, "right" if is_rtl else "left")


def entry(level: int) -> Style:
    """A line of the contents: the page stands at the far edge."""
    tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{WIDE - 2 * MARGIN}"/>'
    return Style(f"TOC {level}", after=40, tabs=tab, indent=f'<w:ind w:left="{320 * (level - 1)}"/>')


def boxed(tone: str, colour: str, side: str) -> Style:
    edge = f'<w:{side} w:val="single" w:sz="24" w:space="8" w:color="{colour}"/>'
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{SUNK}"/>'
    return Style(f"Callout {tone}", before=80, after=120, box=f"<w:pBdr>{edge}</w:pBdr>{ground}")


def package(document: Document) -> Any:
    """Without content."""
    from docx import Document as new

    made: Any = new()
    restyle(made, document)
    properties = made.core_properties
    properties.title, properties.author = allowed(document.title)[:255], allowed(document.author)[:255]
    properties.comments, properties.language = "", document.language
    lay_out(made.sections[0], document)
    without_preview(made)
    return made


def restyle(made: Any, document: Document) -> None:
    from docx.oxml import parse_xml

    is_rtl, root = document.direction == "rtl", made.styles.element
    for style in styles(is_rtl):
        for old in root.xpath(f'w:style[@w:styleId="{style.key}"]'):
            root.remove(old)
        root.append(parse_xml(style.xml(is_rtl)))
    for old in root.xpath('w:docDefaults | w:style[@w:styleId="Normal"]'):
        root.remove(old)
    root.insert(0, parse_xml(defaults(document)))
    root.append(parse_xml(normal(is_rtl)))
    name_instead(made)


def defaults(document: Document) -> str:
    face = f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
    said = "fa-IR" if document.language == "fa" else "en-GB"
    return (
        f'<w:docDefaults {W}><w:rPrDefault><w:rPr>{face}<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="fa-IR"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>"
    ).replace('w:val="en-GB" w:eastAsia', f'w:val="{said}" w:eastAsia')


def normal(is_rtl: bool) -> str:
    bidi = "<w:bidi/>" if is_rtl else ""
    return (
        f'<w:style {W} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{bidi}<w:spacing w:before="0" w:after="120" w:line="320" w:lineRule="auto"/></w:pPr></w:style>'
    )


def name_instead(made: Any) -> None:
    """The font that takes the place of ours, in the table of fonts."""
    for part in made.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            ours = f'<w:font w:name="{FACE}"><w:altName w:val="{INSTEAD}"/><w:charset w:val="B2"/></w:font></w:fonts>'
            part._blob = part.blob.replace(b"</w:fonts>", ours.encode())


def lay_out(section: Any, document: Document) -> None:
    """A4, and the number of the page at its foot."""
    from docx.oxml import parse_xml
    from docx.shared import Twips

    section.page_width, section.page_height = Twips(WIDE), Twips(HIGH)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)
    if document.direction == "rtl":
        section._sectPr.append(parse_xml(f"<w:bidi {W}/>"))
    foot = section.footer.paragraphs[0]._p
    foot.getparent().replace(foot, parse_xml(footer(document)))


def footer(document: Document) -> str:
    is_rtl = document.direction == "rtl"
    rtl = "<w:rtl/>" if is_rtl else ""
    look = f'<w:rPr><w:color w:val="{MUTED}"/><w:sz w:val="17"/><w:szCs w:val="17"/>{rtl}</w:rPr>'
    words = WORDS[document.language].page.format(page="\x00PAGE\x00", pages="\x00NUMPAGES\x00").split("\x00")
    runs = "".join(
        f'<w:fldSimple w:instr=" {word} "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>'
        if number % 2
        else f'<w:r>{look}<w:t xml:space="preserve">{word}</w:t></w:r>'
        for number, word in enumerate(words)
        if word
    )
    bidi = "<w:bidi/>" if is_rtl else ""
    return f'<w:p {W}><w:pPr>{bidi}<w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def without_preview(made: Any) -> None:
    """The library's template carries a picture of its own first page."""
    relations = made.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[name]
