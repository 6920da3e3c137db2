"""What may come in as a picture: told by its first bytes and its size, before the whole of it is read."""

from typing import Final

from inspections.refusal import BadValueError

MAX_BYTES: Final = 120 << 20
"""A phone's picture of 200 megapixels has 40 to 90 MB."""

HEAD: Final = 32
"""So many first bytes tell the format."""

HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_SHARED_BRANDS: Final = frozenset({b"mif1", b"msf1", b"mif2"})
_SIGNATURES: Final = (
    b"\xff\xd8\xff",  # JPEG, MPO
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",  # TIFF
    b"MM\0*",
    b"BM",
    b"GIF8",
)


class DamagedPictureError(BadValueError):
    """A picture that is cut off: its bytes are evidence only if a person says so."""


def is_heif(data: bytes) -> bool:
    """Tell whether it is HEIC or HEIF by its brands; AVIF and videos carry the same box with other ones."""
    if data[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(data[:4], "big"), len(data))
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length - 3, 4))}
    return bool(brands & HEIF_BRANDS) or data[8:12] in _SHARED_BRANDS


def looks_like_picture(head: bytes) -> bool:
    """Tell by its first bytes whether a file can be a picture, whatever its name ends in."""
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_SIGNATURES) or is_webp or is_heif(head)


def not_a_picture(name: str) -> BadValueError:
    """Return the refusal of what is no picture."""
    return BadValueError(
        f"“{name}”不是能读取的照片。", "请使用 JPEG、PNG、HEIC、WEBP、TIFF、BMP 或 GIF；文件可能没有复制完整。"
    )


def too_big(name: str, size: int) -> BadValueError:
    """Return the refusal of a file beyond the limit, also for who looks at the size before reading."""
    return BadValueError(
        f"“{name}”有 {size >> 20} MB，超过 {MAX_BYTES >> 20} MB 上限。", "请确认这是照片，必要时降低相机的像素设置。"
    )


def damaged(name: str) -> DamagedPictureError:
    """Return the refusal of a picture that is cut off."""
    return DamagedPictureError(
        f"“{name}”不完整，可能没有复制完。", "请从手机或相机重新复制；原件只剩这一份时，可选择作为损坏的证据保留。"
    )
