"""Send mail, only ever from a job: through a server, or into a folder that the page names.

A mail says what happened and where to look; it carries no text of anybody, no name but the reader's own, and no
address beyond its own.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from consult.core.clock import now
from consult.core.ids import public_id


def absolute(path: str) -> str:
    """Make the whole address of a path of this site, for mails and feeds."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + path


def outbox_folder() -> Path | None:
    """Say where mails are written when there is no mail server; None when there is one."""
    return None if current_app.config["MAIL_URL"] else Path(current_app.instance_path) / "outbox"


def send(to: str, template: str, *, language: str, subject: str, **context: Any) -> None:
    """Send the mail `mails/<template>.txt` to one address in `language`; `subject` is a message marked with N_."""
    with force_locale(language):
        words = render_template(f"mails/{template}.txt", absolute=absolute, **context)
        mail = EmailMessage()
        mail["Subject"] = " ".join(gettext(subject).split())
        mail["From"] = current_app.config["MAIL_FROM"]
        mail["To"] = " ".join(to.split())
        mail["Date"] = formatdate(localtime=False)
        mail["Message-ID"] = make_msgid(domain=urlsplit(current_app.config["BASE_URL"]).hostname or "localhost")
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = language
        mail.set_content(words)
    folder = outbox_folder()
    if folder is None:
        _deliver(mail)
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{now():%Y%m%dT%H%M%S%f}-{public_id()}.eml"
    (folder / f".{name}").write_bytes(bytes(mail))
    (folder / f".{name}").rename(folder / name)


def _deliver(mail: EmailMessage) -> None:
    """Hand a mail to the server of CONSULT_MAIL_URL (smtp://, smtps:// or smtp+starttls://)."""
    url = urlsplit(current_app.config["MAIL_URL"])
    context = ssl.create_default_context()
    host, port = url.hostname or "localhost", url.port
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=30, context=context)
    else:
        server = smtplib.SMTP(host, port or (587 if "starttls" in url.scheme else 25), timeout=30)
    with server:
        if url.scheme == "smtp+starttls":
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(mail)
