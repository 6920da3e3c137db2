"""Awkward pictures, made when a test asks for them."""

import io

from PIL import Image, ImageDraw

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 220, 30)


def quarters(width=640, height=480, mode="RGB"):
    """A picture whose corners are red, green, blue, yellow: seen upright, clockwise from the top left."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    half_w, half_h = width // 2, height // 2
    draw.rectangle((0, 0, half_w, half_h), RED)
    draw.rectangle((half_w, 0, width, half_h), GREEN)
    draw.rectangle((half_w, half_h, width, height), BLUE)
    draw.rectangle((0, half_h, half_w, height), YELLOW)
    return image.convert(mode)


def encoded(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width=640, height=480, **options):
    return encoded(quarters(width, height), quality=90, **options)


_BEFORE_TURNING = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def oriented(orientation, width=640, height=480, **tags):
    """A JPEG that is upright only after its EXIF orientation was applied."""
    image = quarters(width, height)
    if orientation in _BEFORE_TURNING:
        image = image.transpose(_BEFORE_TURNING[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769).update({int(tag, 16): value for tag, value in tags.items()})
    return encoded(image, quality=90, exif=exif)


def corners(data):
    """The four corner colours of an encoded picture, clockwise from the top left."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    w, h = image.size
    return [
        image.getpixel(at)
        for at in ((w // 8, h // 8), (w - w // 8, h // 8), (w - w // 8, h - h // 8), (w // 8, h - h // 8))
    ]


def close(one, other, by=24):
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def dated(taken, width=320, height=240):
    """A JPEG whose camera says when it was taken, on its own clock."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
    return jpeg(width, height, exif=exif)
