"""A client generated from the description creates, publishes and reads."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from openapi_python_client import Config, MetaType, generate
from openapi_python_client.config import ConfigFile
from tests.world import World

from hamafza.interchange.urls import api
from hamafza.network import tokens

pytestmark = pytest.mark.slow
NAME = "generated_hamafza"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("client")
    source = folder / "openapi.json"
    source.write_text(json.dumps(api.document), encoding="utf-8")
    wanted = ConfigFile(post_hooks=[], package_name_override=NAME, project_name_override=NAME)
    config = Config.from_sources(
        wanted,
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=folder / NAME,
    )
    assert [str(error) for error in generate(config=config)] == []
    sys.path.insert(0, str(folder))
    yield importlib.import_module(NAME)
    sys.path.remove(str(folder))


class Generated:
    """Operations of the generated client, by their room and name, with one person's key."""

    def __init__(self, package: ModuleType, site: Callable[..., Any], key: str) -> None:
        transport = httpx.WSGITransport(app=site)
        self.client = package.AuthenticatedClient(
            base_url="http://testserver", token=key, httpx_args={"transport": transport}
        )

    def __call__(self, operation: str, *path: Any, **said: Any) -> Any:
        room = operation.partition("_")[0]
        module = importlib.import_module(f"{NAME}.api.{room}.{operation}")
        return module.sync_detailed(*path, client=self.client, **said)

    @staticmethod
    def shape(name: str) -> Any:
        return getattr(importlib.import_module(f"{NAME}.models"), name)


@pytest.mark.slow
def test_a_generated_client_creates_changes_publishes_and_reads(
    world: World, site: Callable[..., Any], package: ModuleType
) -> None:
    call = Generated(package, site, tokens.create_token(world.people["trusted"]))
    wish = call.shape("NewItem")(unit="trusted", headline="بیمهٔ کارگران", abstract="لید", topics=["work"])
    made = call("items_create", body=wish).parsed
    change = call.shape("ChangedItem")(base_version=made.version, headline="بیمهٔ کارگران فصلی")
    assert call("items_change", made.id, body=change).parsed.version == 2
    shown = call("items_publish", made.id)
    assert (shown.status_code, shown.parsed.state) == (200, "published")
    assert call("items_detail", made.id).parsed.headline == "بیمهٔ کارگران فصلی"
    assert [item.id for item in call("items_listing", state="published").parsed.items] == [made.id]
    refused = call("items_change", made.id, body=change)
    assert (refused.status_code, refused.parsed.status) == (409, 409)


def test_the_package_knows_every_operation(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parent / "api"
    found = {path.stem for path in folder.glob("*/*.py")} - {"__init__"}
    known = {one["operationId"] for methods in api.document["paths"].values() for one in methods.values()}
    assert known <= found
