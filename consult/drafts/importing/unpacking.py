"""Open a Word file without trusting it: real bytes and members are counted while it is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from consult.core.verdict import N_
from consult.drafts.importing.shape import UnreadableDraft

MAX_MEMBERS = 2_000
MAX_UNPACKED = 60_000_000
"""Of all that is read, in bytes. What is not read (pictures, embedded files) is never unpacked."""
MAX_MEMBER = 20_000_000
"""Of one part. The longest act tried makes a part of 1.6 MB."""
MAX_ELEMENTS = 400_000
"""Of one part. The longest act tried has 20,000."""
MAX_DEPTH = 120
"""Of elements inside one another; Word's own documents stay under 40."""
_STEP = 64 * 1024

PLACE = N_("inside the file: %(part)s")
_NOT_WORD = N_("This is not a Word document (.docx). Open it in a word processor and save it as .docx.")
_DOCUMENT = "word/document.xml"


def open_parts(data: bytes) -> dict[str, bytes]:
    """Unpack the XML parts of a Word file that hold its words, by name.

    Raises UnreadableDraft, which names the part.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_all(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UnreadableDraft(_NOT_WORD) from None


def pack(parts: dict[str, bytes]) -> io.BytesIO:
    """Put checked parts into a file again, without compression."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def parse(content: bytes, part: str) -> etree._Element:
    """Parse one part: no document type, no entities, nothing fetched, no endless depth."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = N_("The Word document is damaged at line %(line)s.")
        raise UnreadableDraft(message, PLACE, part=part, line=error.lineno or 0) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableDraft(
            N_("The Word document declares a document type, which none needs."), PLACE, part=part
        )
    return root


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableDraft(N_("The file holds more than %(limit)s parts."), limit=MAX_MEMBERS)
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for member in members:
        if not _is_wanted(member.filename):
            continue
        if member.filename in parts:
            raise UnreadableDraft(N_("The file holds the same part twice."), PLACE, part=member.filename)
        content = _read(archive, member, min(left, MAX_MEMBER))
        left -= len(content)
        _check_depth(parse(content, member.filename), member.filename)
        parts[member.filename] = content
    if _DOCUMENT not in parts:
        raise UnreadableDraft(_NOT_WORD)
    return parts


def _is_wanted(name: str) -> bool:
    """Choose the parts that hold words or say how they are set; never pictures or embedded files."""
    if name in ("[Content_Types].xml", "_rels/.rels"):
        return True
    folder, _, last = name.rpartition("/")
    return folder in ("word", "word/_rels") and last.endswith((".xml", ".rels"))


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Read one member and count what really comes out: the size that a ZIP declares is only a claim."""
    content = bytearray()
    with archive.open(member) as stream:
        while step := stream.read(_STEP):
            content += step
            if len(content) > limit:
                message = N_("The file unpacks to more than %(limit)s MB, which is not read.")
                raise UnreadableDraft(message, PLACE, part=member.filename, limit=limit // 1_000_000)
    return bytes(content)


def _check_depth(root: etree._Element, part: str) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > MAX_ELEMENTS:
            raise UnreadableDraft(N_("The Word document is too large to be read."), PLACE, part=part)
        if depth > MAX_DEPTH:
            message = N_(
                "Parts of the Word document are nested too deep: at most %(limit)s levels can be read."
            )
            raise UnreadableDraft(message, PLACE, part=part, limit=MAX_DEPTH)
