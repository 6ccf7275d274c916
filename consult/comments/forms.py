"""The forms of comments. They check shape; who may do what is the policy's business."""

from __future__ import annotations

from datetime import UTC, datetime
from flask import current_app
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, TimestampSigner
from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from consult.accounts.lifecycle import StakeholderGroup
from consult.comments.lifecycle import Kind, Stance
from consult.contributions.lifecycle import ShownAs
from consult.core.forms import Form, OnceField

MAX_BODY, MAX_CHANGE = 10_000, 20_000

STANCES = [
    (Stance.SUPPORT.value, _l("I support this")),
    (Stance.CONCERN.value, _l("I have a concern")),
    (Stance.CHANGE.value, _l("I want a change")),
    (Stance.QUESTION.value, _l("I have a question")),
]
SHOWN = [
    (ShownAs.NAME.value, _l("With my name")),
    (ShownAs.PSEUDONYM.value, _l("With my pseudonym")),
    (ShownAs.UNNAMED.value, _l("Without a name")),
]
GROUPS = [
    ("", _l("Choose one, if you like")),
    (StakeholderGroup.PATIENT.value, _l("Patient")),
    (StakeholderGroup.CARER.value, _l("Carer or family")),
    (StakeholderGroup.ADVOCACY_GROUP.value, _l("Advocacy group")),
    (StakeholderGroup.HEALTH_PROFESSIONAL.value, _l("Health professional")),
    (StakeholderGroup.PROVIDER.value, _l("Maker of AI systems")),
    (StakeholderGroup.DEPLOYER.value, _l("User of AI systems at work")),
    (StakeholderGroup.RESEARCHER.value, _l("Researcher")),
    (StakeholderGroup.REGULATOR.value, _l("Regulator")),
    (StakeholderGroup.PUBLIC.value, _l("Member of the public")),
    (StakeholderGroup.NOT_SAID.value, _l("I prefer not to say")),
]
KINDS = [
    ("", _l("As it follows from what you say")),
    (Kind.GENERAL.value, _l("General (ge)")),
    (Kind.TECHNICAL.value, _l("Technical (te)")),
    (Kind.EDITORIAL.value, _l("Editorial (ed)")),
]


class OpenedField(HiddenField):
    """When this form was opened, signed, so that one opened before the closing time keeps its grace."""

    def _value(self) -> str:
        return str(self.data or TimestampSigner(current_app.secret_key or "", salt="form-opened").sign(b"f").decode())

    def opened_at(self) -> datetime | None:
        """Say when the form was opened (UTC); None when it does not say so credibly."""
        signer = TimestampSigner(current_app.secret_key or "", salt="form-opened")
        try:
            return signer.unsign(str(self.data or ""), return_timestamp=True)[1].astimezone(UTC)
        except BadSignature:
            return None


class WordsForm(Form):
    """What every form for a text has."""

    body = TextAreaField(
        _l("Your comment"),
        validators=[
            InputRequired(_l("Write your comment.")),
            Length(max=MAX_BODY, message=_l("Your comment is too long. Shorten it to 10,000 characters.")),
        ],
    )
    once = OnceField()
    opened = OpenedField()
    preview = SubmitField(_l("Preview"))


class CommentForm(WordsForm):
    """A comment on a clause or on the whole."""

    stance = RadioField(_l("What is it?"), choices=STANCES, validators=[InputRequired(_l("Choose what your comment is."))])
    proposed_change = TextAreaField(
        _l("The words you would like instead"),
        description=_l("If you like, change the exact wording. We show readers what you take out and what you add."),
        validators=[Length(max=MAX_CHANGE, message=_l("Your wording is too long. Shorten it to 20,000 characters."))],
    )
    proposes_new = BooleanField(_l("This is a new clause, to stand after this one"))
    kind = SelectField(_l("Kind of comment (ISO form)"), choices=KINDS, default="", validators=[Optional()])
    shown_as = RadioField(_l("How readers see you"), choices=SHOWN, default=ShownAs.NAME.value)
    for_group = BooleanField(_l("I speak for my group"))
    display_name = StringField(
        _l("Name that readers see"), validators=[Optional(), Length(max=80)],
        description=_l("Leave it empty to write without a name."),
    )
    email = EmailField(
        _l("E-mail address"), validators=[Optional(), Email(_l("Check the e-mail address, for example name@example.org."))],
        description=_l("We send you one link to confirm. Readers never see your address."),
    )
    stakeholder_group = SelectField(_l("I am"), choices=GROUPS, default="", validators=[Optional()])
    consent = BooleanField(_l("I agree that what I wrote is published. It may say something about my health."))
    is_guest = False

    def validate_consent(self, field: BooleanField) -> None:
        """Ask for consent in plain words; nothing is published without it."""
        if not field.data:
            raise ValidationError(_l("Tick this box to send your comment. Without it we may not publish your words."))

    def validate_email(self, field: EmailField) -> None:
        """Ask a guest for an address to confirm by."""
        if self.is_guest and not field.data:
            raise ValidationError(_l("Write your e-mail address, or sign in."))

    def ask_as(self, *, is_guest: bool, names: dict[str, str], speaks_for: str = "") -> CommentForm:
        """Fit the form to its writer: a guest, or an account with a name, a pseudonym, a group."""
        self.is_guest = is_guest
        if is_guest:
            del self.shown_as, self.for_group
        else:
            del self.email, self.display_name, self.stakeholder_group
            known = {ShownAs.NAME.value: names.get("name"), ShownAs.PSEUDONYM.value: names.get("pseudonym")}
            self.shown_as.choices = [(key, label) for key, label in SHOWN if key not in known or known[key]]
            if self.shown_as.data not in dict(self.shown_as.choices) and not self.is_submitted():
                self.shown_as.data = self.shown_as.choices[0][0]
            if not speaks_for:
                del self.for_group, self.kind
        return self


class ReplyForm(WordsForm):
    """A reply; the rest is known from the writer's account."""

    shown_as = RadioField(_l("How readers see you"), choices=SHOWN, default=ShownAs.NAME.value)
    for_body = BooleanField(_l("Reply in the name of the body that asks"))
    consent = BooleanField(_l("I agree that what I wrote is published. It may say something about my health."))

    def validate_consent(self, field: BooleanField) -> None:
        """Ask for consent in plain words."""
        if not field.data:
            raise ValidationError(_l("Tick this box to send your reply. Without it we may not publish your words."))


class EditForm(WordsForm):
    """A change of one's own words."""

    proposed_change = TextAreaField(_l("The words you would like instead"), validators=[Length(max=MAX_CHANGE)])
    version = HiddenField()


class WithdrawForm(Form):
    """Taking a comment back."""


class SupportForm(Form):
    """A press of the support button; without script it posts and comes back."""

    wanted = HiddenField()


class ConfirmForm(Form):
    """The press of the button that confirms an address."""


class ReceiptForm(Form):
    """The code of a receipt."""

    code = StringField(
        _l("Your receipt code"),
        description=_l("Five groups of four letters and figures. Capitals and dashes do not matter."),
        validators=[InputRequired(_l("Type the code of your receipt.")), Length(max=60)],
    )
