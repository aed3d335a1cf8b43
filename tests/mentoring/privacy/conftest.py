"""Staff at work in the admin, and how often a page asks the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def staff_client(client):
    """The client, signed in as the given member of staff."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def count_queries():
    def count(client, address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return count
