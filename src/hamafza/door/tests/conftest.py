from collections.abc import Iterator
from pathlib import Path

import pytest

from hamafza.door.tests.site import Installation
from hamafza.wire.tests.ledger import Ledger, own_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with own_ledger(tmp_path) as ledger:
        yield ledger


@pytest.fixture
def site(ledger: Ledger) -> Iterator[Installation]:
    """A door without streams."""
    installation = Installation(ledger, stream=False)
    yield installation
    installation.close()


@pytest.fixture
def house(ledger: Ledger) -> Iterator[Installation]:
    """Door and stream process."""
    installation = Installation(ledger)
    yield installation
    installation.close()
