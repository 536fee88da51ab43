"""Colours of every kind of picture as those of a page: eight bits of sRGB, transparent where the picture is."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

DEEP = ("I;16", "I;16B", "I;16L", "I")  # greys of sixteen bits
OF_SIXTEEN_BITS = 1 / 257


def plain(image: Image.Image) -> Image.Image:
    """The picture in RGB, or in RGBA if something shows through it."""
    profile = image.info.get("icc_profile")
    if image.mode in DEEP:
        image = image.convert("I").point(lambda value: value * OF_SIXTEEN_BITS).convert("L")
    kept = "RGBA" if image.has_transparency_data else "RGB"
    if profile and (seen := as_seen(image, profile, kept)) is not None:
        return seen
    return image.convert(kept)


def as_seen(image: Image.Image, profile: bytes, kept: str) -> Image.Image | None:
    """The picture by its own colour profile; nothing if the profile is none, or is of other colours."""
    from PIL import ImageCms

    ready = image if image.mode in ("L", "CMYK", kept) and kept == "RGB" else image.convert(kept)
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(ready, given, srgb, outputMode=kept)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
