"""Dates, times and digits as people type them."""

import re
from datetime import date, time


def parse_date(text: str) -> date | None:
    """Read a date as people write it: 2026-12-7, 2026.12.07, 20261207, 2026年12月7日."""
    found = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", half_width(text).strip())
    found = found or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", half_width(text).strip())
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Read a time of day as people write it: 9:30, 0930, 9时30分, 9点."""
    found = re.fullmatch(r"(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?", half_width(text).strip())
    found = found or re.fullmatch(r"(\d{2})(\d{2})", half_width(text).strip())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def half_width(text: str) -> str:
    """Return digits and signs typed in Chinese full width as plain ones."""
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text.replace("\u3000", " "))
