"""Six scenes in flat colours: a place, its light, and people at work. Coordinates are of a canvas of 1200 × 800."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
FINER = 2  # drawn this much larger and made smaller, so that edges are smooth
SKIN, HAIR = "#b98a66", "#2b2a2a"
Points = list[tuple[float, float]]


class SceneCanvas:
    """A picture that is drawn larger than it becomes."""

    def __init__(self, top: str, bottom: str) -> None:
        shades = Image.new("RGB", (1, 2))
        shades.putpixel((0, 0), rgb(top))
        shades.putpixel((0, 1), rgb(bottom))
        size = (WIDTH * FINER, HEIGHT * FINER)
        self._image = shades.resize(size, Image.Resampling.BILINEAR)
        self._pen = ImageDraw.Draw(self._image)

    def shape(self, colour: str, points: Points) -> None:
        self._pen.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def box(self, colour: str, x: float, y: float, wide: float, high: float, round: float = 0) -> None:
        corners = (x * FINER, y * FINER, (x + wide) * FINER, (y + high) * FINER)
        self._pen.rounded_rectangle(corners, round * FINER, fill=colour)

    def round(self, colour: str, x: float, y: float, wide: float, high: float | None = None) -> None:
        """An ellipse about its middle."""
        high = wide if high is None else high
        corners = ((x - wide) * FINER, (y - high) * FINER, (x + wide) * FINER, (y + high) * FINER)
        self._pen.ellipse(corners, fill=colour)

    def line(self, colour: str, points: Points, thick: float) -> None:
        self._pen.line(
            [(x * FINER, y * FINER) for x, y in points], colour, round(thick * FINER), joint="curve"
        )

    def picture(self) -> Image.Image:
        return self._image.reduce(FINER)


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def draw(name: str) -> Image.Image:
    canvas = SCENES[name]()
    return canvas.picture()


# What several scenes have


def person(on: SceneCanvas, x: float, foot: float, tall: float, coat: str, scarf: str = "") -> None:
    """Someone standing, seen from a little way off; `scarf` is the colour of one, else the hair shows."""
    head, half = tall * 0.085, tall * 0.13
    shoulder, face = foot - tall * 0.76, foot - tall * 0.88
    on.box("#2e2c2b", x - half * 0.62, foot - tall * 0.1, half * 1.24, tall * 0.1, 3)
    on.box(coat, x - half, shoulder, half * 2, tall * 0.69, half * 0.8)
    if scarf:
        on.round(scarf, x, face, head * 1.5, head * 1.6)
        on.shape(scarf, [(x - head * 1.5, face), (x + head * 1.5, face), (x + head * 1.7, shoulder + head * 1.5),
                         (x - head * 1.7, shoulder + head * 1.5)])  # fmt: skip
        on.round(SKIN, x, face + head * 0.1, head * 0.85, head)
    else:
        on.round(HAIR, x, face - head * 0.25, head * 1.1)
        on.round(SKIN, x, face + head * 0.12, head, head * 1.05)


def mountains(on: SceneCanvas, far: str, near: str, base: float) -> None:
    on.shape(far, [(0, base), (0, base - 130), (150, base - 250), (250, base - 170), (420, base - 330), (580, base - 170),
                   (690, base - 255), (860, base - 90), (990, base - 190), (1200, base - 60), (1200, base)])  # fmt: skip
    on.shape("#e6eae6", [(420, base - 330), (356, base - 258), (398, base - 272), (422, base - 246), (458, base - 268),
                         (489, base - 262)])  # fmt: skip
    on.shape(near, [(0, base + 60), (0, base - 20), (220, base - 70), (430, base - 30), (700, base - 80), (960, base - 40),
                    (1200, base - 75), (1200, base + 60)])  # fmt: skip


def house(on: SceneCanvas, x: float, y: float, wide: float, high: float, wall: str, roof: str) -> None:
    on.box(wall, x, y, wide, high)
    on.shape(roof, [(x - wide * 0.09, y), (x + wide / 2, y - high * 0.55), (x + wide * 1.09, y)])
    on.box("#51402f", x + wide * 0.42, y + high * 0.45, wide * 0.17, high * 0.55)
    for place in (0.12, 0.68):
        on.box("#7f98a3", x + wide * place, y + high * 0.28, wide * 0.19, high * 0.3, 2)


def window(on: SceneCanvas, x: float, y: float, wide: float, high: float) -> None:
    on.box("#fdf6e3", x - 10, y - 10, wide + 20, high + 20, 4)
    on.box("#a9cfe0", x, y, wide, high)
    on.shape("#8fb08a", [(x, y + high), (x, y + high * 0.7), (x + wide * 0.35, y + high * 0.52), (x + wide, y + high * 0.75),
                         (x + wide, y + high)])  # fmt: skip
    on.box("#fdf6e3", x + wide / 2 - 5, y, 10, high)


# The scenes


def van() -> SceneCanvas:
    on = SceneCanvas("#f0bf79", "#f7ead0")
    on.round("#fbe2ae", 930, 215, 130)
    on.round("#fff1cf", 930, 215, 72)
    mountains(on, "#8497a1", "#66786a", 480)
    for x, y, wide, high in ((50, 440, 150, 130), (222, 405, 130, 160), (1020, 425, 150, 140)):
        on.box("#c9a77e", x, y, wide, high)
        on.box("#8a6d4c", x - 8, y - 10, wide + 16, 12)
        for side in (0.22, 0.62):
            on.box("#4b3b2b", x + wide * side, y + 32, 26, 36)
    on.box("#b9966c", 0, 545, 1200, 260)
    on.shape("#a37f59", [(0, 645), (500, 610), (1200, 635), (1200, 800), (0, 800)])
    on.round("#77593b", 655, 672, 330, 22)
    on.shape("#dfe3de", [(400, 374), (770, 374), (738, 310), (434, 310)])
    on.box("#0b5c5a", 430, 306, 312, 12)
    on.box("#f4f5f1", 366, 374, 460, 262, 14)
    on.shape("#e4e8e3", [(822, 636), (822, 452), (912, 452), (940, 470), (990, 560), (990, 636)])
    on.shape("#3d5560", [(846, 474), (908, 474), (950, 545), (846, 545)])
    on.box("#0b5c5a", 366, 592, 624, 22)
    on.box("#33312c", 420, 418, 330, 168)
    on.box("#f0c26c", 430, 428, 310, 38)
    on.box("#7a5a3a", 420, 528, 330, 16)
    for x, high in ((450, 58), (490, 40), (640, 46), (692, 62)):
        on.box("#9aa5a4", x, 528 - high, 18, high)
    for x in (470, 880):
        on.round("#2a2a2a", x, 640, 44)
        on.round("#b9bdb8", x, 640, 19)
    person(on, 215, 742, 210, "#5a4a3c")
    person(on, 300, 726, 205, "#42614d", "#1f2a33")
    person(on, 520, 706, 200, "#39506b")
    person(on, 612, 712, 198, "#6d3b3a", "#27323a")
    person(on, 1050, 748, 208, "#2f4a57")
    return on


def class_() -> SceneCanvas:
    on = SceneCanvas("#f3ead8", "#e6d7bb")
    on.box("#c9b48f", 0, 560, 1200, 240)
    window(on, 80, 130, 250, 220)
    on.box("#7b5b3c", 452, 104, 576, 322, 6)
    on.box("#24443f", 468, 120, 544, 290)
    chalk = "#e8efe9"
    on.line(chalk, [(520, 300), (520, 180), (690, 180)], 5)
    on.line(chalk, [(760, 180), (930, 180), (930, 300), (520, 300)], 5)
    on.line(chalk, [(690, 180), (704, 156), (718, 204), (732, 156), (746, 204), (760, 180)], 5)
    on.round(chalk, 930, 240, 26)
    on.round("#f4c873", 930, 240, 20)
    for y in (340, 366):
        on.line(chalk, [(540, y), (540 + (y - 240) * 2, y)], 4)
    person(on, 1090, 610, 330, "#2f4a57", "#5b2f3c")
    on.line("#2f4a57", [(1060, 400), (985, 330)], 26)
    on.round(SKIN, 978, 323, 15)
    for x, coat, scarf in (
        (150, "#6d3b3a", "#27323a"),
        (420, "#42614d", ""),
        (690, "#8a6a2f", "#1f2a33"),
        (940, "#39506b", ""),
    ):
        if scarf:
            on.round(scarf, x, 548, 54, 60)
        else:
            on.round(HAIR, x, 544, 44, 48)
        on.box(coat, x - 84, 590, 168, 200, 60)
        on.box("#9b774f", x - 122, 700, 244, 26, 5)
        on.box("#7e5f3d", x - 108, 726, 18, 80)
        on.box("#7e5f3d", x + 90, 726, 18, 80)
        on.box("#f7f4ea", x - 60, 684, 80, 16, 2)
        on.line("#c0532f", [(x + 40, 698), (x + 70, 680), (x + 92, 694)], 5)
    return on


def solar() -> SceneCanvas:
    on = SceneCanvas("#9fcbe0", "#fbe8c4")
    on.round("#fdf0c8", 250, 250, 120)
    on.round("#fffaf0", 250, 250, 66)
    mountains(on, "#8fa6ad", "#7d9a78", 430)
    on.shape("#9aae6c", [(0, 470), (400, 430), (900, 470), (1200, 440), (1200, 800), (0, 800)])
    on.shape("#84985a", [(0, 640), (600, 590), (1200, 660), (1200, 800), (0, 800)])
    on.box("#f6f4ec", 850, 330, 270, 170)
    on.box("#0b5c5a", 838, 316, 294, 18)
    on.box("#7a5a3a", 958, 410, 54, 90)
    for x in (876, 1040):
        on.box("#7f98a3", x, 370, 54, 50, 2)
    on.box("#c0392b", 979, 346, 12, 40)
    on.box("#c0392b", 965, 360, 40, 12)
    for row, (y, size) in enumerate(((480, 0.72), (570, 1.0), (690, 1.32))):
        for number in range(4):
            panel(on, 60 + row * 30 + number * 215 * size, y, size)
    person(on, 1050, 700, 200, "#c08a2b")
    on.round("#f2c230", 1050, 511, 22, 14)
    on.box("#d9aa1c", 1023, 510, 54, 6, 3)
    return on


def panel(on: SceneCanvas, x: float, y: float, size: float) -> None:
    def at(right: float, down: float) -> tuple[float, float]:
        return x + (right - down * 0.25) * size, y + down * size

    on.line("#6f7673", [at(100, 60), at(100, 118)], 8 * size)
    on.shape("#d9dede", [at(-4, 84), at(26, -4), at(204, -4), at(190, 84)])
    on.shape("#23466b", [at(4, 78), at(30, 2), at(198, 2), at(184, 78)])
    for part in (0.25, 0.5, 0.75):
        on.line("#7fa3c4", [at(30 + 168 * part, 2), at(4 + 180 * part, 78)], 2.5 * size)
    for down in (27, 52):
        on.line("#7fa3c4", [at(20, down), at(192, down)], 2.5 * size)


def hall() -> SceneCanvas:
    on = SceneCanvas("#e9eef0", "#f7f3e8")
    on.box("#d8cdb8", 0, 560, 1200, 240)
    for x in range(0, 1200, 240):
        on.box("#cfdbe0", x + 20, 60, 190, 150, 4)
        on.box("#b9cad2", x + 112, 60, 6, 150)
    for x, colour in ((60, "#0b5c5a"), (440, "#a8612f"), (820, "#37507a")):
        on.box("#8d7757", x + 14, 300, 10, 330)
        on.box("#8d7757", x + 296, 300, 10, 330)
        for stripe in range(8):
            on.box(colour if stripe % 2 == 0 else "#fbf8f0", x + stripe * 40, 270, 40, 64, 8)
        person(
            on,
            x + 160,
            700,
            300,
            "#4a5458" if colour != "#37507a" else "#5d4a3a",
            "#2b3338" if x == 440 else "",
        )
        on.box("#b08b5f", x - 4, 550, 328, 26, 4)
        on.box("#9a774e", x + 8, 576, 304, 110)
        on.box("#fffdf6", x + 40, 526, 66, 26, 2)
        on.box("#3b4548", x + 220, 500, 74, 50, 4)
    for x, coat, scarf in ((150, "#6d3b3a", "#27323a"), (330, "#39506b", ""), (560, "#8a6a2f", ""), (700, "#42614d", "#1f2a33"),
                           (985, "#5a4a3c", "")):  # fmt: skip
        person(on, x, 786, 260, coat, scarf)
    return on


def village() -> SceneCanvas:
    on = SceneCanvas("#8fc3e0", "#eaf3ea")
    for x, y, wide in ((240, 130, 90), (320, 150, 70), (860, 110, 80), (940, 126, 60)):
        on.round("#fbfdfd", x, y, wide, 26)
    mountains(on, "#93a9b3", "#7e9b79", 380)
    on.box("#9cb56a", 0, 400, 1200, 400)
    for number in range(7):
        on.shape("#8aa559" if number % 2 else "#b5c67c", [(number * 190 - 120, 800), (number * 110 + 210, 470), (number * 110 + 266, 470),
                                                         (number * 190 + 10, 800)])  # fmt: skip
    on.shape("#cbbd9c", [(520, 800), (690, 470), (716, 470), (760, 800)])
    for y in (500, 560, 640, 740):
        on.box("#f3efe2", 638 + (y - 500) * 0.02, y, 6, 24 + (y - 500) / 8)
    on.box("#8b9296", 1016, 250, 10, 240)
    on.box("#8b9296", 1084, 250, 10, 240)
    on.line("#8b9296", [(1020, 300), (1090, 400), (1020, 480)], 5)
    on.box("#dfe6e8", 990, 160, 130, 100, 22)
    on.box("#0b5c5a", 990, 204, 130, 14)
    walls = ("#f4ead6", "#ecdcc0", "#f7f1e4")
    for number, (x, y, wide) in enumerate(((80, 430, 130), (240, 450, 140), (430, 436, 120), (800, 440, 130), (60, 570, 190),
                                           (840, 580, 200))):  # fmt: skip
        house(on, x, y, wide, wide * 0.62, walls[number % 3], "#a5492f")
    for x, y in ((330, 610), (380, 640), (1100, 560), (770, 540)):
        on.box("#6b5136", x - 6, y, 12, 60)
        on.round("#567c48", x, y - 16, 44, 52)
    return on


def bench() -> SceneCanvas:
    on = SceneCanvas("#e4e0d6", "#cfc6b3")
    on.box("#a99b80", 0, 620, 1200, 180)
    window(on, 120, 110, 420, 230)
    on.box("#b79a70", 640, 110, 470, 240, 4)
    for number, colour in enumerate(("#b03a2e", "#3b4a52", "#0b5c5a", "#7a5a3a", "#b03a2e", "#3b4a52")):
        x = 676 + number * 74
        on.box(colour, x, 150, 20, 110, 5)
        on.box("#8c979a", x - 12, 236, 44, 30, 4)
    for x, coat in ((400, "#2f5d72"), (790, "#d06a24")):
        person(on, x, 720, 400, coat)
        on.round("#f2c230", x, 342, 46, 34)
        on.round(SKIN, x, 376, 33, 30)
        on.box("#d9aa1c", x - 60, 342, 120, 12, 6)
        on.box("#f3ecc2", x - 52, 500, 104, 18)
    on.box("#8d6a42", 140, 560, 920, 44, 6)
    on.box("#6f5233", 180, 604, 40, 190)
    on.box("#6f5233", 980, 604, 40, 190)
    on.box("#5d6a6e", 560, 486, 110, 74, 6)
    on.box("#3f4a4e", 540, 470, 150, 24, 6)
    on.round("#c7ccca", 615, 524, 24)
    for x in (240, 290, 850, 910):
        on.box("#cfa86f", x, 530, 40, 30, 3)
    on.line(SKIN, [(455, 480), (540, 545)], 22)
    on.line(SKIN, [(735, 480), (690, 545)], 22)
    return on


SCENES: dict[str, Callable[[], SceneCanvas]] = {
    "van": van,
    "class": class_,
    "solar": solar,
    "hall": hall,
    "village": village,
    "bench": bench,
}
