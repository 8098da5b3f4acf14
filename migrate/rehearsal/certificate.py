"""The local certificate of the HTTPS listener, made on first use and kept.

Owns the key and the certificate for ``localhost``. It is its own authority, so trusting it means trusting one file:
``NODE_EXTRA_CA_CERTS=…/rehearsal.pem`` for Node, ``REQUESTS_CA_BUNDLE`` or ``SSL_CERT_FILE`` for Python.
"""

import ipaddress
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from migrate.errors import ConfigurationError

__all__ = ["LocalCertificate", "local_certificate"]

_VALID = timedelta(days=825)
_RENEW_BEFORE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LocalCertificate:
    """Files of the certificate, which clients are told to trust, and of its private key."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Return the TLS context of a server that shows this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.key)
        return context

    def client_context(self) -> ssl.SSLContext:
        """Return the TLS context of a client that trusts this certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))


def local_certificate(folder: Path, names: Sequence[str] = ()) -> LocalCertificate:
    """Return the certificate kept in `folder`, made now when there is none, it ends soon or lacks one of `names`.

    Raises:
        ConfigurationError: the folder cannot be written.

    """
    files = LocalCertificate(folder / "rehearsal.pem", folder / "rehearsal.key")
    try:
        if not _usable(files, names):
            folder.mkdir(parents=True, exist_ok=True)
            _make(files, names)
    except OSError as error:
        raise ConfigurationError(
            f"the local certificate cannot be kept ({error.strerror})",
            where=str(folder),
            hint="Choose a folder that you may write to, or serve HTTP only",
        ) from error
    return files


def _usable(files: LocalCertificate, names: Sequence[str]) -> bool:
    if not (files.certificate.is_file() and files.key.is_file()):
        return False
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        files.context()
    except (ValueError, ssl.SSLError):
        # Not a certificate, or not this key's: made anew.
        return False
    alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = alternatives.get_values_for_type(x509.DNSName)
    return certificate.not_valid_after_utc > datetime.now(UTC) + _RENEW_BEFORE and set(names) <= set(known)


def _make(files: LocalCertificate, more_names: Sequence[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "migrate rehearsal space")])
    now = datetime.now(UTC)
    names = [
        x509.DNSName("localhost"),
        x509.DNSName("*.localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
        x509.IPAddress(ipaddress.ip_address("::1")),
        *(x509.DNSName(name) for name in more_names),
    ]
    public = key.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    descriptor = os.open(files.key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(pem)
    files.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
