"""Turn a draft's file into a tree of clauses: pure, so that it can be tested and timed without the rest.

Each format is read into blocks (`markdown`, `docx`; others can follow), and one builder (`tree`) makes
clauses of blocks. `outline` holds what a policymaker may do to the tree in the preview, before publishing.
"""

from consult.drafts.importing.reading import read
from consult.drafts.importing.shape import ImportedClause, ImportedDraft, UnreadableDraft

__all__ = ["ImportedClause", "ImportedDraft", "UnreadableDraft", "read"]
