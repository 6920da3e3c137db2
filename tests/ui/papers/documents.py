"""Documents in any state for tests of pure tables, made of values as the journal would hold them."""

from inspections.document import Document
from inspections.entry import EntryRef, Order
from inspections.fields import Fields, Held

SIGNERS = [{"field": "officer_1", "title": "执法人员一"}, {"field": "companion", "title": "被检查人"}]


def document(state, *, signatures=None, scans=None, **values):
    held = {"signers": SIGNERS, "agency": "a", **values}
    by = EntryRef("o:1")
    return Document(
        id="d",
        state=state,
        last=Order(1, "o", 1),
        fields=Fields({name: (Held(value, by, 1),) for name, value in held.items()}),
        sets={name: members for name, members in (("signatures", signatures), ("scans", scans)) if members},
    )
