"""Keep phrases of one's own, share them in the agency, take them out again."""

from inspections.phrase import book_id
from inspections.phrase_book import USED, used_once_more
from inspections.records import Changes, Records
from inspections.refusal import MissingError


def keep_phrase(records: Records, *, text: str, kind: str, by: str, item: str = "", share: str = "") -> Changes:
    """Keep a wording as a ready phrase of the acting person; `share` (an agency's id) puts it into the agency's book.

    Only a person of the agency shares in it; words already kept stay one phrase.
    """
    with records.change(by=by) as change:
        if share and records.people.get(by).agency != share:
            raise MissingError("您不是该机关的人员，不能存入机关常用语。", "请存为自己的常用语，或先登记所属机关。")
        owner = share or by
        book = records.phrases.new(book_id(owner))
        fact = book.keep(owner=owner, kind=kind, text=text, item=item)
        if not set(fact.body["add"]["phrases"]) <= set(book.kept):
            change.append(fact)
    return change.touched


def withdraw_phrase(records: Records, *, phrase: str, by: str) -> Changes:
    """Take a phrase out of the acting person's book, or of the book of the person's agency."""
    with records.change(by=by) as change:
        owners = (by, records.people.get(by).agency)
        books = [records.phrases.new(book_id(owner)) for owner in owners if owner]
        holding = [book for book in books if phrase in book.kept]
        if not holding:
            raise MissingError(
                "没有找到这条常用语，或它不是您和您所在机关的。", "用 list phrases 查看自己的常用语和编号。"
            )
        for book in holding:
            change.append(book.withdraw(phrase))
    return change.touched


def note_use(records: Records, *, text: str) -> Changes:
    """Remember on this laptop alone that a phrase was used now; the journal says nothing of it."""
    at = records.now().isoformat(timespec="seconds")
    records.keep_local(USED, used_once_more(records.local_value(USED), text, at=at))
    return Changes()
