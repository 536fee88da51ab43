"""A push service and the browsers behind it, on loopback: it checks what a real one checks and decrypts.

Both halves are written from the RFCs (8030, 8188, 8291, 8292), not with the room's own functions.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Browser:
    """One subscription: its keys, and what it was shown."""

    path: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # given before the honest ones
    shown: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": b64(raw(self.key.public_key())), "auth": b64(self.auth)}

    def decrypt(self, body: bytes) -> bytes:
        """RFC 8188 with one record, keys by RFC 8291."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        if len(record) > size:
            raise ValueError("more than one record")
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        info = b"WebPush: info\x00" + raw(self.key.public_key()) + sender
        seed = HKDF(SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(seed)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(seed)
        padded = AESGCM(key).decrypt(nonce, record, None)
        text, delimiter, rest = padded.rpartition(b"\x02")
        if delimiter != b"\x02" or rest.strip(b"\x00"):
            raise ValueError("padding")
        return text


class PushService:
    """`browser()` subscribes one; `origin` is where it lives. Answers 201, or what a real one would say."""

    def __init__(self, application_key: bytes) -> None:
        self.application_key = application_key
        self.browsers: dict[str, Browser] = {}
        self.refused: list[str] = []
        self.tokens: set[str] = set()
        self.origin = ""

    def browser(self) -> Browser:
        one = Browser(f"/push/{b64(os.urandom(12))}")
        self.browsers[one.path] = one
        return one

    async def take(self, request: web.Request) -> web.Response:
        browser = self.browsers.get(request.path)
        if browser is None:
            return web.Response(status=404)
        if browser.answers:
            status, headers = browser.answers.pop(0)
            return web.Response(status=status, headers=headers)
        body = await request.read()
        if len(body) > 4096:
            return web.Response(status=413)
        if problem := self.problem(request):
            self.refused.append(problem)
            return web.Response(status=403 if "vapid" in problem else 400, text=problem)
        browser.shown.append(json.loads(browser.decrypt(body)))
        browser.headers.append({name: request.headers.get(name, "") for name in ("TTL", "Urgency", "Topic")})
        return web.Response(status=201, headers={"Location": request.path + "/1"})

    def problem(self, request: web.Request) -> str:
        headers = request.headers
        if not headers.get("TTL", "").isdigit() or headers.get("Content-Encoding") != "aes128gcm":
            return "TTL or encoding"
        topic = headers.get("Topic", "")
        if len(topic) > 32 or not topic.replace("-", "").replace("_", "").isalnum():
            return "topic"
        if headers.get("Urgency") not in {"very-low", "low", "normal", "high"}:
            return "urgency"
        return self.vapid_problem(headers.get("Authorization", ""))

    def vapid_problem(self, header: str) -> str:
        scheme, _space, rest = header.partition(" ")
        fields = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if scheme != "vapid" or set(fields) != {"t", "k"}:
            return "vapid form"
        said, _dot, proof = fields["t"].rpartition(".")
        signature, key = unb64(proof), unb64(fields["k"])
        der = encode_dss_signature(
            int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        )
        public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
        public.verify(der, said.encode(), ec.ECDSA(SHA256()))
        claims = json.loads(unb64(said.split(".")[1]))
        self.tokens.add(fields["t"])
        if claims["aud"] != self.origin:
            return "vapid aud"
        if not time.time() < claims["exp"] <= time.time() + 24 * 3600:
            return "vapid exp"
        if not claims["sub"].startswith(("mailto:", "https://")):
            return "vapid sub"
        return "" if key == self.application_key else "vapid key"


@contextmanager
def running(application_key: bytes) -> Iterator[PushService]:
    """The service in a thread of its own, as far away as loopback allows."""
    service, loop, ready = PushService(application_key), asyncio.new_event_loop(), threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application(client_max_size=1 << 20)
        app.router.add_post("/push/{name}", service.take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        service.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
