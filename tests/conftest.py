from hamafza.conftest import world  # noqa: F401
