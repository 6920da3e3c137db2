"""Detached signatures on data that is no PDF: CMS, RSA, with the signer's certificate. Heavy: imports pyHanko."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, pem, x509
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from inspections.parcel import DataSignature
from reports import certificate_names
from reports.signing import open_key

certificate_names.compare_by_present_unicode()
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_DIGEST: Final = "sha256"


def sign_data(data: bytes, *, key: bytes, passphrase: bytes, at: datetime) -> bytes:
    """Sign data with a PKCS#12 key; the claimed time is handed in."""
    attributes = PdfCMSSignedAttributes(signing_time=at)
    signing = open_key(key, passphrase).async_sign_general_data(data, _DIGEST, signed_attr_settings=attributes)
    made: bytes = asyncio.run(signing).dump()
    return made


def check_data(data: bytes, signature: bytes, *, trust: Sequence[bytes] = ()) -> DataSignature | None:
    """Say who signed and whether the data is what was signed; None where the signature is none at all."""
    try:
        signed: Any = cms.ContentInfo.load(signature, strict=True)["content"]
        claimed = _claimed_time(signed)
        roots = [_certificate(one) for one in trust]
        context = ValidationContext(trust_roots=roots, moment=claimed, allow_fetching=False)
        checking = async_validate_detached_cms(data, signed, signer_validation_context=context)
        status: Any = asyncio.run(checking)
        certificate = status.signing_cert
    except Exception:  # the bytes come from anywhere; whatever a parser raises, it is no signature
        return None
    subject = certificate.subject.native
    return DataSignature(
        signer=str(subject.get("common_name") or certificate.subject.human_friendly),
        organization=str(subject.get("organization_name") or ""),
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        signed_at=claimed.isoformat() if claimed else "",
        is_intact=bool(status.intact and status.valid),
        is_trusted=bool(roots and status.trusted),
    )


def fingerprint_of(key: bytes, passphrase: bytes) -> str:
    """Return the fingerprint of the certificate in a PKCS#12."""
    return hashlib.sha256(open_key(key, passphrase).signing_cert.dump()).hexdigest()


def _claimed_time(signed: Any) -> datetime | None:
    for attribute in signed["signer_infos"][0]["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            at: datetime = attribute["values"][0].native
            return at
    return None


def _certificate(data: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(data)[2] if pem.detect(data) else data)
