"""The program: a picture comes in, its drawn sizes go out. It takes no more memory and time than it is given."""

from __future__ import annotations

import json
import os
import resource
import sys
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from hamafza.lib.pictures.budget import fits
from hamafza.lib.pictures.colours import plain

MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 20  # of the processor
KINDNESS = 15  # everything else goes first
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 80


class PictureRefused(Exception):
    """`large` or `unreadable`."""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(KINDNESS)


def draw(data: bytes, widths: list[int]) -> tuple[tuple[int, int], dict[int, bytes]]:
    """Size of the whole picture as it is looked at, and WebP files by their width."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if not fits(image, len(data)):
        raise PictureRefused("large")
    lies = image.getexif().get(0x0112, 1) >= 5  # turned by a quarter
    whole = image.size[::-1] if lies else image.size
    wanted = sorted({*(width for width in widths if width < whole[0]), min(whole[0], max(widths))})
    scale = wanted[-1] / whole[0]
    image.draft(None, (max(1, int(image.width * scale)), max(1, int(image.height * scale))))
    shown = scaled(plain(ImageOps.exif_transpose(image)), whole, wanted[-1])
    return whole, {width: written(scaled(shown, whole, width)) for width in wanted}


def scaled(image: Image.Image, whole: tuple[int, int], width: int) -> Image.Image:
    size = (width, max(1, round(whole[1] * width / whole[0])))
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def written(image: Image.Image) -> bytes:
    out = BytesIO()
    image.info = {}  # nothing of what the camera wrote
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def answer(data: bytes, widths: list[int]) -> tuple[dict[str, object], list[bytes]]:
    try:
        whole, files = draw(data, widths)
    except PictureRefused as refusal:
        return {"refused": str(refusal)}, []
    except (MemoryError, Image.DecompressionBombError):
        return {"refused": "large"}, []
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        EOFError,
        IndexError,
        KeyError,
    ):
        return {
            "refused": "unreadable"
        }, []  # the formats' readers raise whatever a damaged file makes them stumble over
    sizes = {str(width): len(file) for width, file in files.items()}
    return {"width": whole[0], "height": whole[1], "sizes": sizes}, list(files.values())


def main() -> None:
    limit()
    Image.MAX_IMAGE_PIXELS = None  # the budget is stricter
    head, files = answer(sys.stdin.buffer.read(), [int(width) for width in sys.argv[1:]])
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(files))


if __name__ == "__main__":
    main()
