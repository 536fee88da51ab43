"""How large a picture may be: what it costs to draw depends on its pixels, not on its bytes."""

from __future__ import annotations

from PIL import Image

MEGA = 1_000_000
ALWAYS = 12 * MEGA  # pixels that any picture may have: an eighth of a second
PER_BYTE = (
    40  # further pixels for each byte; photographs have 2 to 20, drawings up to 100 but not at this size
)
MOST = {"JPEG": 120 * MEGA, "progressive": 40 * MEGA, "PNG": 40 * MEGA, "WEBP": 40 * MEGA}
LONGEST = 8  # times as high as wide: what a page shows of it is a line otherwise


def fits(image: Image.Image, size: int) -> bool:
    """Whether a picture of `size` bytes, of which only the head was read, is drawn."""
    pixels = image.width * image.height
    kind = "progressive" if image.info.get("progressive") else str(image.format)
    sides = sorted(image.size)
    return pixels <= min(MOST[kind], ALWAYS + size * PER_BYTE) and sides[1] <= LONGEST * max(sides[0], 160)
