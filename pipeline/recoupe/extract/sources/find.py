"""Finds the attributions of a document: each cue with its source and its scope."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from recoupe.extract.sources import cues
from recoupe.extract.sources.attribution import Attribution
from recoupe.extract.sources.described import described
from recoupe.extract.sources.interview import find_answers
from recoupe.extract.sources.phrase import phrase_after
from recoupe.extract.sources.quotes import find_quotes
from recoupe.extract.sources.scope import Reach
from recoupe.extract.sources.speaker import Speaker, Speakers
from recoupe.extract.sources.stated import after_adverbials, agrees, begins_subject, is_stated
from recoupe.extract.sources.subject import antecedent, awaits_verb, first_phrase, subject_before
from recoupe.extract.sources.verbs import Said, find_verbs
from recoupe.extract.syntax import Syntax
from recoupe.lexicon.speech import load_speech
from recoupe.read.document import Document
from recoupe.read.words import words_in
from recoupe.records import CompanyMention
from recoupe.text import Span, matched

__all__ = ["find_sources"]

_SPEECH: Final = load_speech()
_PRONOUNS: Final = _SPEECH.phrases["pronouns"]
_RELATIVE: Final = re.compile(r", (?:qui|dont|où)(?!\w)")
_IN_RELATIVE: Final = re.compile(r", (?:que|qu'|dont|où) ?$")
_NEAR: Final = 500
"""How far before « a-t-il annoncé », in characters, the company may be named that « il » is."""
_INDEFINITE: Final = re.compile(r"(?:un|une|des|de|d'|du)(?!\w)")
_APPOSED_QUI: Final = re.compile(r"(?:,[^,;:.()\n«»]{1,80})?,? qui ")
_OF_SOURCE: Final = re.compile(r", (?:qui(?! cit)|dont|où)(?!\w)")


class _Finder:
    """Reads the cues in text order, so that a pronoun finds the source named last."""

    def __init__(self, document: Document, syntax: Syntax, companies: Sequence[CompanyMention]) -> None:
        self.document = document
        self.folded = document.folded
        self.syntax = syntax
        self.quotes = find_quotes(document)
        self.reach = Reach(document, self.quotes)
        self.companies = companies
        self.speakers = Speakers(document, companies)
        self.verbs = find_verbs(document)
        self.said: list[Speaker] = []
        self.expected: Attribution | None = None
        self.dropped: set[Span] = set()

    def all(self) -> list[Attribution]:
        """Every attribution, in the order of the cues."""
        found: list[Attribution] = []
        for _, cue, read in sorted(self._cues(), key=lambda entry: entry[0]):
            found.extend(read(cue))
        found = [one for one in found if one.cue_span not in self.dropped]
        return found + list(self._quotations(found)) + find_answers(self.document)

    def _cues(self) -> Iterator[tuple[int, object, Callable[..., Iterator[Attribution]]]]:
        for said in self.verbs:
            yield said.start, said, self._of_verb
        for match in cues.BRACKET.finditer(self.folded):
            yield match.start(), match, self._of_bracket
        words = words_in(self.document)
        for opened, read in (
            (cues.LEAD, self._of_lead),
            (cues.AGENT, self._of_agent),
            (cues.VALUED, self._of_agent),
            (cues.REVISION, self._of_revision),
            (cues.CHEZ, self._of_chez),
        ):
            for match in opened.matches(self.folded, words):
                yield match.start(), match, read

    def _made(self, speaker: Speaker, cue: Span, scopes: list[Span], rule: str) -> Iterator[Attribution]:
        self.said.append(speaker)
        text = self.document.text[cue.start : cue.end]
        for piece in scopes:
            scope = self.reach.stretched(piece)
            yield Attribution(speaker.name, speaker.company_id, speaker.span, text, cue, scope, rule)

    def _last(self, offset: int) -> Speaker | None:
        """The source named last before an offset, for a pronoun."""
        return next((speaker for speaker in reversed(self.said) if speaker.span.end <= offset), None)

    def _company_before(self, offset: int) -> Speaker | None:
        """« Les ventes de Lunor ont bondi, a-t-il annoncé »: where nobody spoke before, the company named last."""
        at = bisect_left(self.speakers.starts, offset) - 1
        company = self.companies[at] if at >= 0 else None
        if company is None or offset - company.end > _NEAR:
            return None
        return Speaker(company.name, company.company_id, Span(company.start, company.end), observer=False)

    def _after(self, at: int, end: int, *, after_verb: bool) -> Speaker | None:
        """The source that the phrase after a cue names."""
        phrase = phrase_after(self.folded, at, end, after_verb=after_verb)
        if phrase is None:
            return None
        if self.folded[phrase.start : phrase.end].lower() in _PRONOUNS:
            return self._spoken_of(at) or self._last(at)
        return self._of(phrase, end)

    def _spoken_of(self, at: int) -> Speaker | None:
        """« L'Union se montre prudente : le marché, selon elle, … »: who the sentence before the pronoun is about."""
        sentence = self.reach.sentence(at)
        words = self.syntax.words(self.document.sentence_at(at))
        verb = next((word.start for word in words if word.start > sentence.start and "Mood=" in word.morph), at)
        phrase = first_phrase(self.folded, Span(sentence.start, min(verb, at)))
        speaker = self.speakers.of(phrase, phrase.end) if phrase is not None else None
        named = speaker is not None and (speaker.observer or speaker.company_id is not None)
        return speaker if speaker is not None and named and speaker.name[0].isupper() else None

    def _of(self, phrase: Span, end: int) -> Speaker | None:
        """Who a phrase names, or tells again: « la dirigeante », « le courtier »."""
        speaker = self.speakers.of(phrase, end)
        if speaker is None or speaker.company_id is not None or speaker.name[0].isupper():
            return speaker
        return described(self.folded, phrase, self.said) or speaker

    def _of_lead(self, cue: re.Match[str]) -> Iterator[Attribution]:
        sentence = self.reach.sentence(cue.start())
        if speaker := self._after(cue.end(), sentence.end, after_verb=False):
            scope = self.reach.brackets(cue.start()) or self.reach.segment(cue.start())
            if self.folded[scope.start : cue.start()].rstrip().endswith(":"):
                scope = Span(cue.start(), scope.end)
            opens = not self.folded[scope.start : cue.start()].strip()
            if not opens and _OF_SOURCE.match(self.folded, speaker.span.end) and speaker.span.start >= cue.end():
                scope = Span(scope.start, speaker.span.end)
            scopes = self.reach.without_relatives(scope, cue.start())
            expected = self.expected if self.expected is not None and self.expected.scope.holds(matched(cue)) else None
            if expected is not None and speaker.name[0].isupper():
                # « alors que les analystes attendaient 9 cents, selon Refinitiv »: it is the expectation that it tells.
                self.expected, scopes = None, [expected.scope]
                self.dropped.add(expected.cue_span)
            yield from self._made(speaker, matched(cue), scopes, "source-according-to")

    def _of_agent(self, cue: re.Match[str]) -> Iterator[Attribution]:
        sentence = self.reach.sentence(cue.start())
        phrase = phrase_after(self.folded, cue.end(), sentence.end, after_verb=True)
        speaker = self.speakers.of(phrase, phrase.end) if phrase else None
        if phrase is None or speaker is None or not (speaker.observer or cue.re is cues.VALUED.pattern):
            return
        start = max(self.folded.rfind(sign, sentence.start, cue.start()) + 1 for sign in (", ", " (", ";", ":"))
        scope = Span(max(start, sentence.start), phrase.end)
        yield from self._made(speaker, matched(cue), [scope], "source-agent")

    def _of_bracket(self, cue: re.Match[str]) -> Iterator[Attribution]:
        phrase = phrase_after(self.folded, cue.start("phrase"), cue.end("phrase"))
        if phrase is None or phrase.end != cue.end("phrase"):
            return
        speaker = self.speakers.of(phrase, phrase.end)
        written = "source" in cue[0].lower()
        if speaker and (written or (speaker.observer and self.folded[phrase.start].islower())):
            scope = Span(self.reach.segment(cue.start()).start, cue.start())
            yield from self._made(speaker, matched(cue), [scope], "source-bracket")

    def _of_revision(self, cue: re.Match[str]) -> Iterator[Attribution]:
        sentence = self.reach.sentence(cue.start())
        phrase = subject_before(self.document, self.syntax, cue.start()) or first_phrase(self.folded, sentence)
        speaker = self._named(phrase, cue.start()) if phrase else None
        if speaker and (cue["target"] or cue["aim"] or speaker.observer):
            yield from self._made(speaker, matched(cue), [Span(cue.start(), sentence.end)], "source-revision")

    def _of_chez(self, cue: re.Match[str]) -> Iterator[Attribution]:
        sentence = self.reach.sentence(cue.start())
        at = bisect_right(self.verbs, cue.start("verb"), key=lambda said: said.start) - 1
        said = self.verbs[at] if at >= 0 and cue.start("verb") < self.verbs[at].end else None
        speaker = self._after(cue.end(), sentence.end, after_verb=False)
        if said and speaker:
            yield from self._made(speaker, Span(said.start, said.end), [Span(said.start, sentence.end)], "source-chez")

    def _of_verb(self, said: Said) -> Iterator[Attribution]:
        cue = Span(said.start, said.end)
        sentence = self.reach.sentence(said.start)
        scopes = [Span(said.start, sentence.end)]
        if said.inverted:
            speaker = (self._last(said.start) or self._company_before(said.start)) if said.inverted != "on" else None
            rule, scopes = "source-pronoun", self._around(said.start, sentence)
        elif (at := self._incise(said, sentence)) is not None:
            speaker = self._after(at, sentence.end, after_verb=True) if agrees(self.folded, said, at) else None
            rule, scopes = "source-incise", self._around(said.start, sentence)
        else:
            rule, speaker = "source-subject", self._subject(said, sentence)
        if rule == "source-subject" and speaker and self._is_foreseen(said, cue):
            scopes = self.reach.without_facts(scopes[0])
        spoken = rule == "source-incise" and self.reach.quote_before(said.start) is not None
        if speaker and (said.takes != "forecast" or spoken or speaker.observer or self._is_public(said, speaker)):
            for made in self._made(speaker, cue, scopes, rule):
                if said.takes == "forecast" and made.name[0].islower():
                    self.expected = made
                yield made

    def _is_foreseen(self, said: Said, cue: Span) -> bool:
        return said.takes == "forecast" and self.reach.quote_at(cue.end) is None

    def _is_public(self, said: Said, speaker: Speaker) -> bool:
        """« le gouvernement table sur une croissance de 0,7 % »: what a state expects is no plan of its own."""
        return said.lemma in _SPEECH.public_verbs and speaker.public

    def _around(self, offset: int, sentence: Span) -> list[Span]:
        """What an incise covers: the quotation that holds it or ends before it, or its sentence."""
        quote = self.reach.quote_before(offset) or self.reach.quote_at(offset)
        if quote is None:
            return self.reach.without_relatives(self.reach.segment(offset), offset)
        relative = _RELATIVE.search(self.folded, offset, sentence.end)
        end = max(quote.end, relative.start() if relative else sentence.end)
        return [Span(min(quote.start, sentence.start), end)]

    def _incise(self, said: Said, sentence: Span) -> int | None:
        """Where the subject begins of a verb that comes before it, after a comma or a quotation."""
        quoted = self.reach.quote_before(said.start) is not None
        before = self.folded[max(sentence.start, said.start - 4) : said.start].rstrip()
        if said.participle or not (quoted or before.endswith((",", "-", "?", "!"))):
            return None
        at = after_adverbials(self.folded, said.end)
        if not quoted and self.reach.quote_at(said.start) is None:
            if said.takes == "quotation" and _INDEFINITE.match(self.folded, at):
                return None
            if awaits_verb(self.folded, Span(sentence.start, said.start)):
                return None
        return at if begins_subject(self.folded, at, sentence.end, quoted) else None

    def _subject(self, said: Said, sentence: Span) -> Speaker | None:
        stated = is_stated(self.folded, said, sentence.end)
        if not stated and said.takes != "statement":
            return None
        phrase = subject_before(self.document, self.syntax, said.start)
        if not stated and phrase is not None:
            # « Le projet, que Les Échos ont détaillé lundi, coûterait… »
            stated = _IN_RELATIVE.search(self.folded, max(0, phrase.start - 7), phrase.start) is not None
        if not stated:
            return None
        if phrase is None:
            return self._antecedent(said.start)
        return self._named(phrase, said.start)

    def _antecedent(self, at: int) -> Speaker | None:
        """« …, avance un responsable, qui chiffre à »: the source that the relative hangs on."""
        if not self.folded.endswith("qui ", 0, at):
            return None
        last = self._last(at)
        if last and _APPOSED_QUI.fullmatch(self.folded, last.span.end, at):
            return last._replace(observer=last.observer or last.company_id is None)
        phrase = antecedent(self.folded, self.reach.sentence(at).start, at)
        speaker = self.speakers.of(phrase, phrase.end) if phrase is not None else None
        return speaker if speaker is not None and speaker.observer else None

    def _named(self, phrase: Span, at: int) -> Speaker | None:
        words = self.folded[phrase.start : phrase.end].lower()
        if words not in _PRONOUNS:
            return self._of(phrase, at)
        sentence = self.reach.sentence(at)
        topic = re.compile(r"[Qq]uant (?:à|au|aux) ").match(self.folded, sentence.start)
        named = phrase_after(self.folded, topic.end(), at) if topic else None
        if named is None and phrase.start > sentence.start:
            named = first_phrase(self.folded, Span(sentence.start, phrase.start))
        if named and self.folded[named.start : named.end].lower() in _PRONOUNS:
            named = None
        if named and (speaker := self.speakers.of(named, named.end)):
            return speaker
        last = self._last(at)
        # A person quoted before, who « table sur », speaks of others; a company speaks of itself.
        return last._replace(observer=last.observer or last.company_id is None) if last else None

    def _quotations(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Quotations that no cue covers: after a colon, their sentence's subject speaks."""
        scopes = sorted(one.scope for one in found)
        starts = [scope.start for scope in scopes]
        reached = list(accumulate((scope.end for scope in scopes), max))
        for quote in self.quotes:
            at = bisect_right(starts, quote.start) - 1
            if at >= 0 and reached[at] >= quote.end:
                continue
            sentence = self.reach.sentence(quote.start)
            if not cues.QUOTE_AFTER_COLON.search(self.folded, sentence.start, quote.start):
                continue
            phrase = first_phrase(self.folded, Span(sentence.start, quote.start))
            speaker = self._named(phrase, quote.start) if phrase else None
            if speaker:
                cue = Span(quote.start, quote.start + 1)
                yield from self._made(speaker, cue, [Span(quote.start, max(quote.end, sentence.end))], "source-colon")


def find_sources(document: Document, syntax: Syntax, companies: Sequence[CompanyMention]) -> list[Attribution]:
    """The attributions of a document, in the order of their cues (of quotations without a cue, at the end).

    Args:
        document: the article.
        syntax: its parse, asked only where the text does not show the subject of a verb; `NoSyntax()` will do.
        companies: its companies, so that « l'entreprise » gets a name; an empty list will do.
    """
    return _Finder(document, syntax, companies).all()
