"""The signing key of this laptop: a certificate of its own authority, its PKCS#12 encrypted at rest."""

import secrets
from datetime import date

from inspections.dossier import Papers
from storage import durable
from storage.datadir import DataDir

KEY_NAME = "laptop.p12"
PASSPHRASE_NAME = "laptop.pass"  # noqa: S105  the name of a file
OWNER_ONLY = 0o400


def laptop_key(directory: DataDir, papers: Papers, *, today: date) -> tuple[bytes, bytes]:
    """Return the PKCS#12 of this laptop and its passphrase, made and kept durably at first use.

    It keeps a frozen file from changing and names this laptop; it is no reliable signature of a person (电子签名法13).
    """
    key_path, passphrase_path = directory.keys / KEY_NAME, directory.keys / PASSPHRASE_NAME
    if not key_path.exists():
        passphrase = secrets.token_urlsafe(32).encode()
        key = papers.make_key(
            name="颐安检查 本机现场确认", organization="颐安检查", number="", valid_from=today, passphrase=passphrase
        )
        passphrase_path.unlink(missing_ok=True)
        durable.write(passphrase_path, passphrase, mode=OWNER_ONLY)
        durable.write(key_path, key, mode=OWNER_ONLY)
    return key_path.read_bytes(), passphrase_path.read_bytes()
