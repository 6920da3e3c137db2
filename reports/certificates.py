"""A local authority and the certificates it issues: RSA, PKCS#12 encrypted at rest. cryptography at first use.

Such a certificate shows who signed at this installation and that nothing was changed since. It has not the
legal standing of a licensed authority (电子签名法 第十三条、第十六条), and its name says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
    from cryptography.x509 import Certificate, CertificateBuilder, KeyUsage, Name

_KEY_BITS: Final = 3072  # elliptic curves would raise the file to PDF 2.0 and end PDF/A
_EXPONENT: Final = 65537
_NAME_BYTES: Final = 64
DEMONSTRATION_MARK: Final = "演示"


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """An agency's own issuer of certificates: its PKCS#12 and the certificate others need in order to trust it."""

    name: str
    pkcs12: bytes
    certificate: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """The person a certificate is issued to; the certificate number tells people of one name apart."""

    name: str
    number: str
    agency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Validity:
    """From when to when a certificate holds; both with their offset."""

    begins: datetime
    ends: datetime


def found_authority(name: str, *, validity: Validity, passphrase: bytes, demonstration: bool = False) -> Authority:
    """Make an authority with a fresh key; a demonstration one carries 演示 in its name."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    mark = f"（{DEMONSTRATION_MARK}，无法律效力）" if demonstration else ""
    shown = f"{fitting(name, room=_NAME_BYTES - len(mark.encode()))}{mark}"
    key = _new_key()
    subject = _name(shown, organisation=name)
    builder = _builder(subject, subject, key.public_key(), validity)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(issues=True), critical=True)
    certificate = _signed(builder, key, key.public_key())
    return Authority(
        name=shown,
        pkcs12=_pkcs12(shown, key, certificate, issuer=None, passphrase=passphrase),
        certificate=certificate.public_bytes(Encoding.PEM),
    )


def issue(
    authority: Authority, holder: Holder, *, validity: Validity, authority_passphrase: bytes, passphrase: bytes
) -> bytes:
    """Issue a certificate for one person: a PKCS#12 encrypted with that person's passphrase."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12

    issuing_key, issuer, _ = pkcs12.load_key_and_certificates(authority.pkcs12, authority_passphrase)
    if not isinstance(issuing_key, RSAPrivateKey) or issuer is None:
        raise ValueError("the authority's file holds no RSA key and certificate")
    key = _new_key()
    subject = _name(f"{holder.name} {holder.number}", organisation=holder.agency)
    builder = _builder(subject, issuer.subject, key.public_key(), validity)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(issues=False), critical=True)
    certificate = _signed(builder, issuing_key, issuing_key.public_key())
    return _pkcs12(holder.name, key, certificate, issuer=issuer, passphrase=passphrase)


def fitting(name: str, *, room: int = _NAME_BYTES) -> str:
    """The beginning of a name that a certificate can hold: its room is counted in bytes, not in characters."""
    return name.encode()[:room].decode(errors="ignore")


def _new_key() -> RSAPrivateKey:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(_EXPONENT, _KEY_BITS)


def _name(common_name: str, *, organisation: str) -> Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, fitting(organisation)),
            x509.NameAttribute(NameOID.COMMON_NAME, fitting(common_name)),
        ]
    )


def _builder(subject: Name, issuer: Name, public_key: RSAPublicKey, validity: Validity) -> CertificateBuilder:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity.begins)
        .not_valid_after(validity.ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(*, issues: bool) -> KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(builder: CertificateBuilder, key: RSAPrivateKey, issuer_key: RSAPublicKey) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key)
    return builder.add_extension(identifier, critical=False).sign(key, hashes.SHA256())


def _pkcs12(
    name: str, key: RSAPrivateKey, certificate: Certificate, *, issuer: Certificate | None, passphrase: bytes
) -> bytes:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    if not passphrase:
        raise ValueError("a key never lies on the disk without a passphrase")
    chain = [issuer] if issuer is not None else None
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, chain, BestAvailableEncryption(passphrase)
    )
