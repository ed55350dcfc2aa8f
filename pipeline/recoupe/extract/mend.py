"""Slips of the tagger and the parser that cost sources and claims, put right where the words alone give them away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from recoupe.extract.syntax import Word
from recoupe.lexicon.asides import ASIDES, PHRASES
from recoupe.lexicon.constructions import LEVEL_VERBS, LIGHT_VERBS, SHARE_VERBS, TREND_VERBS
from recoupe.read.verb_readings import infinitive_of, participle_of, readings

__all__ = ["mended"]

_ARTICLES: Final = frozenset(
    {"un", "une", "le", "la", "l'", "l’", "les", "des", "du", "au", "aux", "cette", "cet", "ce", "ces"}
    | {"son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "vos", "mon", "ma", "mes"}
)
_NOMINAL_ROLES: Final = ("nsubj", "nsubj:pass", "obj")
_BEFORE_NOUN: Final = frozenset(
    {"premier", "second", "deuxième", "troisième", "dernier", "autre", "même", "seul", "tel"}
    | {"jeune", "petit", "grand", "nouveau", "bon", "beau", "vieux", "gros", "haut", "long", "mauvais"}
)
"""Adjectives that stand before their noun, or for one, which the next word may well be, whatever its tag."""
_SITE: Final = re.compile(r"[^\W_][\w-]*\.(?:ai|be|biz|ca|ch|co|com|eu|fr|info|io|lu|ma|net|org|tv)")
_PAST: Final = "Tense=Past|VerbForm=Part"
_INFINITIVE: Final = ("er", "ir", "ïr", "re")


def mended(words: Iterable[Word]) -> list[Word]:
    """The words of one sentence, in order, with these slips put right:

    - a finite verb right after an article is a noun: « une offre à 5,99 € »;
    - an adjective that is the subject or the object right after an article is a noun: « les coopératives »;
    - a web address, and a word with a capital inside it or no letter at all, is no verb: « données.ai », « PhysIOL »;
    - a noun where only a verb can stand is one: « qui contrôle 52 % », « l'Allier compte 6,9 % »;
    - « Citi table sur un reflux », « l'Arcep chiffre à 7 % », « la plateforme facturera »: verbs that look like nouns;
    - a verb whose lemma is the form as it stands has its infinitive: « le groupe indique, compte, affiche »;
    - the past participle of an auxiliary « avoir » is a verb: « les ventes ont rebondi »;
    - what stands between an auxiliary and its participle is not the predicate: « a en revanche fléchi »;
    - a finite verb that qualifies the noun before it has that noun as subject: « : le titre décrochait »;
    - a noun and the name right after it are one subject: « l'action Cascades a perdu 22 % »;
    - an infinitive after « voir », « laisser », « faire » hangs on it: « a vu ses ventes de cycles diminuer ».
    """
    out = [_site(word) if "." in word.text else word for word in words]
    before = None
    if len(out) > 1 and _is_name_before_verb(out[0], out[1]):
        out[0] = out[0].but(pos="PROPN", lemma=out[0].text.lower(), morph="", dep="nsubj", head=1)
    for index, word in enumerate(out):
        if word.pos == "VERB":
            out[index] = _verb(word, before)
        elif word.pos == "ADJ" and word.dep in _NOMINAL_ROLES and _stands_alone(out, index):
            out[index] = word.but(pos="NOUN")
        elif word.pos in ("NOUN", "ADJ") and before is not None:
            out[index] = _hidden_verb(word, before, out[index + 1 : index + 4])
            if out[index] is word:
                out[index] = _by_place(out, index)
        before = word
    auxiliaries = [index for index, word in enumerate(out) if word.lemma == "avoir" and word.head != index]
    if auxiliaries:
        _restore_predicates(out, auxiliaries)
    for index, word in enumerate(out):
        if word.dep == "acl" and word.pos == "VERB":
            _rehang(out, index)
        elif word.dep == "nsubj" and word.pos == "PROPN":
            _join_name(out, index)
    return out


def _is_name_before_verb(first: Word, second: Word) -> bool:
    """« Substack revendique »: a word taken for a verb that opens a sentence right before its verb is a name."""
    taken = first.pos in ("VERB", "AUX", "ADV", "ADJ") and first.text[:1].isupper() and first.text[1:2].islower()
    return taken and second.pos == "VERB" and "Mood=Ind" in second.morph and infinitive_of(first.text) is None


def _site(word: Word) -> Word:
    if not _SITE.fullmatch(word.text.lower()):
        return word
    return word.but(pos="PROPN", lemma=word.text.lower(), morph="")


def _verb(word: Word, before: Word | None) -> Word:
    """A word that the tagger calls a verb."""
    text = word.text
    article = before is not None and before.pos in ("DET", "ADP") and before.text.lower() in _ARTICLES
    if article and "Mood=" in word.morph:
        return word.but(pos="NOUN", lemma=text.lower().removesuffix("s"), morph="")
    if before is not None and text[:1].isupper() and before.text[-1:].isalnum():
        return word.but(pos="PROPN", lemma=text.lower(), morph="")
    if word.lemma.endswith(_INFINITIVE):
        return word
    if not any(letter.isalpha() for letter in text):
        return word.but(pos="NUM" if any(sign.isdigit() for sign in text) else "PUNCT", morph="")
    if any(letter.isupper() for letter in text[1:]):
        return word.but(pos="PROPN", morph="")
    if "Mood=" in word.morph:
        return word.but(lemma=infinitive_of(text) or word.lemma)
    return word


def _stands_alone(words: list[Word], adjective: int) -> bool:
    """Whether an adjective has an article and no noun: « les coopératives », not « la jeune pousse »."""
    if not adjective or words[adjective - 1].pos != "DET" or words[adjective].lemma in _BEFORE_NOUN:
        return False
    return adjective + 1 == len(words) or words[adjective + 1].pos not in ("NOUN", "PROPN", "ADJ", "X")


_TAKES: Final = {
    "table": ("sur",),
    "tablent": ("sur",),
    "mise": ("sur",),
    "parie": ("sur",),
    "chiffre": ("à",),
    "risque": ("de", "d'"),
}
"""Present forms that look like nouns, and the preposition that tells them apart after a noun phrase."""
_FUTURE: Final = re.compile(r"[^\W_]{3,}(?:er|ir)(?:a|ont)")


def _hidden_verb(word: Word, before: Word, after: list[Word]) -> Word:
    """A word that the tagger calls a noun right after a noun phrase, and that is a verb."""
    low = word.text.lower()
    if before.pos in ("DET", "ADP", "ADJ", "NUM", "CCONJ") and before.text != ",":
        return word
    takes = _TAKES.get(low)
    following = next((other for other in after if other.pos != "ADV"), None)
    if takes is not None and following is not None and following.text.lower().replace("’", "'") in takes:
        if low == "risque" and not any("VerbForm=Inf" in other.morph for other in after):
            return word
        present = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
        return word.but(pos="VERB", lemma=infinitive_of(word.text) or word.lemma, morph=present)
    if word.lemma == low and _FUTURE.fullmatch(low) and any(form.tense == "future" for form in readings(low)):
        infinitive = low.removesuffix("ont").removesuffix("a")
        return word.but(pos="VERB", lemma=infinitive, morph="Mood=Ind|Person=3|Tense=Fut|VerbForm=Fin")
    return word


_IN_ASIDES: Final = frozenset(
    piece for phrase in PHRASES for piece in (*re.split("[ ']", phrase), *re.split("[ ']|(?=-)|(?<=-)", phrase))
)
"""All that may be a token of a set phrase."""
_GOVERNING: Final = frozenset({*LEVEL_VERBS, *TREND_VERBS, *LIGHT_VERBS, *SHARE_VERBS})
_STRESSED: Final = frozenset({"elle", "lui", "eux", "elles"})
_CLITICS: Final = frozenset({"n'", "ne", "y", "en", "s'", "se", "lui", "leur"})


def _by_place(words: list[Word], index: int) -> Word:
    """A word taken for a noun where only a verb can stand: « qui contrôle 52 % », « l'Allier compte 6,9 % », « X, elle,
    plafonne à 79 millions »."""
    word, at = words[index], index - 1
    while at > 0 and words[at].text.lower().replace("’", "'") in _CLITICS and words[at].pos != "PUNCT":
        at -= 1
    before = words[at]
    subject = index if _has_subject(words, index) else _subject_by_place(words, at, index)
    if subject is None:
        return word
    infinitive = infinitive_of(word.text)
    relative = "PronType=Rel" in before.morph
    echoed = before.text == ","
    if infinitive is None or not (relative or echoed or infinitive in _GOVERNING):
        return word
    morph = f"Mood=Ind|Number={'Plur' if word.text.endswith('nt') else 'Sing'}|Person=3|Tense=Pres|VerbForm=Fin"
    if relative or subject == index:
        return word.but(pos="VERB", lemma=infinitive, morph=morph)
    return word.but(pos="VERB", lemma=infinitive, morph=morph, head=subject, dep="acl")


def _subject_by_place(words: list[Word], at: int, index: int) -> int | None:
    """The subject that stands at or before word `at` of the verb that `index` must be; None where it need be none."""
    before, low = words[at], words[at].text.lower()
    if "PronType=Rel" in before.morph and low == "qui":
        return at
    if before.text == "," and at > 2 and words[at - 1].text.lower() in _STRESSED and words[at - 2].text == ",":
        return at - 3 if words[at - 3].pos in ("NOUN", "PROPN") else None
    if at != index - 1 or before.pos not in ("NOUN", "PROPN", "ADJ") or not _is_counted(words, index + 1):
        return None
    root = next((i for i in range(index) if words[i].dep == "ROOT" and words[i].pos in ("NOUN", "PROPN")), None)
    return None if any("Mood=" in other.morph for other in words[: index + 8]) else root


def _has_subject(words: list[Word], index: int) -> bool:
    """« Le Gers compte 5,2 % »: a noun that heads the sentence, with a subject and no « être », before a number."""
    if words[index].dep != "ROOT" or not index or words[index - 1].pos not in ("NOUN", "PROPN", "ADJ"):
        return False
    below = [word.dep for word in words if word.head == index]
    return "nsubj" in below and "cop" not in below and _is_counted(words, index + 1)


def _is_counted(words: list[Word], index: int) -> bool:
    """Whether a number stands at a word, « à », « de » passed over."""
    if index < len(words) and words[index].text.lower() in ("à", "de", "d'", "près", "plus"):
        index += 1
    return index < len(words) and words[index].pos == "NUM"


def _restore_predicates(words: list[Word], auxiliaries: list[int]) -> None:
    """Makes verbs of the participles that the auxiliaries of a sentence belong to."""
    heads = [words[auxiliary].head for auxiliary in auxiliaries]
    asides = _asides(words) if any(words[head].text.lower().rstrip("'’") in _IN_ASIDES for head in heads) else []
    for auxiliary in auxiliaries:
        head = words[auxiliary].head
        if words[auxiliary].dep == "aux:tense":
            infinitive = participle_of(words[head].text) if words[head].pos in ("NOUN", "ADJ", "X") else None
            if infinitive is not None and head > auxiliary:
                words[head] = words[head].but(pos="VERB", lemma=infinitive, morph=_PAST)
        stop = next((stop for start, stop in asides if start <= head < stop and auxiliary < start), None)
        if stop is not None:
            _turn(words, auxiliary, next(span for span in asides if span[1] == stop))


def _asides(words: list[Word]) -> list[tuple[int, int]]:
    """The set phrases of a sentence that say nothing of its figures, as first word and the word after the last."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    text = ""
    for index, word in enumerate(words):
        if text and words[index - 1].end < word.start:
            text += " "
        starts[len(text)] = index
        text += word.text.replace("’", "'")
        ends[len(text)] = index + 1
    spans = ((found.start(), found.end()) for found in ASIDES.finditer(text))
    return [(starts[start], ends[end]) for start, end in spans if start in starts and end in ends]


