"""Check a downloaded copy of the public log without trusting the server that gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.core.verdict import N_
from consult.public_log import entry, merkle
from consult.public_log.checkpoint import BadCheckpoint, Checkpoint, read_and_verify


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold, and where: an entry's number and field, or ""."""

    message: str
    place: str = ""


@dataclass(slots=True)
class Report:
    """What was found. Nothing was changed since the checkpoint was signed when there is no problem."""

    size: int = 0
    root: bytes = merkle.EMPTY_ROOT
    checkpoint: Checkpoint | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Say whether all that was checked is true."""
        return not self.problems

    def add(self, message: str, place: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(message, place))


def _leaf(number: int, fields: object, report: Report) -> bytes:
    """Hash one entry, noting what is wrong with it; an unreadable one gets a hash that matches nothing."""
    if not isinstance(fields, Mapping):
        report.add(N_("This entry cannot be read."), str(number))
        return b""
    try:
        leaf = entry.from_dict(fields)
    except ValueError as error:
        report.add(N_("This entry cannot be read."), f"{number}: {error}")
        return b""
    if leaf.seq != number:
        report.add(N_("The entries are not numbered without gaps from 0."), str(number))
    leaf_hash = merkle.leaf_hash(entry.to_bytes(leaf))
    if fields.get("leaf_hash", leaf_hash.hex()) != leaf_hash.hex():
        report.add(N_("This entry is not the one that was hashed."), str(number))
    return leaf_hash


def _signed(text: object, public_key: object, report: Report) -> Checkpoint | None:
    try:
        return read_and_verify(str(text or ""), str(public_key or ""))
    except BadCheckpoint as error:
        report.add(error.reason)
        return None


def verify(dump: Mapping[str, object], *, public_key: str = "", earlier: str = "") -> Report:
    """Check `{"checkpoint", "public_key", "entries": [...]}` and name all that fails.

    `public_key` is the one that the reader got elsewhere or kept; without it the copy's own is used, which
    shows only that the copy agrees with itself. `earlier` is a checkpoint that the reader kept: the log
    must begin with it.
    """
    report = Report()
    entries = dump.get("entries")
    if not isinstance(entries, list):
        report.add(N_("The copy has no list of entries."))
        return report
    leaves = [_leaf(number, fields, report) for number, fields in enumerate(entries)]
    report.size, report.root = len(leaves), merkle.root(leaves)
    key = public_key or dump.get("public_key")
    report.checkpoint = _signed(dump.get("checkpoint"), key, report)
    if report.checkpoint is not None:
        if report.checkpoint.size != report.size:
            report.add(N_("The checkpoint counts another number of entries."))
        elif report.checkpoint.root != report.root:
            report.add(N_("The entries do not give the root that was signed: something in them was changed."))
    kept = _signed(earlier, key, report) if earlier else None
    if kept is not None and (kept.size > report.size or merkle.root(leaves[: kept.size]) != kept.root):
        report.add(N_("The log no longer begins with the entries of your earlier checkpoint."))
    return report
