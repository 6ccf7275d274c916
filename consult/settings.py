"""Typed settings from the environment, prefix CONSULT_, each with its meaning and a working default."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from consult.core.pages import LANGUAGES


class MissingSetting(Exception):
    """A setting without which this environment must not start."""


def _setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """All settings of one process."""

    env: str = _setting("development", "production refuses weak settings; development is for one machine; testing")
    instance_path: str = _setting("instance", "folder of the database, keys, mails and files of one machine")
    database_url: str = _setting("", "SQLAlchemy address; default: SQLite in the instance folder")
    secret_key: str = _setting("", "signs cookies and tokens; made and kept in the instance folder when absent")
    base_url: str = _setting("http://localhost:8000", "address under which people reach the service")
    mail_url: str = _setting("", "smtp://, smtps:// or smtp+starttls://; absent: mails go to instance/outbox/")
    mail_from: str = _setting("Consult <no-reply@localhost>", "sender of mails")
    redis_url: str = _setting("", "shared rate limits and queue for several machines; absent: kept in the process")
    log_key_file: str = _setting("", "key that signs the public log; made and kept in the instance folder when absent")
    second_factor_for_staff: bool = _setting(False, "staff must use a one-time password")
    moderation_hours: int = _setting(24, "the promise shown to authors: usually moderated within so many hours")
    trusted_proxies: int = _setting(0, "how many proxies in front may set X-Forwarded-For")
    log_level: str = _setting("INFO", "least severity that is logged")

    @property
    def is_testing(self) -> bool:
        """Say whether tests run."""
        return self.env == "testing"

    @classmethod
    def from_environment(cls, **over: Any) -> Settings:
        """Read the environment; `over` wins. Raises MissingSetting."""
        values: dict[str, Any] = {}
        for one in fields(cls):
            raw = os.environ.get(f"CONSULT_{one.name.upper()}")
            if raw is not None:
                values[one.name] = _typed(one.default, raw)
        values.update(over)
        return cls(**values).completed()

    def completed(self) -> Settings:
        """Fill in what depends on other settings."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        folder = Path(self.instance_path).resolve()
        values["instance_path"] = str(folder)
        if not self.secret_key:
            if self.env == "production":
                raise MissingSetting("CONSULT_SECRET_KEY is missing. Set it to at least 32 random characters.")
            values["secret_key"] = kept_secret(folder / "secret_key")
        if not self.database_url:
            folder.mkdir(parents=True, exist_ok=True)
            values["database_url"] = f"sqlite:///{folder / 'consult.db'}"
        return Settings(**values)

    def flask_config(self) -> dict[str, Any]:
        """Give what Flask and the rooms read from `app.config`."""
        is_https = self.base_url.startswith("https://")
        return {
            "SECRET_KEY": self.secret_key, "TESTING": self.is_testing, "BASE_URL": self.base_url,
            "MAIL_URL": self.mail_url, "MAIL_FROM": self.mail_from, "LANGUAGES": LANGUAGES,
            "RECEIPT_PEPPER": hashlib.sha256(f"receipt|{self.secret_key}".encode()).digest(),
            "SESSION_COOKIE_NAME": "__Host-consult" if is_https else "consult",
            "SESSION_COOKIE_SECURE": is_https, "SESSION_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": 60 * 86_400, "WTF_CSRF_TIME_LIMIT": None, "WTF_CSRF_SSL_STRICT": False,
            "MAX_CONTENT_LENGTH": 12 * 1024 * 1024, "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024, "MAX_FORM_PARTS": 2000,
            "LOG_KEY_FILE": self.log_key_file or str(Path(self.instance_path).resolve() / "log_key"),
            "SECOND_FACTOR_FOR_STAFF": self.second_factor_for_staff, "MODERATION_HOURS": self.moderation_hours,
            "TRUSTED_PROXIES": self.trusted_proxies, "REDIS_URL": self.redis_url, "ENVIRONMENT": self.env,
        }


def _typed(default: Any, raw: str) -> Any:
    if isinstance(default, bool):
        return raw.strip().lower() in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        return int(raw)
    return raw


def kept_secret(path: Path) -> str:
    """Read the secret kept at `path`, made at the first start and readable by its owner only."""
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(made)
    return made
