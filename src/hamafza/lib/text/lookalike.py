"""Whether two names read alike: what a person takes for the same name gets the same skeleton."""

from __future__ import annotations

import unicodedata

from hamafza.lib.text.fold import fold_tight

# Letters of other scripts and digits, and the Latin letter a reader takes each for.
_SEEN = "аеорсухкмтвнігѕјԛԝһԁοαερτυνκιχγωßɑɡıłøđ01|!$@"
_TAKEN = "aeopcyxkmtbhirsjqwhdoaeptuvkixywbagilodolllsa"
# Arabic-script letters that differ from a Persian one by a sign few people see at the size of a name.
_RARE = "ڤڥڡپټډړڑښڼڽگݢۀەۂة"
_USUAL = "ففففتدررسننککهههه"
_TABLE = str.maketrans(_SEEN + _RARE, _TAKEN + _USUAL)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(name: str) -> str:
    """What is left of a name when everything that is not seen at a glance is gone. For matching only.

    >>> skeleton("مركز روابط عمومي") == skeleton("مرکزِ روابط‌عمومی!")
    True
    >>> skeleton("PR centre") == skeleton("РR Сentre")  # two letters are Cyrillic
    True
    """
    text = unicodedata.normalize("NFKD", fold_tight(unicodedata.normalize("NFKC", name)).casefold())
    seen = "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN" or sign in "|!$@")
    taken = seen.rstrip("!|").translate(_TABLE)
    for two, one in _PAIRS:
        taken = taken.replace(two, one)
    return taken
