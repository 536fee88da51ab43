"""Who we are to push services (RFC 8292): a key of this installation, and a signed line per service."""

from __future__ import annotations

import json
import os
import secrets
import time
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from hamafza.notices.encryption import CURVE, point, to_text

VALID = 12 * 3600  # seconds; services allow 24 hours, and clocks differ
RENEWED = 3600  # seconds before its end a line is signed anew
KNOWN = 100  # services remembered

_lines: dict[str, tuple[int, str]] = {}


@lru_cache(maxsize=1)
def key() -> ec.EllipticCurvePrivateKey:
    """The installation's key, from a file in the data folder, made once. All subscriptions hang on it."""
    return read(Path(settings.PUSH_KEY_FILE))


def read(path: Path) -> ec.EllipticCurvePrivateKey:
    if not path.exists():
        write(path)
    known = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(known, ec.EllipticCurvePrivateKey) or known.curve.name != CURVE.name:
        raise ValueError(f"{path} holds no P-256 key.")
    return known


def write(path: Path) -> None:
    """Make a key; of several processes at once one wins, and its file is whole from the start."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh = ec.generate_private_key(CURVE)
    with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def public_key() -> str:
    """What browsers subscribe with (`applicationServerKey`), in base64url."""
    return to_text(point(key().public_key()))


def authorization(origin: str) -> str:
    """The header for a push service, signed once in eleven hours."""
    now = int(time.time())
    until, line = _lines.get(origin, (0, ""))
    if until - RENEWED <= now:
        if len(_lines) >= KNOWN:
            _lines.clear()
        until = now + VALID
        line = signed(key(), origin, until, contact())
        _lines[origin] = (until, line)
    return line


def contact() -> str:
    if settings.PUSH_CONTACT:
        return str(settings.PUSH_CONTACT)
    return settings.BASE_URL if settings.HTTPS else f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def signed(own: ec.EllipticCurvePrivateKey, origin: str, until: int, subject: str) -> str:
    claims = {"aud": origin, "exp": until, "sub": subject}
    head = to_text(b'{"typ":"JWT","alg":"ES256"}')
    said = f"{head}.{to_text(json.dumps(claims, separators=(',', ':')).encode())}"
    r, s = decode_dss_signature(own.sign(said.encode(), ec.ECDSA(SHA256())))
    proof = to_text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{proof}, k={to_text(point(own.public_key()))}"
