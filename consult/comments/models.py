"""What a comment has beyond what every contribution has."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from consult.comments.lifecycle import Kind, Stance
from consult.contributions.lifecycle import Type
from consult.contributions.models import Contribution
from consult.core.database import state_column


class Comment(Contribution):
    """A comment or a reply; it knows its thread and nothing of what the thread hangs on."""

    __tablename__ = "comments_comment"

    id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"), primary_key=True)
    stance: Mapped[Stance | None] = state_column(Stance, "stance", nullable=True)  # None for a reply
    kind: Mapped[Kind] = state_column(Kind, "kind", default=Kind.GENERAL)
    original_wording: Mapped[str] = mapped_column(default="")  # the words it proposes to replace, as they stood
    proposed_change: Mapped[str] = mapped_column(default="")  # Markdown; "" when it proposes none
    proposes_new: Mapped[bool] = mapped_column(default=False)  # a new clause, after the one it stands on
    proposes_deletion: Mapped[bool] = mapped_column(default=False)
    imported_as: Mapped[str] = mapped_column(sa.String(60), default="")  # "Amendment 1842"; "" when written here
    imported_by: Mapped[str] = mapped_column(default="")  # proposers named in an imported text

    __mapper_args__ = {"polymorphic_identity": Type.COMMENT}
