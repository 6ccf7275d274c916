"""The forms of answers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from consult.core.forms import Form, OnceField
from consult.core.labels import LABELS
from consult.responses.lifecycle import Disposition
from consult.responses.policy import Said


class AnswerForm(Form):
    """An answer to one or several comments."""

    disposition = RadioField(
        _l("Decision"), choices=[(one.value, LABELS["disposition"][one.value]) for one in Disposition],
        validators=[InputRequired(_l("Choose a decision."))],
    )
    reasons = TextAreaField(
        _l("Reasons"), description=_l("The writers and everybody else read them. Say what you did, and why."),
        validators=[Length(max=10_000)],
    )
    clause = SelectField(_l("Clause that changes"), choices=[], validators=[Optional()], validate_choice=False)
    promised_wording = TextAreaField(
        _l("Words promised for the clause"), validators=[Length(max=20_000)],
        description=_l("For the three decisions that accept. The change itself comes with the next version."),
    )
    belongs_where = TextAreaField(
        _l("Where it belongs instead"), description=_l("For “Out of scope”."), validators=[Length(max=2000)]
    )
    duplicate_of = StringField(
        _l("The comment that says the same"), description=_l("For “The same as another”: its address or number."),
        validators=[Length(max=300)],
    )
    deferred_until = DateField(_l("Put off until"), description=_l("For “Put off”."), validators=[Optional()])
    once = OnceField()
    preview = SubmitField(_l("Preview"))

    def said(self, *, clause_id: int | None, duplicate_of_id: int | None) -> Said:
        """Read the form into what the service takes."""
        return Said(
            disposition=Disposition(self.disposition.data), reasons=self.reasons.data or "", clause_id=clause_id,
            promised_wording=self.promised_wording.data or "", belongs_where=self.belongs_where.data or "",
            duplicate_of_id=duplicate_of_id, deferred_until=self.deferred_until.data,
        )

    def show_lacks(self, lacks: dict[str, str], translate: object) -> None:
        """Put what the service found lacking beside its fields."""
        for name, message in lacks.items():
            field = self._fields.get(name) or self.reasons
            field.errors = [*field.errors, translate(message)]  # type: ignore[operator]


class CorrectForm(AnswerForm):
    """A correction of a published answer."""

    why = TextAreaField(_l("Why you correct it"), description=_l("Everybody can read it."), validators=[Length(max=2000)])
    version = HiddenField()


class NoteForm(Form):
    """A body's words above the outcome."""

    you_said = TextAreaField(_l("You said"), validators=[Length(max=4000)])
    we_did = TextAreaField(_l("What we did, or did not do"), validators=[Length(max=4000)])
    because = TextAreaField(_l("Why"), validators=[Length(max=4000)])
