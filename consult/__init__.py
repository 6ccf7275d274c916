"""Consult: the people whom a standard will govern take part in writing it."""

from __future__ import annotations

import importlib
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from consult.core import assets, errors, headers, health, limits, logs, pages, queue, transaction
from consult.core.access import init_access
from consult.core.database import db, init_database
from consult.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
csrf = CSRFProtect()

DOORS = (
    # package, blueprints in it. Each view says beside itself who may knock; what says nothing answers nobody.
    ("consult.core.health", ("blueprint",)),
    ("consult.accounts.views", ("blueprint",)),
    ("consult.public_log.views", ("blueprint",)),
    ("consult.contributions.views", ("blueprint",)),
    ("consult.routing.views", ("blueprint",)),
    ("consult.comments.views", ("blueprint",)),
    ("consult.drafts.views", ("blueprint",)),
    ("consult.summaries.views", ("blueprint",)),
    ("consult.consultations.views", ("blueprint",)),
    ("consult.moderation.views", ("blueprint",)),
    ("consult.responses.views", ("blueprint",)),
    ("consult.following.views", ("blueprint",)),
    ("consult.reading.views", ("blueprint",)),
    ("consult.privacy.views", ("blueprint",)),
)
MODELS = (
    "accounts", "public_log", "contributions", "routing", "comments", "drafts", "summaries", "consultations",
    "moderation", "responses", "following",
)


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from `settings` (default: from the environment)."""
    settings = settings or Settings.from_environment()
    app = Flask(
        "consult", root_path=str(ROOT / "consult"), template_folder=str(ROOT / "templates"), static_folder=None,
        instance_path=str(Path(settings.instance_path).resolve()),
    )
    app.config.from_mapping(settings.flask_config())
    app.jinja_options["autoescape"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    if settings.is_testing:
        app.jinja_env.undefined = StrictUndefined
    logs.init_logs(app, settings)
    headers.init_headers(app)
    pages.init_pages(app)
    for package in MODELS:
        importlib.import_module(f"consult.{package}.models")
    init_database(app, settings.database_url)
    queue.init_queue(app, database_url=settings.database_url, redis_url=settings.redis_url)
    transaction.init_transactions(app)
    limits.init_limits(app, settings)
    csrf.init_app(app)
    Babel(app, locale_selector=pages.choose_language, default_translation_directories=str(ROOT / "translations"))
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    errors.init_errors(app)
    init_access(app)
    assets.init_assets(app)
    for module, names in DOORS:
        try:  # while rooms are being built
            loaded = importlib.import_module(module)
        except ImportError as error:
            print("not yet:", module, error)
            continue
        for name in names:
            if hasattr(loaded, name):
                app.register_blueprint(getattr(loaded, name))
    return app
