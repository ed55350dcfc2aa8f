"""Whom a noun stands for, and of whom a text is speaking."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.lines import is_item
from recoupe.extract.claims.scene import Scene, Subjected
from recoupe.extract.claims.standing import Officers
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.constructions import OBSERVING_VERBS, POINTING_NOUNS, RELATIONS
from recoupe.lexicon.names import plain
from recoupe.read.document import Document
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["Topic", "company_in", "is_company_noun", "named", "points_back"]


@dataclass
class Topic:
    """Of whom a text is speaking.

    Attributes:
        main: the company that the article is about.
        section: the company of the last heading.
        local: the company that the paragraph speaks of.
        heard: the last company named, in whatever place; near: the same, in this paragraph.
        last: the last subject of any kind, and `last_end` where its sentence ends.
        officers: those who lead a company.
    """

    main: CompanyMention | None = None
    section: CompanyMention | None = None
    local: CompanyMention | None = None
    heard: CompanyMention | None = None
    near: CompanyMention | None = None
    last: Subjected | None = None
    last_end: int = -1
    paragraph: int = -1
    officers: Officers = field(default_factory=dict)

    @property
    def meant(self) -> CompanyMention | None:
        """The company that « son », « le groupe » mean: the one spoken of, else the last that the paragraph names."""
        return self.company or self.near

    @property
    def company(self) -> CompanyMention | None:
        """The company spoken of: the paragraph's, else the heading's, else the article's."""
        return self.section or self.local or self.main

    def enter(self, scene: Scene) -> None:
        """Comes to a sentence: a new paragraph forgets the company of the one before."""
        ends = scene.document.once(_line_ends)
        before = bisect_left(ends, scene.sentence.start)
        paragraph = ends[before - 1] if before else -1
        if paragraph != self.paragraph and not is_item(scene):
            heading = _heading(scene)
            if heading is not None:
                self.section = heading
            self.local = self.near = None
        self.paragraph = paragraph

    def leave(self, scene: Scene, parsed: bool) -> None:
        """Moves on past a sentence: the subject of its main clause is what the next one speaks of.

        Args:
            scene: the sentence.
            parsed: whether it is worth a parse; if not, the company that it opens with is its subject.
        """
        told = [source.span for source in scene.found.sources]
        named_here = [
            c for c in scene.found.companies if c.named and not any(s.holds(Span(c.start, c.end)) for s in told)
        ]
        if named_here:
            self.heard = self.near = named_here[-1]
        if not parsed or not len(scene.tree):
            first = next(iter(scene.found.companies), None)
            if first is not None and first.named and first.start - scene.sentence.start < _OPENING:
                self.local = first
            return
        roots = [i for i, word in enumerate(scene.tree.words) if word.dep == "ROOT"]
        roots.sort(key=lambda i: (not _is_finite(scene, i), not scene.tree.is_predicate(i)))
        root = next(iter(roots), None)
        actor = scene.tree.subject(root) if root is not None else None
        who = _who(scene, actor, self) if actor is not None else None
        if who is not None:
            self.last, self.last_end = who, scene.sentence.end
        opening = next(iter(scene.found.companies), None)
        if is_item(scene) and opening is not None and opening.named and opening.start - scene.sentence.start < 8:
            who = opening
        who = _rated(scene, who)
        several = root is not None and actor is not None and _is_plural(scene, root)
        if isinstance(who, CompanyMention) and not several and not _only_tells(scene, root, who, self.main):
            self.local = who


def _is_plural(scene: Scene, root: int) -> bool:
    """Whether a verb has several subjects: « Kima et Demeter remettent au pot » speaks of neither from then on."""
    group = _verb_group(scene, root)
    return any("Mood=" in scene.tree.words[i].morph and "Number=Plur" in scene.tree.words[i].morph for i in group)


def _is_finite(scene: Scene, root: int) -> bool:
    return any("Mood=" in scene.tree.words[i].morph for i in _verb_group(scene, root))


