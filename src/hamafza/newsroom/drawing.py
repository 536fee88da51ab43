"""Drawing uploaded pictures anew: upright, in plain colours, without their metadata."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from hamafza.newsroom.uploads import UploadRefused

PIXEL_LIMIT = 60_000_000
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")


def opened(data: bytes) -> Image.Image:
    """The picture upright and in plain colours; anything that is none, or is a bomb, is refused."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        if image.width * image.height > PIXEL_LIMIT:
            raise UploadRefused(_("The picture is too large. Choose a smaller one."))
        upright = ImageOps.exif_transpose(image)
        return upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise UploadRefused(
            _("This picture cannot be opened. Choose a JPEG, PNG or WebP picture.")
        ) from error


def drawn(image: Image.Image, width: int) -> bytes:
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS) if width != image.width else image
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
