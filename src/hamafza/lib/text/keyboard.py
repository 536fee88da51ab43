"""Persian typed while the Latin keyboard layout was on."""

_US = "qwertyuiop[]asdfghjkl;'zxcvbnm,\\`"
_PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدئوپ\u200d"
_TABLE = str.maketrans(_US + "QWERTYUIOPASDFGHJKLZXCVBNM", _PERSIAN + "ضصثقفغعهخحشسیبلآتنمظطژرذدئ")


def as_persian(text: str) -> str:
    """The same keys on the Persian layout; text without Latin letters stays as it is.

    >>> as_persian("v,hfx ul,ld")
    'روابط عمومی'
    """
    if not any(c.isascii() and c.isalpha() for c in text):
        return text
    return text.translate(_TABLE).replace("\u200d", "")
