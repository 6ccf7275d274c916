"""What is taken for somebody's own harm, and what is not: the sentences are the rule."""

from __future__ import annotations

import time

import pytest

from consult.moderation import wellbeing

OWN_HARM = [
    ("en", "The computer refused my mother's scan."),
    ("en", "I was denied a transplant because of a score."),
    ("en", "We were turned away at the desk. Nobody could say why."),
    ("en", "My claim was automatically rejected and no one told me."),
    ("en", "My daughter has been misdiagnosed by an app."),
    ("en", "The algorithm decided that my father was low risk."),
    ("en", "The software missed my cancer for two years."),
    ("en", "the AI said I did not need a doctor"),
    ("en", "They refused to treat me when the system went down."),
    ("en", "My husband died while the system kept him in the queue."),
    ("en", "I lost my home care when the points were counted again."),
    ("en", "I’ve been wrongly flagged as a fraud."),
    ("fr", "L'ordinateur a refusé le scanner de ma mère."),
    ("fr", "On m'a refusé le traitement à cause d'un score."),
    ("fr", "Ma demande a été rejetée sans explication."),
    ("fr", "J’ai été privée de soins pendant trois mois."),
    ("fr", "L'algorithme m'a classé parmi les cas légers."),
    ("fr", "Mon père est décédé en attendant."),
    ("en", "Ma demande a été rejetée sans explication."),  # French on an English page
    ("fr", "My claim was rejected."),
    ("de", "My claim was rejected."),
]
NO_OWN_HARM = [
    ("en", "Patients must not be denied care by a computer."),
    ("en", "If I was denied a scan, whom would I ask?"),
    ("en", "I fear that my mother could be refused treatment."),
    ("en", "The provider shall inform those who were refused."),
    ("en", "My concern is that Article 14(4) was ignored."),
    ("en", "I was asked to comment on this draft."),
    ("en", "I was never refused anything."),
    ("en", "My group rejected the earlier proposal."),
    ("en", "The Council declined to amend Annex III."),
    ("en", "The system shall be tested before my hospital buys it."),
    ("en", ""),
    ("fr", "Les patients ne doivent pas être privés de soins."),
    ("fr", "Si ma demande a été rejetée, qui me répond ?"),
    ("fr", "Je crains que ma mère soit refusée."),
    ("fr", "Le Conseil a rejeté l'amendement 12."),
]
SELF_HARM = [
    ("en", "I want to kill myself."),
    ("en", "Since the decision I have been thinking about suicide."),
    ("en", "I don't want to live like this."),
    ("en", "I do not want to be here any more"),
    ("en", "Some days I just want to die."),
    ("en", "Everyone would be better off without me."),
    ("en", "I can’t go on any longer."),
    ("en", "I feel suicidal since they cut my care."),
    ("en", "I have suicidal thoughts."),
    ("en", "I tried to take my own life."),
    ("en", "I took an overdose last year."),
    ("en", "There is no reason left to live."),
    ("fr", "Je veux mourir."),
    ("fr", "J'ai envie d'en finir."),
    ("fr", "Je pense à mettre fin à mes jours."),
    ("fr", "Je n'ai plus envie de vivre."),
    ("fr", "Je vais me suicider"),
    ("fr", "J’ai des idées suicidaires."),
    ("fr", "Ils seraient mieux sans moi."),
    ("en", "Je veux mourir."),
    ("pl", "I want to end my life"),
]
NO_SELF_HARM = [
    ("en", "Suicide prevention must be part of the annex."),
    ("en", "Chatbots talk to suicidal users without any safeguard."),
    ("en", "A system that tells people to kill themselves must be prohibited."),
    ("en", "I do not want to die waiting for an answer."),
    ("en", "The deadline is killing us."),
    ("en", "This rule would end my career."),
    ("en", "My own life has been easier with this device."),
    ("en", "We want to live in a fair society."),
    ("fr", "Il faut en finir avec les discriminations."),
    ("fr", "Je veux en finir avec cette procédure."),
    ("fr", "La prévention du suicide doit figurer à l'annexe."),
    ("fr", "Je ne veux pas mourir sans avoir été entendue."),
    ("en", ""),
]


@pytest.mark.parametrize(("lang", "text"), OWN_HARM)
def test_own_harm_is_noticed(lang: str, text: str) -> None:
    assert wellbeing.speaks_of_own_harm(text, lang)


@pytest.mark.parametrize(("lang", "text"), NO_OWN_HARM)
def test_what_is_not_own_harm(lang: str, text: str) -> None:
    assert not wellbeing.speaks_of_own_harm(text, lang)


@pytest.mark.parametrize(("lang", "text"), SELF_HARM)
def test_self_harm_is_noticed(lang: str, text: str) -> None:
    assert wellbeing.speaks_of_self_harm(text, lang)
    assert wellbeing.speaks_of_self_harm(f"First a word on Article 5. {text.upper()}", lang)


@pytest.mark.parametrize(("lang", "text"), NO_SELF_HARM)
def test_what_is_not_self_harm(lang: str, text: str) -> None:
    assert not wellbeing.speaks_of_self_harm(text, lang)


@pytest.mark.parametrize(
    "text", ["i " * 5000, "my mother " * 1000, "i have been " * 1000, "je ne veux " * 900, "a" * 10_000]
)
def test_reading_takes_no_time(text: str) -> None:
    start = time.process_time()
    wellbeing.speaks_of_own_harm(text, "fr")
    wellbeing.speaks_of_self_harm(text, "fr")
    assert time.process_time() - start < 1
