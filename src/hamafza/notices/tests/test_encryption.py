"""Pushes are encrypted as RFC 8291 says, to the byte."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.notices.encryption import LARGEST, BadKeys, encrypt
from hamafza.notices.tests.push_service import Browser, unb64

# RFC 8291, appendix A
TEXT = b"When I grow up, I want to be a watermelon"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
RECEIVER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BODY = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unb64(text), "big"), ec.SECP256R1())


def test_the_example_of_the_rfc_comes_out_byte_for_byte() -> None:
    assert encrypt(TEXT, RECEIVER, AUTH, own=private(SENDER_PRIVATE), salt=unb64(SALT)) == unb64(BODY)


def test_the_browser_of_the_tests_reads_the_example_of_the_rfc() -> None:
    assert Browser("", private(RECEIVER_PRIVATE), unb64(AUTH)).decrypt(unb64(BODY)) == TEXT


@given(st.binary(max_size=LARGEST))
@settings(max_examples=50, deadline=None)
def test_whatever_is_sent_comes_out_the_same(text: bytes) -> None:
    browser = Browser("")
    body = encrypt(text, **browser.keys)
    assert len(body) <= 4096
    assert browser.decrypt(body) == text


def test_two_pushes_of_the_same_text_have_nothing_in_common() -> None:
    browser = Browser("")
    one, other = (encrypt(TEXT, **browser.keys) for _again in range(2))
    assert one[:16] != other[:16]
    assert one[21:86] != other[21:86]


def test_what_does_not_fit_one_record_is_refused() -> None:
    with pytest.raises(ValueError, match="3993"):
        encrypt(b"x" * (LARGEST + 1), **Browser("").keys)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", AUTH),
        (RECEIVER, ""),
        (RECEIVER, RECEIVER),
        ("BAAA" * 22, AUTH),
        ("کلید", AUTH),
        (AUTH, AUTH),
        ("\0", AUTH),
    ],
)
def test_keys_that_are_none_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(BadKeys):
        encrypt(b"x", p256dh, auth)
