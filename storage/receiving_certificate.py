"""The certificate of 扫码传图: made on this laptop for one address, kept in memory, gone with the program."""

import ipaddress
import secrets
import ssl
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

NAME: Final = "颐安检查 扫码传图"
VALID: Final = timedelta(days=2)
"""Before and after now: a phone's clock may be wrong by a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate with its key, sealed by a passphrase that only this process knows."""

    pem: bytes
    passphrase: bytes
    fingerprint: str

    def context(self) -> ssl.SSLContext:
        """Return what a server needs; ssl reads keys from files only, so there is one for a moment, sealed."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with tempfile.TemporaryDirectory(prefix="yian-") as folder:
            path = Path(folder) / "certificate.pem"
            path.write_bytes(self.pem)
            context.load_cert_chain(path, password=self.passphrase)
        return context


def make_certificate(ip: str, *, now: datetime) -> Certificate:
    """Make a key and sign its certificate with it; P-256, which Android knows since 4.4."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - VALID)
    builder = builder.not_valid_after(now + VALID).add_extension(server, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(ip))])
    made = builder.add_extension(own, critical=False).sign(key, hashes.SHA256())
    passphrase = secrets.token_bytes(24).hex().encode()
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
    digest = made.fingerprint(hashes.SHA256())
    return Certificate(
        pem=made.public_bytes(serialization.Encoding.PEM) + sealed,
        passphrase=passphrase,
        fingerprint=":".join(f"{byte:02X}" for byte in digest),
    )
