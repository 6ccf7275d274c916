"""What every test may use: a real application on a real database file, a strict client, the cast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import html5lib
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from consult import create_app
from consult.core.database import Base, db, expect_writes
from consult.reading import glossary
from consult.reading.queries import clauses
from consult.reading.views import consultation as consultation_views
from consult.settings import Settings
from tests.factories.accounts import Cast, make_cast
from tests.page import check_page

POSTGRES = os.environ.get("CONSULT_TEST_POSTGRES_URL", "")


@dataclass
class Response:
    """A response that was parsed strictly, with its text."""

    raw: Any
    status: int
    text: str
    headers: Any

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


class StrictClient(FlaskClient):
    """A client that parses every page strictly: one h1, labelled inputs, unique ids, no inline script or style."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 304, 307, 308}
        if is_page and response.get_data(as_text=True).strip():
            check_page(response.get_data(as_text=True), response.status_code)
        return response


@pytest.fixture(scope="session")
def _app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and one migrated-from-models database per worker process."""
    folder = tmp_path_factory.mktemp("instance")
    settings = Settings.from_environment(
        env="testing", instance_path=str(folder), secret_key="a-key-for-tests-only-" * 2, mail_url="", redis_url="",
        database_url=f"sqlite:///{folder / 'test.db'}", base_url="http://localhost", log_level="CRITICAL",
    )
    app = create_app(settings)
    app.test_client_class = StrictClient
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        expect_writes(True)
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(_app: Flask) -> Iterator[Flask]:
    """The application with empty tables; requests commit for real, and everything is deleted afterwards."""
    _forget_kept()
    yield _app
    with _app.app_context():
        expect_writes(True)
        db.session.rollback()
        db.session.remove()
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                connection.commit()
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(sa.delete(table))
            connection.commit()
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")
                connection.commit()
    for mail in Path(_app.instance_path).glob("outbox/*.eml"):
        mail.unlink()
    _forget_kept()


def _forget_kept() -> None:
    clauses.forget()
    consultation_views.forget()
    glossary.forget()


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An application context for tests of services and queries; writes are allowed."""
    with app.app_context():
        expect_writes(True)
        yield
        db.session.rollback()


@pytest.fixture
def db_session(context: None) -> Any:
    """The session of the test's own context; what it adds must be committed to be seen by a client."""
    return db.session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a session."""
    return app.test_client()


@pytest.fixture
def cast(context: None) -> Cast:
    """Ada publishes, Bo takes part, Cy moderates, Di decides redress, Eve belongs to the body complained of, Vi reads."""
    made = make_cast(db)
    db.session.commit()
    return made


def parse(text: str) -> Any:
    """Parse a page for looking into it."""
    return html5lib.parse(text, namespaceHTMLElements=False)
