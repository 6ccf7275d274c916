"""Notice when a text seems to speak of its writer's own harm, so that help is offered. It never decides.

Two lists of phrases, read sentence by sentence. Both would rather offer once too often than stay silent,
but a sentence about what could happen, or about others in general, is left alone. All languages are tried,
since people do not always write in the language of the page; the expected one comes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_REFUSED = (
    r"(?:refused|denied|rejected|declined|turned down|turned away|cancelled|canceled|stopped|delayed|"
    r"ignored|missed|"
    r"overlooked|misdiagnosed|misread|misclassified|dismissed|withdrawn|cut off|sent home|taken off|left "
    r"out|flagged|"
    r"wronged|harmed|injured|hurt|mistreated|discriminated against)"
)
_KIN = (
    r"(?:mother|mum|mom|father|dad|son|daughter|child|children|baby|wife|husband|partner|brother|sister|"
    r"grandmother|"
    r"grandfather|gran|parents?|family|aunt|uncle|friend)"
)
_MINE = (
    r"(?:claim|application|request|referral|scan|treatment|operation|surgery|appointment|test|tests|"
    r"medication|"
    r"medicine|diagnosis|benefits?|insurance|cover|care|cancer|tumou?r|symptoms|case|records?|transplant|"
    r"therapy)"
)
_MACHINE = (
    r"(?:computer|algorithms?|ai|artificial intelligence|software|system|machine|app|chatbot|automated \w+)"
)
_HOW = r"(?:\w{2,12}ly |been |then |once |twice |again |always |just ){0,2}"

_OWN_HARM = {
    "en": [
        rf"\b(?:i|we)(?: was| were| got| have been| had been|'ve been) {_HOW}{_REFUSED}\b",
        rf"\b(?:refused|denied|rejected|declined|ignored|missed|dismissed|harmed|hurt|injured|"
        rf"misdiagnosed|flagged) "
        rf"(?:to (?:treat|scan|see|help|cover|pay) )?(?:me\b|us\b|my (?:\w+'?s? ){{0,2}}(?:{_KIN}|"
        rf"{_MINE})\b)",
        rf"\bmy (?:\w+ )?(?:{_KIN}|{_MINE})(?:'s (?:\w+ ){{0,2}}\w+)? (?:was|were|got|has been|had been|"
        rf"have been) "
        rf"{_HOW}{_REFUSED}\b",
        rf"\b{_MACHINE} (?:\w+ ){{0,2}}(?:said|told|decided|scored|ranked|judged|put|gave|marked|"
        rf"labelled) (?:\w+ ){{0,3}}"
        rf"(?:i\b|me\b|my (?:\w+ )?(?:{_KIN}|{_MINE}))",
        rf"\bmy (?:\w+ )?{_KIN} (?:died|suffered|was left|nearly died|almost died)\b",
        r"\bi (?:lost|was left without) my (?:\w+ ){0,2}(?:benefits?|treatment|place|insurance|cover|"
        r"care|job|home)\b",
    ],
    "fr": [
        r"\b(?:on|l'algorithme|l'ordinateur|le systeme|la machine|le logiciel|l'ia|l'hopital|la caisse|"
        r"l'assurance) "
        r"(?:m'a|nous a|m'ont|m'avait) (?:\w+ )?(?:refuse|rejete|prive|classe|oublie|ignore|ecarte|"
        r"renvoye|retire|mal)",
        r"\bj'ai ete (?:\w+ ){0,2}(?:refuse|rejete|prive|ecarte|victime|mal|ignore|renvoye|oublie|classe|"
        r"discrimine)",
        r"\bj'ai subi (?:un|une|des) ",
        r"\b(?:ma|mon|mes|notre|nos) (?:\w+ )?(?:demande|dossier|scanner|traitement|operation|"
        r"rendez-vous|mere|pere|fils|"
        r"fille|enfant|enfants|mari|femme|frere|soeur|soins|examen|examens|cancer|pension|allocation|"
        r"allocations)"
        r"(?: de \w+| d'\w+)? (?:a|ont|avait) (?:\w+ )?ete (?:\w+ ){0,2}"
        r"(?:refuse|rejete|annule|ignore|oublie|retarde|ecarte|supprime|arrete|mal|prive|renvoye)",
        r"\b(?:refuse|rejete|annule|rate|ignore|manque|oublie) (?:\w+ ){0,2}(?:scanner|examen|demande|"
        r"dossier|traitement|"
        r"operation|soins|cancer|rendez-vous)?(?: ?de | ?d')?(?:ma|mon|mes|notre) "
        r"(?:mere|pere|fils|fille|enfant|mari|femme|frere|soeur|demande|dossier|scanner|traitement|"
        r"operation|cancer)\b",
        r"\b(?:mon|ma) (?:mere|pere|fils|fille|enfant|mari|femme|frere|soeur) (?:est|en est) (?:mort|"
        r"morte|decede|decedee)",
    ],
}
_SUPPOSED = {
    "en": r"\b(?:could|might|may|would|should|must|shall|can|will|if|unless|when|whether|fear|afraid|"
    "imagine|suppose|"
    r"worried|worry|risk|nobody|no one|never|not)\b",
    "fr": r"\b(?:pourrai\w*|devrai\w*|serai\w*|peut|peuvent|doit|doivent|si|risque\w*|crain\w*|peur|"
    r"imagin\w*|quand|"
    r"jamais|personne|pas)\b",
}

_SELF_HARM = {
    "en": [
        r"\b(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging|drown|poison) (?:myself|"
        r"my self)\b",
        r"\b(?:end|ending|take|taking|took) (?:my (?:own )?life|it all)\b",
        r"(?<!n't )(?<!not )\bwant(?:ed)? (?:\w+ )?to (?:die|be dead|disappear forever)\b",
        r"\bwish (?:i was|i were|i am) dead\b",
        r"\b(?:do not|don't|dont|no longer|can't|cannot) (?:\w+ )?(?:want|wish|bear) to (?:live|be alive|"
        r"be here any ?more|go on)\b",
        r"\b(?:no|any) reason (?:left )?(?:for me )?to (?:live|go on)\b",
        r"\bbetter off (?:dead|without me)\b",
        r"\b(?:can't|cannot|can not) go on (?:any ?more|any ?longer|living|like this)\b",
        r"\bi(?:'m| am| feel| felt| have been| was| get)(?: \w+)? suicidal\b",
        r"\bi (?:\w+ ){0,2}(?:thoughts? of|thinking (?:of|about)|think (?:of|about)|thought (?:of|about)|"
        r"consider(?:ed|ing)?|"
        r"attempted|tried) suicide\b",
        r"\b(?:i have|i had|my) (?:\w+ )?suicidal (?:thoughts|feelings)\b",
        r"\bi (?:\w+ ){0,2}(?:overdosed|took an overdose)\b",
    ],
    "fr": [
        r"\b(?:me|m') ?(?:tuer|suicider|pendre|noyer|scarifier|scarifie|mutiler|ouvrir les veines|oter "
        r"la vie|faire du mal)\b",
        r"\b(?:mettre fin a|en finir avec) (?:mes jours|ma vie|la vie)\b",
        r"\b(?:veux|voudrais|envie d'|vais|pense a|penser a|veux vraiment) ?en finir(?! avec (?!la vie|"
        r"ma vie|mes jours))\b",
        r"\b(?:envie de|je veux|je voudrais|j'aimerais) (?:\w+ )?mourir\b",
        r"\b(?:ne |n')(?:veux|peux|ai|arrive) plus (?:a |envie de |la force de )?(?:vivre|continuer a "
        r"vivre)\b",
        r"\bplus (?:envie|aucune raison|de raison) de vivre\b",
        r"\bj'ai (?:\w+ ){0,2}(?:idees|pensees) (?:suicidaires|noires)\b",
        r"\b(?:je suis|je me sens) (?:\w+ )?suicidaire\b",
        r"\bje (?:\w+ ){0,2}(?:pense|songe) au suicide\b",
        r"\bj'ai (?:\w+ ){0,2}(?:tente|essaye|fait une tentative) de (?:me suicider|suicide)\b",
        r"\bmieux sans moi\b",
    ],
}


def _compiled(lists: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {
        language: re.compile("|".join(f"(?:{phrase})" for phrase in lists[language])) for language in lists
    }


_OWN = _compiled(_OWN_HARM)
_SELF = _compiled(_SELF_HARM)
_SUPPOSING = {language: re.compile(pattern) for language, pattern in _SUPPOSED.items()}


def _sentences(text: str) -> Iterator[str]:
    """Give each sentence in small letters without accents, with plain apostrophes and single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("’", "'").replace("œ", "oe"))
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    for sentence in re.split(r"[.!?;\n]+", plain):
        yield " ".join(sentence.split())


def _languages(expected: str) -> list[str]:
    return sorted(_OWN, key=lambda language: language != expected.split("-")[0])


def speaks_of_own_harm(text: str, lang: str = "en") -> bool:
    """Say whether somebody seems to tell of a decision that harmed them or theirs: offer redress."""
    for sentence in _sentences(text):
        for language in _languages(lang):
            found = _OWN[language].search(sentence)
            if found and not _SUPPOSING[language].search(sentence, 0, found.start()):
                return True
    return False


def speaks_of_self_harm(text: str, lang: str = "en") -> bool:
    """Say whether somebody seems to think of harming themselves: a person reads it first."""
    languages = _languages(lang)
    return any(_SELF[language].search(sentence) for sentence in _sentences(text) for language in languages)
