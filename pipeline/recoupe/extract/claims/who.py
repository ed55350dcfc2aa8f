"""Whom a noun stands for, and of whom a text is speaking."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.extract.claims.frame import Subjected
from recoupe.extract.claims.lines import is_item
from recoupe.extract.claims.scene import Phrase, Scene
from recoupe.extract.claims.words import is_noun, lemma
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.constructions import RELATIONS
from recoupe.lexicon.names import plain
from recoupe.read.document import Document
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["Topic", "about", "company_in", "named", "pointing", "points_back"]


@dataclass
class Topic:
    """Of whom a text is speaking.

    Attributes:
        main: the company that the article is about.
        section: the company of the last heading.
        local: the company that the paragraph speaks of.
        last: the last subject of any kind, and `last_end` where its sentence ends.
    """

    main: CompanyMention | None = None
    section: CompanyMention | None = None
    local: CompanyMention | None = None
    last: Subjected | None = None
    last_end: int = -1
    paragraph: int = -1

    @property
    def company(self) -> CompanyMention | None:
        """The company spoken of: the paragraph's, else the heading's, else the article's."""
        return self.local or self.section or self.main

    def enter(self, scene: Scene) -> None:
        """Comes to a sentence: a new paragraph forgets the company of the one before."""
        paragraph = scene.document.text.rfind("\n", 0, scene.sentence.start)
        if paragraph != self.paragraph and not is_item(scene):
            heading = _heading(scene)
            if heading is not None:
                self.section = heading
            if self.main is not None or self.section is not None:
                self.local = None
        self.paragraph = paragraph

    def leave(self, scene: Scene, parsed: bool) -> None:
        """Moves on past a sentence: the subject of its main clause is what the next one speaks of.

        Args:
            scene: the sentence.
            parsed: whether it is worth a parse; if not, the company that it opens with is its subject.
        """
        if not parsed or not len(scene.tree):
            first = next(iter(scene.found.companies), None)
            if first is not None and first.named and first.start - scene.sentence.start < _OPENING:
                self.local = first
            return
        root = next((i for i, word in enumerate(scene.tree.words) if word.dep == "ROOT"), None)
        actor = scene.tree.subject(root) if root is not None else None
        who = _who(scene, actor, self) if actor is not None else None
        if who is not None:
            self.last, self.last_end = who, scene.sentence.end
        if isinstance(who, CompanyMention):
            self.local = who


_OPENING = 24
_SHORT = 90


def _heading(scene: Scene) -> CompanyMention | None:
    """The company of a heading: a short line of its own, without a full stop, that opens with one."""
    text, sentence = scene.document.text, scene.sentence
    ends_line = sentence.end == len(text) or text[sentence.end : sentence.end + 1] in ("\n", "\r")
    starts_line = (
        sentence.start == 0
        or not text[: sentence.start].rstrip(" \t#*_>").strip()
        or ("\n" in text[max(0, sentence.start - 6) : sentence.start])
    )
    short = sentence.end - sentence.start < _SHORT and text[sentence.end - 1] not in ".;"
    first = next(iter(scene.found.companies), None)
    if first is None or not (ends_line and starts_line and short) or scene.found.figures:
        return None
    return first if first.named and first.start - sentence.start < 8 else None


def _who(scene: Scene, actor: int, topic: Topic) -> Subjected | None:
    if actor in scene.company_at:
        return scene.company_at[actor]
    if not is_noun(scene, actor):
        return None
    return topic.company if points_back(scene, actor) and topic.company else named(scene, actor)


def is_company_noun(scene: Scene, noun: int) -> bool:
    """Whether a noun says « a company » by itself: « armateur », « groupe »; not « maison »."""
    known = company_nouns().get(plain(scene.low(noun)))
    return known is not None and known.backward


def points_back(scene: Scene, noun: int) -> bool:
    """Whether a noun is a definite description of a company: « l'armateur », « la société issoise »."""
    if not is_company_noun(scene, noun) or scene.companies_in(scene.phrase(noun).span):
        return False
    before = [i for i in scene.tree.children[noun] if scene.tree.words[i].pos == "DET"]
    return any(scene.low(i) in ("le", "la", "l'", "ce", "cet", "cette") for i in before)


def about(document: Document, companies: Sequence[CompanyMention], quoted: Sequence[Span]) -> CompanyMention | None:
    """The company that an article is about: the most often named; to be the first named counts as two more.

    Args:
        document: the article; without a publication date its sentences may have nothing to do with each other.
        companies: its companies.
        quoted: where sources are named: an agency that is only quoted is not what an article is about.
    """
    counted = [company for company in _unquoted(companies, quoted) if not _bracketed(document, company)]
    counts = Counter(company.company_id for company in counted)
    if counted and document.published is not None:
        counts[counted[0].company_id] += 2
    best = max(counted, key=lambda company: (counts[company.company_id], -company.start), default=None)
    named = sum(company.company_id == best.company_id for company in counted) if best else 0
    if best is None or counts[best.company_id] < 2 or named * 4 < len(counted):
        return None
    return best if counts[best.company_id] >= 3 or counts[best.company_id] * 5 >= 2 * len(counted) else None


def _bracketed(document: Document, company: CompanyMention) -> bool:
    """« Paris (Agence Méridienne) — »: who signs is not whom it is about."""
    return document.folded[max(0, company.start - 1) : company.start] == "("


def _unquoted(companies: Sequence[CompanyMention], quoted: Sequence[Span]) -> list[CompanyMention]:
    ends = {span.start: span.end for span in quoted}
    starts = sorted(ends)
    found = []
    for company in companies:
        place = bisect_right(starts, company.start) - 1
        if company.named and not (place >= 0 and company.end <= ends[starts[place]]):
            found.append(company)
    return found


def pointing(
    companies: Sequence[CompanyMention], quoted: Sequence[Span], main: CompanyMention | None
) -> list[CompanyMention]:
    """The companies, descriptions that point to one that is only quoted turned to the one the article is about."""
    spoken_of = {company.company_id for company in _unquoted(companies, quoted)}
    if main is None:
        return list(companies)
    update = {"name": main.name, "company_id": main.company_id}
    return [
        company if company.named or company.company_id in spoken_of else company.model_copy(update=update)
        for company in companies
    ]


def company_in(scene: Scene, phrase: Phrase) -> CompanyMention | None:
    """The company that a noun phrase is about: not that of « le concurrent d'Apple »."""
    companies = scene.companies_in(phrase.span)
    if not companies or lemma(scene, phrase.head) in RELATIONS:
        return None
    return companies[0]


def named(scene: Scene, noun: int) -> Subjected:
    """Who a noun stands for: its company, the name in apposition to it, else its phrase as written."""
    phrase = scene.phrase(noun)
    company = company_in(scene, phrase)
    if company is not None:
        return company
    for index in scene.tree.children[noun]:
        word = scene.tree.words[index]
        if word.dep == "appos" and index in scene.company_at:
            return scene.company_at[index]
        if word.dep == "appos" and word.pos == "PROPN" and scene.tree.words[noun].pos == "NOUN":
            return scene.phrase(index)
    return phrase