def _verb_group(scene: Scene, root: int) -> list[int]:
    return [root, *(i for i in scene.tree.children[root] if scene.tree.words[i].dep.startswith(("aux", "cop")))]


_RATING: Final = re.compile(r"(?<!\w)(?:recommandation|objectifs? de cours|cours cible|conseil|opinion)(?!\w)")


def _rated(scene: Scene, who: Subjected | None) -> Subjected | None:
    """Of « Barclays abaisse sa recommandation sur L'Oréal » the one company that is rated."""
    if not isinstance(who, CompanyMention):
        return who
    low = scene.low_text[scene.sentence.start : scene.sentence.end]
    others = {c.company_id: c for c in scene.found.companies if c.named and c.company_id != who.company_id}
    return next(iter(others.values())) if len(others) == 1 and _RATING.search(low) else who


def _only_tells(scene: Scene, root: int | None, who: CompanyMention, main: CompanyMention | None) -> bool:
    """Whether a sentence's subject is only heard in it: « UBS juge la marge hors de portée »."""
    if main is not None and main.company_id == who.company_id:
        return False
    place = Span(who.start, who.end)
    quoted = any(source.span.overlaps(place) for source in scene.found.sources)
    return quoted and root is not None and lemma(scene, root) in OBSERVING_VERBS


def _line_ends(document: Document) -> list[int]:
    return [found.start() for found in re.finditer("\n", document.text)]


_OPENING: Final = 24
_SHORT: Final = 90


def _heading(scene: Scene) -> CompanyMention | None:
    """The company of a heading: a short line of its own, without a full stop, that opens with one."""
    text, sentence = scene.document.text, scene.sentence
    first = next(iter(scene.found.companies), None)
    short = sentence.end - sentence.start < _SHORT and text[sentence.end - 1] not in ".;"
    if first is None or not short or scene.found.figures:
        return None
    ends_line = sentence.end == len(text) or text[sentence.end : sentence.end + 1] in ("\n", "\r")
    starts_line = (
        sentence.start == 0
        or "\n" in text[max(0, sentence.start - 6) : sentence.start]
        or not text[: sentence.start].rstrip(" \t#*_>").strip()
    )
    if not (ends_line and starts_line):
        return None
    return first if first.named and first.start - sentence.start < 8 else None


def _who(scene: Scene, actor: int, topic: Topic) -> Subjected | None:
    if actor in scene.company_at:
        return scene.company_at[actor]
    if not is_noun(scene, actor):
        return None
    return topic.meant if points_back(scene, actor) and topic.meant else named(scene, actor)


def is_company_noun(scene: Scene, noun: int) -> bool:
    """Whether a noun says « a company » by itself: « armateur », « groupe »; not « maison »."""
    known = company_nouns().get(plain(scene.low(noun)))
    return known is not None and known.backward


def _stands_for_one(scene: Scene, noun: int) -> bool:
    """Whether a noun stands for a company spoken of before: « la boîte », « l'acquéreur », « le numéro un »."""
    after = scene.low(noun + 1) if noun + 1 < len(scene.tree) else ""
    ranked = scene.low(noun) == "numéro" and after in ("un", "deux", "trois", "1", "2", "3")
    return ranked or lemma(scene, noun) in POINTING_NOUNS or scene.low(noun) in POINTING_NOUNS


def points_back(scene: Scene, noun: int) -> bool:
    """Whether a noun is a definite description of a company: « l'armateur », « la société issoise »."""
    phrase = scene.phrase(noun)
    if not (is_company_noun(scene, noun) or _stands_for_one(scene, noun)):
        return False
    if scene.companies_in(phrase.span) or _is_proper(scene, phrase):
        return False
    before = [i for i in scene.tree.children[noun] if scene.tree.words[i].pos == "DET"]
    return any(scene.low(i) in ("le", "la", "l'", "ce", "cet", "cette") for i in before)


