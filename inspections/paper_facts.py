"""The kinds of entries about papers: numbers, 定稿, 签名, 盖章, 送达 and what became of a paper afterwards."""

from typing import Final

from inspections.fact_kind import FactKind

NUMBERED: Final = (
    "paper", "agency", "inspection", "institution", "findings", "number", "serial", "year", "made_on", "block", "order",
    "supersedes", "correction_reason",
)  # fmt: skip
EXTERNAL: Final = (
    "paper", "agency", "inspection", "institution", "findings", "number", "made_on", "deadline", "scan", "sealed_on",
    "external", "order",
)  # fmt: skip
SEALED: Final = (
    "sealed_on", "sealed_at", "file", "content", "bytes", "pages", "as_of", "findings", "derivatives", "photos",
    "pictures", "deadline", "seen_characters", "signers",
)  # fmt: skip
REFUSAL: Final = ("refused_by", "refusal_reason", "refusal_witness", "refused_on", "refusal_officers")
SERVICE: Final = (
    "served_on", "served_at", "served_how", "served_to", "served_place", "served_by", "service_witness",
    "service_refused", "service_reason", "service_confirmation", "service_proof",
)  # fmt: skip
SUPERSEDED: Final = ("superseded_by", "superseded_on", "superseded_reason")

PAPER_FACTS: Final = (
    FactKind(
        "block_granted", "number_block", "分配号段", ("agency", "paper", "year", "first", "last", "prefix", "style")
    ),
    FactKind("number_taken", "number_block", "取号", ("next",)),
    FactKind("document_numbered", "document", "文书取号", NUMBERED, step="number"),
    FactKind("document_external", "document", "登记外部文书", EXTERNAL, step="external"),
    FactKind("document_sealed", "document", "定稿", SEALED, step="seal"),
    FactKind("document_signed", "document", "签名", ("file", "bytes")),
    FactKind("signature_refused", "document", "拒绝签名", REFUSAL),
    FactKind("document_stamped", "document", "盖章", ("stamped_on", "stamp_scan", "stamp_how")),
    FactKind("document_served", "document", "送达", SERVICE),
    FactKind("document_scanned", "document", "归档扫描件"),
    FactKind("document_superseded", "document", "被更正后的文书替代", SUPERSEDED),
    FactKind("document_voided", "document", "作废文书", ("void_reason", "voided_on", "replaced_by"), step="void"),
)
