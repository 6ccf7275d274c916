"""The exercise itself: its dates, its words in each language, its public acts, its questions."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Body
from consult.consultations.lifecycle import Status
from consult.contributions.lifecycle import Type
from consult.contributions.models import Contribution, Space, Thread
from consult.core.database import Base, state_column
from consult.drafts.models import Draft


class Consultation(Base):
    """One public exercise: a question put to people, with a draft, dates and an outcome."""

    __tablename__ = "consultations_consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_body.id"), index=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), unique=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_thread.id"), unique=True)  # the whole
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_draft.id"), unique=True)
    status: Mapped[Status] = state_column(Status, "status", default=Status.DRAFTING)
    languages: Mapped[list[str]] = mapped_column(default=list)  # declared; the first is the default
    jurisdiction: Mapped[str] = mapped_column(sa.String(12), default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    time_zone: Mapped[str] = mapped_column(sa.String(40), default="Europe/Brussels")  # the deadline is shown in it
    opens_at: Mapped[datetime | None] = mapped_column(index=True)
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    answers_due_at: Mapped[datetime | None]
    is_moderation_chosen: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)  # a form carries the one it was shown

    body: Mapped[Body] = relationship()
    space: Mapped[Space] = relationship()
    thread: Mapped[Thread] = relationship()
    draft: Mapped[Draft] = relationship()
    texts: Mapped[list[ConsultationText]] = relationship(
        back_populates="consultation", lazy="selectin", order_by="ConsultationText.id"
    )

    def text_in(self, language: str) -> ConsultationText | None:
        """The words in `language`, else in the first declared language that has them."""
        by_language = {one.language: one for one in self.texts}
        for wish in (language, *self.languages):
            if wish in by_language:
                return by_language[wish]
        return None


class ConsultationText(Base):
    """A consultation's own words in one language; the rest of the page speaks this language too."""

    __tablename__ = "consultations_text"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_consultation.id"))
    language: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    question: Mapped[str] = mapped_column(default="")  # what is asked, in one or two sentences
    can_change: Mapped[str] = mapped_column(default="")  # one point a line
    is_decided: Mapped[str] = mapped_column(default="")  # one point a line
    contact: Mapped[str] = mapped_column(default="")
    privacy_notice: Mapped[str] = mapped_column(default="")
    background: Mapped[str] = mapped_column(default="")  # Markdown

    consultation: Mapped[Consultation] = relationship(back_populates="texts")


class PublicAct(Base):
    """What was done in public to a consultation after publication: who, when, why."""

    __tablename__ = "consultations_public_act"
    __table_args__ = (sa.Index("ix_consultations_public_act_of", "consultation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_consultation.id"))
    act: Mapped[str] = mapped_column(sa.String(24))  # published, dates_moved, corrected, withdrawn, concluded
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    log_seq: Mapped[int | None]
    at: Mapped[datetime]


class Question(Base):
    """A structured question beside the draft; free-text answers hang on its thread as contributions."""

    __tablename__ = "consultations_question"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_consultation.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(12))  # yes_no, one, many, scale, text
    is_required: Mapped[bool] = mapped_column(default=False)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_thread.id"))

    texts: Mapped[list[QuestionText]] = relationship(back_populates="question", lazy="selectin")


class QuestionText(Base):
    """A question in one language. Options keep their order; answers keep the option's number."""

    __tablename__ = "consultations_question_text"
    __table_args__ = (sa.UniqueConstraint("question_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_question.id"))
    language: Mapped[str] = mapped_column(sa.String(12))
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    options: Mapped[list[str]] = mapped_column(default=list)  # for a scale: the words of its two ends

    question: Mapped[Question] = relationship(back_populates="texts")


class AnswerSheet(Base):
    """One person's answers to the questions of a consultation; by account, or by a guest who confirmed."""

    __tablename__ = "consultations_answer_sheet"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "account_id"),
        sa.UniqueConstraint("consultation_id", "guest_id"),
        sa.UniqueConstraint("once_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_consultation.id"))
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions_guest.id"))
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    stakeholder_group: Mapped[str] = mapped_column(sa.String(24), default="")
    jurisdiction: Mapped[str] = mapped_column(sa.String(12), default="")
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    once_key: Mapped[str | None] = mapped_column(sa.String(64))
    at: Mapped[datetime]


class QuestionAnswer(Base):
    """The closed answer of a sheet to one question."""

    __tablename__ = "consultations_question_answer"

    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_answer_sheet.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultations_question.id"), primary_key=True, index=True
    )
    values: Mapped[list[str]] = mapped_column(default=list)  # yes/no; option numbers; 1..5


class FreeAnswer(Contribution):
    """A free-text answer: a contribution, with its states and its moderation."""

    __tablename__ = "consultations_free_answer"

    id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"), primary_key=True)
    sheet_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consultations_answer_sheet.id"), index=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations_question.id"), index=True)

    __mapper_args__ = {"polymorphic_identity": Type.ANSWER}
