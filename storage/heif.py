"""HEIC and HEIF through pi-heif, a decoder only; without it the refusal names the file and the phone's setting."""

from functools import cache

from inspections.refusal import BadValueError

FORMAT = "HEIF"


def require(name: str) -> None:
    """Make Pillow read HEIC; BadValueError tells what to do where the decoder is not installed."""
    if not is_readable():
        raise BadValueError(
            f"“{name}”是 HEIC 格式，本机没有安装 HEIC 解码组件，不能读取。",
            "请在 iPhone“设置→相机→格式”选择“兼容性最佳”后重拍，或先在手机上转为 JPEG 再导入；"
            "也可由技术人员安装 pi-heif 后再试。",
        )


@cache
def is_readable() -> bool:
    """Tell whether the decoder is installed; the first call hands it to Pillow."""
    try:
        import pi_heif
    except ImportError:
        return False
    pi_heif.register_heif_opener(thumbnails=False)
    return True


def is_whole(data: bytes) -> bool:
    """Tell whether the last box ends where the file does: a cut file has a box that says more."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 0:  # to the end of the file, whatever that is
            return True
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:
            return False
        at += size
    return at == len(data)