def _turn(words: list[Word], auxiliary: int, aside: tuple[int, int]) -> None:
    """Hangs a clause on its participle rather than on a set phrase before it, that phrase and its auxiliary too."""
    start, stop = aside
    verb = next((i for i in range(stop, min(stop + 3, len(words))) if words[i].pos not in ("ADV", "PUNCT")), None)
    infinitive = participle_of(words[verb].text) if verb is not None else None
    if verb is None or infinitive is None:
        return
    top = words[auxiliary].head
    governor, relation = (verb if words[top].head == top else words[top].head), words[top].dep
    for index, word in enumerate(words):
        if word.head == top and index != verb and not start <= index < stop:
            words[index] = word.but(head=verb)
    words[auxiliary] = words[auxiliary].but(head=verb, dep="aux:tense")
    words[top] = words[top].but(head=verb, dep="obl:mod")
    words[verb] = words[verb].but(pos="VERB", lemma=infinitive, morph=_PAST, head=governor, dep=relation)


def _rehang(words: list[Word], verb: int) -> None:
    """Puts right a verb that is made to qualify a noun, though it is finite or an infinitive without preposition."""
    noun = words[verb].head
    finite = "Mood=" in words[verb].morph and noun < verb and words[noun].pos in ("NOUN", "PROPN")
    if finite and not any(_RELATIVE in w.morph for w in words[noun:verb]):
        governor, relation = words[noun].head, words[noun].dep
        words[verb] = words[verb].but(head=verb if governor == noun else governor, dep=_clause(relation))
        for index in range(verb + 1, len(words)):
            if words[index].head == noun:
                words[index] = words[index].but(head=verb)
        words[noun] = words[noun].but(head=verb, dep="nsubj")
    elif "VerbForm=Inf" in words[verb].morph and words[verb - 1].pos != "ADP":
        for _ in range(_CLIMB):
            if words[noun].lemma in _CAUSATIVE:
                words[verb] = words[verb].but(head=noun, dep="xcomp")
                return
            noun = words[noun].head


def _clause(relation: str) -> str:
    return "ROOT" if relation == "ROOT" else "parataxis"


def _join_name(words: list[Word], name: int) -> None:
    """Makes of a noun left without a verb, and of the name after it that is taken for the subject, one subject."""
    noun = name
    while noun and words[noun].pos in ("PROPN", "X"):
        noun -= 1
    bare = words[noun].pos == "NOUN" and words[noun].dep == "ROOT" and name < words[name].head != noun
    if not bare or any(w.head == noun and w.dep in ("cop", "nsubj") for w in words[:name]):
        return
    words[noun] = words[noun].but(head=words[name].head, dep="nsubj")
    words[name] = words[name].but(head=noun, dep="flat:name")


_RELATIVE: Final = "PronType=Rel"
_CAUSATIVE: Final = frozenset({"voir", "laisser", "faire"})
_CLIMB: Final = 6
