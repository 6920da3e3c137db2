"""Editions of a checklist as they are read: lines of the list, differences with old and new words side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.criteria import criteria
from checklists.difference import Difference, difference
from checklists.model import Checklist, Item
from inspections.editions import CatalogueEntry, editions_in_use, find_edition
from inspections.terms import ACTION, DEPTH, EDITION_ORIGIN, EDITION_STANDING, ITEM_FIELD, NATURE, SEVERITY, YES
from inspections.upgrading import Impact
from ui.labels import joined
from ui.standards.model import agencies_words, applies_words, clause_words, measured_words, trigger_words
from ui.theme import Tone

MOST: Final = 160
_FIELDS: Final[Mapping[str, Callable[[Item], str]]] = {
    "text": lambda item: item.text,
    "check": lambda item: item.check,
    "proof": lambda item: item.proof,
    "how": lambda item: "、".join(item.how),
    "measure": lambda item: item.measure,
    "action": lambda item: ACTION[item.action],
    "days": lambda item: f"{item.days} 天" if item.days else "",
    "days_reason": lambda item: item.days_reason,
    "defaults": lambda item: "本软件建议" if item.defaults == "ours" else "依据来源",
    "severity": lambda item: SEVERITY[item.severity],
    "agencies": lambda item: agencies_words(item.agencies),
    "clauses": lambda item: "；".join(_clause(item)),
    "major": lambda item: "；".join(trigger_words(one, criteria()[one.criterion])[0] for one in item.major),
    "applies": applies_words,
    "applies_reason": lambda item: item.applies_reason,
    "measured": measured_words,
    "sampled": lambda item: YES[item.sampled],
    "nature": lambda item: NATURE[item.nature],
    "same_as": lambda item: item.same_as,
    "depth": lambda item: DEPTH[item.depth] if item.depth else "",
}


@dataclass(frozen=True, kw_only=True)
class EditionLine:
    """One edition in the list: what it is, how it stands, and what can be done with it now."""

    digest: str
    edition: str
    facts: str
    standing: str
    tone: Tone
    can_activate: bool
    can_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class DifferenceLine:
    """One difference: its mark, the item, and pairs of old and new words with their caption."""

    mark: str
    tone: Tone
    code: str
    title: str
    pairs: tuple[tuple[str, str, str], ...] = ()


def edition_lines(entries: Sequence[CatalogueEntry], code: str, today: date) -> tuple[EditionLine, ...]:
    """Return the editions of one list, the newest first."""
    own = sorted((one for one in entries if one.checklist.code == code), key=_newest, reverse=True)
    used = editions_in_use(own, today).get(code)
    return tuple(_line(one, is_used=used is not None and one.digest == used.digest) for one in own)


def _newest(entry: CatalogueEntry) -> tuple[date, object]:
    return entry.checklist.in_force_from, entry.record.last or (0, "", 0) if entry.record else (0, "", 0)


def _line(entry: CatalogueEntry, *, is_used: bool) -> EditionLine:
    checklist = entry.checklist
    ends = f" 至 {checklist.in_force_to.isoformat()}" if checklist.in_force_to else " 起"
    published = entry.record.fields.text("published_on") if entry.record else ""
    facts = (
        f"{checklist.in_force_from.isoformat()}{ends}施行",
        f"{len(checklist.items)} 项",
        f"{EDITION_ORIGIN[entry.origin]}{f' {published}' if published else ''}",
        f"摘要 {entry.digest[:8]}",
    )
    standing = "使用中" if is_used else EDITION_STANDING[entry.standing]
    return EditionLine(
        digest=entry.digest,
        edition=checklist.edition,
        facts=joined(facts),
        standing=standing,
        tone=Tone.OK if is_used else Tone.INFO if entry.standing == "active" else Tone.NA,
        can_activate=entry.standing != "active" and not is_used,
        can_withdraw=entry.standing != "withdrawn" and (is_used or entry.standing == "active"),
    )


def compared(entries: Sequence[CatalogueEntry], old: str, new: str) -> Difference:
    """Return what one edition changes against another."""
    return difference(find_edition(entries, old).checklist, find_edition(entries, new).checklist)


def difference_items(found: Difference) -> Iterator[DifferenceLine]:
    """Yield every difference, what reads otherwise before what is gone, new or elsewhere."""
    for section in found.sections:
        pair = (("部分名称", section.old, section.new),)
        yield DifferenceLine(mark="改名", tone=Tone.INFO, code=section.code, title="", pairs=pair)
    for change in found.changed:
        pairs = tuple(
            (ITEM_FIELD[name], _FIELDS[name](change.old), _FIELDS[name](change.new)) for name in change.fields
        )
        title = "" if "text" in change.fields else change.new.text
        yield DifferenceLine(mark="修改", tone=Tone.WARN, code=change.new.id, title=title, pairs=pairs)
    for one in found.removed:
        yield DifferenceLine(mark="删去", tone=Tone.BAD, code=one.item.id, title=one.item.text)
    for one in found.added:
        yield DifferenceLine(mark="新增", tone=Tone.OK, code=one.item.id, title=one.item.text)
    for move in found.moved:
        where = f"{move.old_section} 内的次序" if move.is_reordered else f"{move.old_section} → {move.new_section}"
        yield DifferenceLine(mark="移动", tone=Tone.NA, code=move.item.id, title=f"{where}　{move.item.text}")


def impact_lines(impact: Impact) -> list[str]:
    """Say what activating an edition touches, each in a line; nothing is changed by it."""
    lines = [
        f"进行中的检查　{one.institution}　{one.on.isoformat()}　版本 {one.edition}，已答 {one.answered} 项"
        + (f"，升级后 {one.leaving} 项列入历史项" if one.leaving else "")
        for one in impact.visits
    ]
    lines += [
        f"未销号问题　{one.number}　{one.institution}　{one.item} "
        + (f"改动：{'、'.join(ITEM_FIELD[name] for name in one.fields)}" if one.fields else "已删去")
        for one in impact.findings
    ]
    return lines


def impact_words(impact: Impact) -> str:
    """Say in a sentence what activating an edition means."""
    since = impact.new.in_force_from.isoformat()
    instead = f"，代替 {impact.replaced.edition}" if impact.replaced else ""
    kept = "进行中的检查保持原版本，可以在检查中预览后升级；已登记的问题和文书不变。"
    return f"新的检查自 {since} 起使用版本 {impact.new.edition}{instead}。{kept}"


def lists_shown(entries: Sequence[CatalogueEntry], today: date) -> list[Checklist]:
    """Return every list in the edition in use today, and where none is in use in the newest at hand."""
    newest = {entry.checklist.code: entry.checklist for entry in sorted(entries, key=_newest)}
    used = {code: entry.checklist for code, entry in editions_in_use(entries, today).items()}
    return [used.get(code, newest[code]) for code in dict.fromkeys(entry.checklist.code for entry in entries)]


def _clause(item: Item) -> Iterator[str]:
    for clause in item.clauses:
        yield f"{clause_words(clause)}{'' if clause.is_verified else '（待核）'}{clause.note and f'，{clause.note}'}"
