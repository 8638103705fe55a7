"""A certificate made on the spot, for an address of the local network; nobody but this program vouches for it."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from headunit.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Certificate", "make_certificate", "no_address"]

_LIVES = timedelta(days=2)
_EARLIER = timedelta(hours=1)
"""A phone's clock may be behind."""


class Certificate(NamedTuple):
    """Hold certificate and key as PEM, and the *fingerprint* (SHA-256) that a browser shows."""

    chain: bytes
    key: bytes
    fingerprint: str


def make_certificate(host: str, now: datetime) -> Certificate:
    """Return a certificate for the IPv4 address *host*, good for two days from *now*.

    Raises InputError (``host-shape``).
    """
    address = _address(host)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Headunit on this network")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + _LIVES)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(address)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    print_of = built.fingerprint(hashes.SHA256()).hex().upper()
    pairs = ":".join(print_of[at : at + 2] for at in range(0, len(print_of), 2))
    return Certificate(built.public_bytes(serialization.Encoding.PEM), pem, pairs)


def _address(host: str) -> IPv4Address:
    try:
        address = IPv4Address(host)
    except ValueError:
        raise no_address(host) from None
    if address.is_unspecified or address.is_multicast:
        raise no_address(host)
    return address


def no_address(host: str) -> InputError:
    """Return the fault (``host-shape``) for *host*, which no phone could reach this computer by."""
    return InputError(
        "host-shape",
        f"{host!r} is no IPv4 address of this computer",
        value=host,
        expected="one address such as 192.168.1.20",
        next_step="leave --host out: then it is found by itself",
    )
