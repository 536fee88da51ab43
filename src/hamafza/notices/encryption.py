"""What is sent to a browser is readable by that browser only: RFC 8291 over RFC 8188 (aes128gcm)."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096  # one record only: the push services' limit
LARGEST = RECORD - 16 - 5 - 65 - 16 - 1  # what is left for the text: 3993 bytes
LAST_RECORD = b"\x02"


class BadKeys(ValueError):
    """A subscription's keys are not what RFC 8291 asks for."""


def to_text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Raises `BadKeys`."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (Error, UnicodeEncodeError) as error:
        raise BadKeys(text[:20]) from error


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """The 65 bytes of an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_point(p256dh: str, auth: str) -> tuple[bytes, bytes]:
    """A subscription's two keys as bytes, once they are known to be usable. Raises `BadKeys`."""
    public, secret = to_bytes(p256dh), to_bytes(auth)
    if len(secret) != 16:
        raise BadKeys("auth")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    except ValueError as error:
        raise BadKeys("p256dh") from error
    return public, secret


def encrypt(
    text: bytes,
    p256dh: str,
    auth: str,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push: one encrypted record. `own` and `salt` are fresh but for tests.

    Raises `BadKeys`, and `ValueError` for a text over 3993 bytes.
    """
    if len(text) > LARGEST:
        raise ValueError(f"A push carries {LARGEST} bytes at most.")
    public, secret = public_point(p256dh, auth)
    own = own or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    sender = point(own.public_key())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public))
    seed = derive(secret, shared, b"WebPush: info\0" + public + sender, 32)
    key = derive(salt, seed, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derive(salt, seed, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(sender)]) + sender
    return header + AESGCM(key).encrypt(nonce, text + LAST_RECORD, None)


def derive(salt: bytes, secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(secret)
