"""One sentence made ready for claims: its parse, what the other extractors found in it, how its figures hang in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, TypeVar

from recoupe.extract.claims.findings import Attributed, Figure, Findings, Phrase
from recoupe.extract.syntax import Syntax
from recoupe.extract.tree import Tree
from recoupe.lexicon.asides import ASIDES, PHRASES
from recoupe.read.document import Document
from recoupe.read.words import Opened, words_in
from recoupe.records import CompanyMention, Evidence, Forecast, Interval, Mention, Period, filled
from recoupe.records.base import Direction, Realis
from recoupe.text import Span, matched

__all__ = ["Frame", "Scene", "Subjected", "When", "scenes"]

Subjected: TypeAlias = Phrase | CompanyMention
M = TypeVar("M", bound=Mention)
_ASIDES: Final = Opened(ASIDES, PHRASES)


def _start(span: Span) -> int:
    return span.start


def _asides(document: Document) -> list[Span]:
    return [matched(found) for found in _ASIDES.matches(document.folded, words_in(document))]


class Scene:
    """A sentence, and the mentions that lie in it.

    Attributes:
        document, sentence, syntax: what it is a sentence of, where, and who knows its parse.
        found: what the other extractors found in it.
        index: which sentence of the document it is.
        frames: its figures (`Frame`), as soon as they are hung.
        telling: of each time, by where it starts, whether it may be that of a figure, once that was asked.
        holds: of each expression that was looked for in the sentence, whether it stands there.
    """

    def __init__(self, document: Document, sentence: Span, syntax: Syntax, found: Findings, index: int = 0) -> None:
        self.document = document
        self.sentence = sentence
        self.syntax = syntax
        self.found = found
        self.index = index
        self.frames: list[Frame] = []
        self._tree: Tree | None = None
        self._figure_at: dict[int, Figure] | None = None
        self._period_at: dict[int, Period] | None = None
        self._company_at: dict[int, CompanyMention] | None = None
        self._idle: frozenset[int] | None = None
        self._units: frozenset[int] | None = None
        self._lowered: list[str] | None = None
        self._evidence: Evidence | None = None
        self.telling: dict[int, bool] = {}
        self.holds: dict[str, bool] = {}

    @property
    def evidence(self) -> Evidence:
        """The sentence as claims hold it."""
        if self._evidence is None:
            start, end = self.sentence.start, self.sentence.end
            self._evidence = filled(Evidence, text=self.document.text[start:end], start=start, end=end)
        return self._evidence

    @property
    def tree(self) -> Tree:
        """Its parse, made when it is first asked for."""
        if self._tree is None:
            self._tree = Tree(self.syntax.words(self.sentence))
        return self._tree

    @property
    def figure_at(self) -> dict[int, Figure]:
        """The figure that each word belongs to."""
        if self._figure_at is None:
            self._figure_at = {word: figure for figure in self.found.figures for word in self.words_of(figure)}
        return self._figure_at

    @property
    def period_at(self) -> dict[int, Period]:
        """The time expression that each word belongs to."""
        if self._period_at is None:
            self._period_at = {word: period for period in self.found.periods for word in self.words_of(period)}
        return self._period_at

    @property
    def company_at(self) -> dict[int, CompanyMention]:
        """The company that each word names or points back to."""
        if self._company_at is None:
            self._company_at = {word: company for company in self.found.companies for word in self.words_of(company)}
        return self._company_at

    @property
    def idle(self) -> frozenset[int]:
        """The words of set phrases that say nothing of a figure: « pour sa part », « à elle seule »."""
        if self._idle is None:
            spans = self.document.once(_asides)
            first = bisect_left(spans, self.sentence.start, key=_start)
            last = bisect_left(spans, self.sentence.end, first, key=_start)
            self._idle = frozenset([word for idiom in spans[first:last] for word in self.words_in(idiom)])
        return self._idle

    @property
    def units(self) -> frozenset[int]:
        """The words that are the unit of a rate: « 425 francs le kilo », not of « le kilo vaut 425 francs »."""
        if self._units is None:
            text, money = self.document.folded, [figure for figure in self.found.figures if figure.type == "money"]
            rated = [figure for figure in money if figure.per and figure.per in text[figure.end : figure.end + 24]]
            rates = map(self.words_of, rated)
            self._units = frozenset(word for words in rates for word in range(words.stop, words.stop + 2))
        return self._units

    def words_of(self, mention: Mention) -> range:
        """The words that a mention covers."""
        return self.tree.within(mention.start, mention.end)

    def words_in(self, span: Span) -> range:
        """The words that share a character with a stretch of text."""
        return self.tree.within(span.start, span.end)

    def low(self, index: int) -> str:
        """A word in folded lower case."""
        return self._lows[index]

    @property
    def _lows(self) -> list[str]:
        if self._lowered is None:
            low = self.low_text
            self._lowered = [low[word.start : word.end] for word in self.tree.words]
        return self._lowered

    @property
    def low_text(self) -> str:
        """The folded text of the document in lower case, same length, made once."""
        return words_in(self.document).low

    def stops(self, index: int) -> bool:
        """Whether a word may be part of no noun phrase: a figure or a date."""
        return index in self.figure_at or index in self.period_at

    def phrase(self, head: int) -> Phrase:
        """The noun phrase that a word heads, as written."""
        words = self.tree.phrase(head, self.stops)
        return self.phrase_of(words, head)

    def phrase_of(self, words: range, head: int) -> Phrase:
        """A stretch of words as a phrase."""
        span = self.tree.span(words.start, words.stop)
        return Phrase(self.document.text[span.start : span.end].strip(" \"«»'’\u00a0\u202f"), span, head)

    def companies_in(self, span: Span) -> list[CompanyMention]:
        """The companies named or pointed at within a stretch of text."""
        return [company for company in self.found.companies if span.start <= company.start and company.end <= span.end]


class When:
    """The period of a figure, the rule that chose it, and the mention that it is read from."""

    def __init__(self, interval: Interval | None = None, rule: str = "none", mention: Period | None = None) -> None:
        self.interval = interval
        self.rule = rule
        self.mention = mention

    def by(self, rule: str) -> When:
        """The same, chosen by another rule."""
        return When(self.interval, rule, self.mention)


class Frame:
    """What was read of a figure's place, and by which rules.

    Attributes:
        scene: the sentence.
        figure: the figure, or the cue of a forecast without one.
        verb: the word that heads its clause.
        metric: what is measured.
        key: the key of a metric that only the verb implies.
        subject: what it is said of, where the construction itself says so.
        like: the earlier figure that it goes with (« contre », « soit », a list).
        link: how it goes with it.
        resumes: the earlier figure whose metric goes on, of whomever it is said.
        rules: one `slot:rule` string a decision.
        resolved, when, realis, cue, source: the subject, period, reality, forecast and source, once they are known.
    """

    def __init__(
        self,
        scene: Scene,
        figure: Figure | Forecast,
        verb: int | None = None,
        metric: Phrase | None = None,
        subject: Subjected | None = None,
        like: Frame | None = None,
        link: Literal["same", "earlier", "part"] = "same",
        *,
        rules: list[str],
        resumes: Frame | None = None,
        direction: Direction | None = None,
        key: str | None = None,
    ) -> None:
        self.scene = scene
        self.figure = figure
        self.verb = verb
        self.metric = metric
        self.subject = subject
        self.like = like
        self.link: Literal["same", "earlier", "part"] = link
        self.resumes = resumes
        self.direction = direction
        self.key = key
        self.rules = rules
        self.resolved: Subjected | None = None
        self.when: When | None = None
        self.realis: Realis = "actual"
        self.cue: Forecast | None = None
        self.source: Attributed | None = None

    @property
    def main(self) -> Frame:
        """The figure that this one is compared with, if it is compared; else itself."""
        frame = self
        while frame.link == "earlier" and frame.like is not None and frame.like.scene is frame.scene:
            frame = frame.like
        return frame

    def verb_in(self, scene: Scene) -> int | None:
        """The head of its clause, if that lies in the same sentence."""
        return self.verb if self.scene is scene else None


def _within(mentions: Sequence[M], span: Span, starts: list[int]) -> list[M]:
    return list(mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def scenes(document: Document, syntax: Syntax, found: Findings) -> list[Scene]:
    """Every sentence of a document with what was found in it; sources are those whose scope touches it."""
    spoken: dict[int, list[Attributed]] = {}
    for source in found.sources:
        first, last = document.sentence_index(source.scope.start), document.sentence_index(max(0, source.scope.end - 1))
        for index in range(first, last + 1):
            spoken.setdefault(index, []).append(source)
    starts = [[mention.start for mention in mentions] for mentions in found[:4]]
    return [
        Scene(
            document,
            sentence,
            syntax,
            Findings(
                _within(found.figures, sentence, starts[0]),
                _within(found.companies, sentence, starts[1]),
                _within(found.periods, sentence, starts[2]),
                _within(found.forecasts, sentence, starts[3]),
                spoken.get(index, []),
            ),
            index,
        )
        for index, sentence in enumerate(document.sentences)
    ]
