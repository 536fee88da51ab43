"""The characters this package reasons about, each named once."""

ZWNJ = "\u200c"  # the half-space
"""Zero-width non-joiner: parts of one word that do not join («می‌شود»)."""

HALF_SPACES = "\u200c\u00ac\u009d"
"""ZWNJ, the not sign that old Windows fonts drew as one, and its unconverted windows-1256 byte."""

BIDI_CONTROLS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
INVISIBLE = BIDI_CONTROLS + "\u200b\u2060-\u2064\ufeff\u00ad\u180e"
"""Characters without width or meaning in stored text (body of a character class)."""

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces other than the ordinary one (body of a character class)."""

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
"""Vowel signs and other marks written above or below Arabic-script letters (body of a character class)."""

TATWEEL = "\u0640"

ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
"""Letters of the Arabic script, presentation forms included (body of a character class)."""

NON_JOINING = frozenset("اآأإٱدذرزژوؤءة")
"""Letters that never join the next one: a half-space after them cannot be seen."""


def each(class_body: str) -> list[int]:
    """Code points of a character-class body such as ``"a-cx"``.

    >>> each("a-cx")
    [97, 98, 99, 120]
    """
    points: list[int] = []
    characters = iter(class_body)
    for character in characters:
        if character == "-" and points:
            points.extend(range(points[-1] + 1, ord(next(characters)) + 1))
        else:
            points.append(ord(character))
    return points
