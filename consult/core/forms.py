"""The base of all forms: CSRF, the same fields everywhere, and a token that lets one form make one thing."""

from __future__ import annotations

import secrets
from typing import Any

from flask import session
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField, ValidationError
from wtforms.fields.core import Field

from consult.core import text


def strip(value: Any) -> Any:
    """Take the spaces off both ends of what was typed."""
    return value.strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """A form of this house; `BaseForm.validate` checks shape only, services check the rest."""

    class Meta(FlaskForm.Meta):
        """Strip text fields and normalise what was typed; passwords are left as they are."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Add the filters of plain text to text fields."""
            plain = (StringField, TextAreaField)
            if issubclass(unbound_field.field_class, plain) and not unbound_field.field_class.__name__.startswith("Password"):
                filters = [*unbound_field.kwargs.get("filters", []), _clean]
                options = {**options, "filters": filters}
            return unbound_field.bind(form=form, **options)


def _clean(value: Any) -> Any:
    return text.plain(value) if isinstance(value, str) else value


class OnceField(HiddenField):
    """A random token: a form sent twice carries it twice, and the service makes one thing of both."""

    def process_data(self, value: Any) -> None:
        """Make a new token for a new form."""
        self.data = value or secrets.token_urlsafe(12)


class NoNullBytes:
    """Refuse characters that no person types."""

    def __call__(self, form: Form, field: Field) -> None:
        if isinstance(field.data, str) and "\x00" in field.data:
            raise ValidationError(_l("Please take out the characters that cannot be read."))


def flash_once(key: str) -> Any:
    """Read and forget a value that the last request left for this one."""
    return session.pop(key, None)