def _is_proper(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is a name: « la Banque centrale européenne », « la société Durand »; not « l'usine d'Arles »."""
    words = scene.tree.words
    first = next((i for i in scene.words_in(phrase.span) if words[i].pos == "PROPN"), None)
    text = words[phrase.head].text
    alone = phrase.text == text
    return (text[:1].isupper() and not text.isupper() and not alone) or (
        first is not None and words[first - 1].pos != "ADP"
    )


def company_in(scene: Scene, phrase: Phrase) -> CompanyMention | None:
    """The company that a noun phrase is about: not that of « le concurrent d'Apple »."""
    companies = scene.companies_in(phrase.span)
    if not companies or (lemma(scene, phrase.head) in RELATIONS and _is_tied(scene, companies[0])):
        return None
    return companies[0]


def _is_tied(scene: Scene, company: CompanyMention) -> bool:
    """Whether « de » ties a company to what stands before it; « le concurrent biennois Cadranor » is Cadranor."""
    first = scene.words_of(company).start
    before = [scene.low(i) for i in range(max(0, first - 2), first)]
    return not {"de", "d'", "du", "des", "avec", "chez"}.isdisjoint(before)


def named(scene: Scene, noun: int) -> Subjected:
    """Who a noun stands for: its company, the name in apposition to it, else its phrase as written."""
    phrase = scene.phrase(noun)
    company = company_in(scene, phrase)
    if company is not None:
        return company
    if scene.tree.words[noun].pos != "NOUN":
        return phrase
    introduced = _introduced(scene, noun) if is_company_noun(scene, noun) else None
    return introduced or _set_beside(scene, phrase) or _apposed(scene, noun) or phrase


def _set_beside(scene: Scene, phrase: Phrase) -> CompanyMention | None:
    """« MTN, son principal rival, revendique »: the company that a noun phrase between commas is set beside."""
    words = scene.words_in(phrase.span)
    first, tree = words.start - 1, scene.tree.words
    while first > 0 and tree[first].pos in ("DET", "ADJ"):
        first -= 1
    closed = words.stop < len(tree) and tree[words.stop].text == ","
    beside = closed and first > 0 and tree[first].text == ","
    return scene.company_at.get(first - 1) if beside else None


def _introduced(scene: Scene, noun: int) -> CompanyMention | None:
    """The name that a noun and its adjectives bring in: « la licorne Alan », « l'assureur mutualiste Groupama »."""
    for index in range(noun + 1, min(noun + 4, len(scene.tree))):
        if index in scene.company_at:
            return scene.company_at[index]
        if scene.tree.words[index].pos != "ADJ":
            return None
    return None


def _apposed(scene: Scene, noun: int) -> Subjected | None:
    """The name in apposition to a noun: « mon assureur, Pacifica », « son premier actionnaire, le fonds Altea »."""
    beside = _after_comma(scene, noun)
    if beside is not None:
        return beside
    for index in scene.tree.children[noun]:
        if scene.tree.words[index].dep != "appos":
            continue
        if index in scene.company_at:
            return scene.company_at[index]
        inner = scene.phrase(index)
        companies = scene.companies_in(inner.span)
        if companies and lemma(scene, index) not in RELATIONS:
            return companies[0]
        name = next((i for i in scene.words_in(inner.span) if scene.tree.words[i].pos == "PROPN"), None)
        if name is not None:
            return scene.phrase(name) if scene.tree.words[index].pos != "PROPN" else inner
    return None


def _after_comma(scene: Scene, noun: int) -> CompanyMention | None:
    """The company set between commas after a noun phrase, whatever the parse: « mon assureur, Pacifica, »."""
    words = scene.tree.words
    comma = scene.tree.phrase(noun, scene.stops).stop
    if comma >= len(words) or words[comma].text != ",":
        return None
    for index in range(comma + 1, min(comma + 6, len(words))):
        company = scene.company_at.get(index)
        if company is not None:
            last = scene.words_of(company).stop
            closed = last < len(words) and words[last].text in (",", "(")
            return company if closed and company.named else None
        if words[index].pos not in ("DET", "ADJ", "NOUN", "PROPN", "X"):
            return None
    return None
