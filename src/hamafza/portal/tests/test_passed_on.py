"""What people and other programs make of addresses, numbers and lines on the public pages."""

from __future__ import annotations

from hamafza.portal.tests.conftest import *  # noqa: F403
