"""The tests of the examples need them installed: `HAMAFZA_ROOMS=examples.visits pytest examples`."""

from django.apps import apps

from hamafza.conftest import positions, world  # noqa: F401

collect_ignore_glob = [] if apps.is_installed("examples.visits") else ["*/tests/*"]
