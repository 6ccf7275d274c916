"""The rules of the room: what may not be said here, by which code a decision names it, and what usually happens.

The codes are public and stay: a decision made years ago still points at its rule. What a rule says may be made
clearer; what it forbids changes only under a new code.
"""

from __future__ import annotations

from dataclasses import dataclass

from consult.core.verdict import N_


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the room; texts are messages to translate where they are shown."""

    code: str
    title: str
    explanation: str
    usually: str


RULES: tuple[Rule, ...] = (
    Rule(
        "R1",
        N_("Abuse or threats"),
        N_("Argue as hard as you like about the draft. Do not insult, threaten or harass anybody."),
        N_("We do not publish it, or we hide it. You can write it again without the attack."),
    ),
    Rule(
        "R2",
        N_("Hatred"),
        N_("Do not attack people for what they are: origin, colour, religion, sex, disability, age, or whom they love."),
        N_("We do not publish it, or we hide it."),
    ),
    Rule(
        "P1",
        N_("Your own private details"),
        N_("Your address, telephone number, record number or a document about your health does not belong on a public page."),
        N_("We publish your comment without these details, and keep the rest as you wrote it."),
    ),
    Rule(
        "P2",
        N_("Names somebody else"),
        N_("Tell what happened, without the names of people who did not agree to stand here: doctors, nurses, neighbours."),
        N_("We publish your comment without the names, and keep the rest as you wrote it."),
    ),
    Rule(
        "S1",
        N_("Advertising"),
        N_("Do not sell anything here, and do not post links for people to buy or to click."),
        N_("We do not publish it, or we hide it."),
    ),
    Rule(
        "O1",
        N_("Off topic"),
        N_("This room is about one draft. What has nothing to do with it hides what others say."),
        N_("We ask you how it touches the draft. Without an answer we do not publish it."),
    ),
    Rule(
        "D1",
        N_("Posted twice"),
        N_("The same person says the same thing again in the same place."),
        N_("We keep the first and do not publish the second. Support counts more than repeating."),
    ),
    Rule(
        "L1",
        N_("Against the law"),
        N_("What the law forbids anybody to publish, such as a call to violence or somebody else's protected work."),
        N_("We do not publish it, or we hide it at once, and keep it if the law says that we must."),
    ),
    Rule(
        "M1",
        N_("Pretends to be somebody"),
        N_("Do not write in the name of a person or a group that you do not speak for."),
        N_("We hold it and ask you. Without a good answer we do not publish it."),
    ),
    Rule(
        "V1",
        N_("Risk of harm"),
        N_("What could lead somebody to hurt themselves or others, or to stop a treatment that keeps them well."),
        N_("We do not publish it. Where you may be in danger yourself, we show you where to get help."),
    ),
)

BY_CODE: dict[str, Rule] = {one.code: one for one in RULES}


def title_of(code: str) -> str:
    """Name a rule by its code, as a message to translate; the code itself when no such rule is known."""
    found = BY_CODE.get(code)
    return found.title if found else code
