"""A parsed sentence as a tree: who governs a word, which noun phrase it heads, who is the subject of a verb.

Every walk is bounded, so that a sentence of any length costs linear time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from recoupe.extract.ahead import noun_beside, subject_ahead, subject_echoed
from recoupe.extract.syntax import Word
from recoupe.text import Span

__all__ = ["NOMINAL", "SUBJECT", "Tree"]

NOMINAL: Final = frozenset({"NOUN", "PROPN"})
VERBAL: Final = frozenset({"VERB", "AUX"})
SUBJECT: Final = ("nsubj", "nsubj:pass", "nsubj:caus")
INHERITS: Final = ("conj", "xcomp", "advcl", "parataxis", "ROOT")
"""The relations over which a verb without a subject of its own shares that of its head."""

_PREDICATIVE: Final = ("cop", "aux:tense", "aux:pass", "expl:pass", "expl:comp")
_GENDERS: Final = {"il": "Gender=Masc", "ils": "Gender=Masc", "elle": "Gender=Fem", "elles": "Gender=Fem"}
_ADVERBIAL: Final = frozenset(
    {"après", "selon", "pour", "chez", "sans", "avec", "dans", "en", "sur", "par", "contre", "depuis"}
)
_CLIMB: Final = 40
_PHRASE: Final = 30


class Tree:
    """The words of one sentence, with the children of each."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self._subjects: dict[int, int | None] = {}
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]
        self.children: list[list[int]] = [[] for _ in words]
        for index, word in enumerate(words):
            if word.head != index:
                self.children[word.head].append(index)

    def __len__(self) -> int:
        return len(self.words)

    def within(self, start: int, end: int) -> range:
        """The indices of the words that share a character with a stretch of text."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def span(self, start: int, stop: int) -> Span:
        """The stretch of text from word `start` to the word before `stop`."""
        return Span(self.words[start].start, self.words[stop - 1].end)

    def top(self, indices: range) -> int | None:
        """The word of a stretch that hangs from outside it: its head; the last nominal one where there are several."""
        tops = [i for i in indices if self.words[i].head not in indices or self.words[i].head == i]
        nominal = [i for i in tops if self.words[i].pos in NOMINAL or self.words[i].pos == "NUM"]
        return next(iter(nominal or tops), None)

    def ancestors(self, index: int) -> list[int]:
        """The heads of a word, nearest first."""
        heads: list[int] = []
        for _ in range(_CLIMB):
            head = self.words[index].head
            if head == index:
                break
            heads.append(head)
            index = head
        return heads

    def child(self, index: int, *relations: str) -> int | None:
        """The first child of a word in one of these relations."""
        return next((i for i in self.children[index] if self.words[i].dep in relations), None)

    def is_predicate(self, index: int) -> bool:
        """Whether a word heads a clause: a verb, or a noun or adjective with a copula."""
        word = self.words[index]
        if word.dep == "cop" or word.dep.startswith("aux"):
            return False
        return word.pos in VERBAL or self.child(index, *_PREDICATIVE) is not None

    def is_participle(self, index: int) -> bool:
        """Whether a word qualifies a noun as a participle or adjective: « comprise », « estimé »; not « a bondi »."""
        word = self.words[index]
        if word.dep == "acl" and "Mood=" in word.morph:
            return False
        return word.dep in ("acl", "amod") and self.child(index, "aux:tense") is None

    def verb(self, index: int) -> int | None:
        """The head of the clause that a word stands in (the word itself, if it heads one)."""
        if self.is_predicate(index):
            return index
        return next((i for i in self.ancestors(index) if self.is_predicate(i)), None)

    def subject(self, verb: int) -> int | None:
        """The subject of a clause: its own, that of the clause it depends on, or the noun that it qualifies.

        A relative pronoun stands for its antecedent.
        """
        if verb not in self._subjects:
            self._subjects[verb] = self._find_subject(verb)
        return self._subjects[verb]

    def _find_subject(self, verb: int) -> int | None:
        for _ in range(_CLIMB):
            beside = noun_beside(self.words, verb) if self.is_lone_participle(verb) else None
            if beside is not None and self.child(verb, *SUBJECT) is None:
                return beside
            own = self._own_subject(verb)
            if own is not None:
                return self._antecedent(own, verb)
            word = self.words[verb]
            if word.dep == "acl" and self.words[word.head].pos in NOMINAL:
                return word.head
            if word.head == verb:
                return None
            following = self.verb(word.head)
            if following is None or following == verb or word.dep not in INHERITS:
                return None
            verb = following
        return None

    def is_lone_participle(self, verb: int) -> bool:
        """Whether a verb is a past participle without an auxiliary."""
        word = self.words[verb]
        past = "VerbForm=Part" in word.morph and "Tense=Past" in word.morph
        return past and word.dep != "ROOT" and self.child(verb, "aux:tense", "aux:pass") is None

    def _own_subject(self, verb: int) -> int | None:
        """The subject among the children of a verb; « lui » after it in « la marge, elle, recule » is none."""
        echoed = subject_echoed(self.words, verb)
        if echoed is not None:
            return echoed
        own = [i for i in self.children[verb] if self.words[i].dep in SUBJECT and not self._is_adverbial(i)]
        nouns = [i for i in own if self.words[i].pos != "PRON"]
        near = [i for i in nouns if not self._is_cut_off(i, verb)]
        ahead = subject_ahead(self.words, verb) if nouns and not near else None
        nouns = [ahead] if ahead is not None else near or nouns
        if own and not nouns and self.words[own[-1]].lemma in ("lui", "eux"):
            nouns = [i for i in self.children[verb] if self.words[i].dep == "dislocated" and i < own[-1]]
        seen = nouns or own or self._bare_noun_before(verb)
        return seen[0] if seen else subject_ahead(self.words, verb)

    def _is_adverbial(self, index: int) -> bool:
        """Whether a preposition makes a would-be subject none: « d'après Sifted », « en Guinée voisine »."""
        case = self.child(index, "case")
        return case is not None and self.words[case].text.casefold() in _ADVERBIAL and self.words[index].pos != "PRON"

    def _is_cut_off(self, index: int, verb: int) -> bool:
        """Whether a colon or semicolon parts a noun from the verb after it."""
        return any(word.text in (":", ";") for word in self.words[index + 1 : verb])

    def _bare_noun_before(self, verb: int) -> list[int]:
        """A noun before a finite verb, tied to it and under no preposition: a subject that the parser missed."""
        finite = [verb, *(i for i in self.children[verb] if self.words[i].dep.startswith("aux"))]
        if not any("Mood=" in self.words[i].morph for i in finite):
            return []
        left = [i for i in self.children[verb] if i < verb and self.words[i].pos in NOMINAL]
        return [i for i in left if self.words[i].dep != "obj" and self.child(i, "case", "mark") is None]

    def _antecedent(self, subject: int, verb: int) -> int:
        if "PronType=Rel" not in self.words[subject].morph:
            return subject
        if subject and self.words[subject - 1].text.casefold() == "ce":
            return subject  # « , ce qui représente une prime de 34 % » takes up the clause, not a noun
        head = self.words[verb].head
        if self.words[verb].dep == "acl:relcl" and self.words[head].pos in NOMINAL and head < subject:
            return head
        return next((i for i in range(subject - 1, -1, -1) if self.words[i].pos in NOMINAL), subject)

    def antecedent(self, pronoun: int) -> int | None:
        """The subject before « il », « elle » in the same sentence that agrees with it."""
        gender = _GENDERS.get(self.words[pronoun].text.lower().lstrip("-"))
        if gender is None:
            return None
        if self.words[0].text.casefold() == "quant":
            turned_to = next((i for i in range(1, min(8, pronoun)) if self.words[i].pos in NOMINAL), None)
            if turned_to is not None:
                return turned_to
        for index in range(pronoun - 1, max(pronoun - _PHRASE, -1), -1):
            word = self.words[index]
            if word.pos == "NOUN" and word.dep in SUBJECT:
                return index if gender in word.morph else None
            if word.pos == "PROPN" and word.dep in SUBJECT and ("Gender=" not in word.morph or gender in word.morph):
                return index
        return None

    def phrase(self, head: int, stops: Callable[[int], bool] = lambda index: False) -> range:
        """The noun phrase that a word heads, without its article, relative clauses, asides and what stops it.

        Args:
            head: the index of its noun.
            stops: whether a word may not be part of it (a figure, a date).
        """
        start = head
        while start > 0 and head - start < _PHRASE and self._opens(start - 1, head) and not stops(start - 1):
            start -= 1
        stop = head + 1
        while stop < len(self) and stop - head < _PHRASE and not stops(stop):
            if not (self._continues(stop, head) or self._is_glued(stop)):
                break
            stop += 1
        while stop > head + 1 and self._dangles(stop - 1):
            stop -= 1
        return range(start, stop)

    def _is_glued(self, index: int) -> bool:
        """Whether a word hangs on the one before by a hyphen: « start-up »."""
        word, before = self.words[index], self.words[index - 1]
        return word.start == before.end and "-" in (word.text, before.text)

    def _dangles(self, index: int) -> bool:
        word = self.words[index]
        if word.pos == "PRON":
            return "PronType=" in word.morph
        return word.pos in ("ADP", "DET", "CCONJ", "PUNCT", "ADV", "SCONJ")

    def _opens(self, index: int, head: int) -> bool:
        word = self.words[index]
        return word.head == head and word.pos in ("ADJ", "PROPN", "NUM", "NOUN") and word.dep not in SUBJECT

    def _continues(self, index: int, head: int) -> bool:
        word = self.words[index]
        if word.pos == "PUNCT" and word.text not in ("-", "’", "'", '"', "«", "»"):
            return False
        if word.pos == "CCONJ" and index + 1 < len(self) and self.words[index + 1].pos == "DET":
            return False
        if "PronType=Rel" in word.morph or word.pos == "SCONJ" or "Mood=" in word.morph:
            return False
        if "VerbForm=Inf" in word.morph and self.words[index - 1].pos not in ("ADP", "PRON"):
            return False
        return word.dep != "acl:relcl" and self._under(index, head)

    def _under(self, index: int, head: int) -> bool:
        if index == head:
            return True
        return any(ancestor == head for ancestor in self.ancestors(index))
