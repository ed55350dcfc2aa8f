"""Periods: every time expression of a text, as an interval of days where that can be known.

Conventions (DEFINITIONS, « Periods by convention », and what they leave open):

- The span is the expression without its preposition and article: « au [troisième trimestre 2024] », « le [12 mars] ».
  What changes the meaning belongs to it: « [d'ici 2030] », « [depuis janvier] », « [fin 2024] », « [l'an dernier] »,
  « [il y a deux ans] », « [sur un an] ». In a range the first preposition stays out: « entre [2022 et 2025] ».
- « d'ici 2030 », « avant 2030 », « jusqu'en 2030 », « d'ici la fin de 2030 » mean 2030, the time named. « fin 2024 »
  is its last day where it lies behind (a balance), the time named where it is to come; « début 2024 » is its first
  quarter.
  « depuis X » runs to the day of publication, « à partir de X » is open. A length (« sur cinq ans ») has no dates.
- A time without a year is the last one begun at publication; where the clause looks ahead, the next one not yet over.
  A year that the sentence states before it wins. Seasons are the three whole months of the meteorologists.
- « un an plus tôt », « la même période », « l'année précédente » step from the time told last.
- Accounting years end in December unless the article says otherwise (« exercice clos fin mars »).

The `rule` of a record is « period-FAMILY » or « period-FAMILY-ROLE »; `role_of` reads the role back.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from typing import Final, cast, get_args

from recoupe.extract.composed import through
from recoupe.extract.places import sentence_place
from recoupe.lexicon.periods import MONTHS, Role
from recoupe.read.document import Document
from recoupe.read.periods import Context, Dates, Told, interval, scan
from recoupe.read.periods.grammar import alt
from recoupe.read.periods.tense import Cue, looks_ahead, tense_cues
from recoupe.read.periods.when import When
from recoupe.read.words import words_in
from recoupe.records import Interval, Period, Place, filled
from recoupe.text import Span

__all__ = ["extract_periods", "find_periods", "fiscal_close", "interval_of", "role_of"]

_CLOSE: Final = re.compile(
    r"(?:exercice|ann[ée]e (?:fiscale|comptable|financi[eè]re)|semestre)[^.\n]{0,60}?"
    r"(?:clos|close|cl[ôo]tur\w+|achev\w+|termin\w+|s'ach[èe]ve|se termine|se cl[ôo]t|arr[êe]t\w+)"
    rf"[^.\n\d]{{0,12}}(?:\d{{1,2}}(?:er)? )?({alt(MONTHS)})(?!\w)"
)
_CLOSING: Final = re.compile(
    r"(?:clore|clos|cl[ôo]tur\w+|achev\w+|termin\w+|boucl\w+|arr[êe]t\w+) (?:au |le |fin )"
    rf"(?:\d{{1,2}}(?:er)? )?({alt(MONTHS)})[^.,;\n]{{0,30}}? exercice(?!\w)"
)
"""« vient de clore au 30 juin son dixième exercice »."""
_PART_CLOSE: Final = re.compile(
    r"(?P<number>premier|1er|deuxi[eè]me|second|2e|troisi[eè]me|3e|quatri[eè]me|4e) (?P<unit>trimestre|semestre)"
    r"(?: (?:de |du )?(?:son |l'|cet |leur )?(?:exercice|ann[ée]e)?(?: (?:fiscale|financi[eè]re|comptable))?"
    r"(?: \d{4}(?:[-/]\d{2,4})?)?)?"
    r",? (?:qui s'est |qui s'[ée]tait |s'[ée]tant )?(?:clos|cl[ôo]tur[ée]|achev[ée]|termin[ée]|arr[êe]t[ée])"
    rf" (?:le |au |fin )?(?:\d{{1,2}}(?:er)? )?(?P<month>{alt(MONTHS)})(?!\w)"
)
"""« le troisième trimestre de son exercice 2025, terminé le 31 janvier »: the day is the end of the quarter."""
_CLOSES: Final = ("clo", "clô", "achev", "achèv", "termin", "arrêt", "arret", "boucl")
"""Without one of these no expression for the end of an accounting year need be tried."""
_ROLES: Final = frozenset(get_args(Role))
_SIZES: Final = {"trimestre": 3, "semestre": 6}
_NUMBERS: Final = {"pr": 1, "1e": 1, "de": 2, "se": 2, "2e": 2, "tr": 3, "3e": 3, "qu": 4, "4e": 4}
_SCENE: Final = 14
"""How far into its sentence a year may stand that sets the scene for what follows, in characters."""
_FRESH: Final = dt.timedelta(days=100)
"""How long after its end a quarter or half may still be « ce trimestre » of those who report it."""
_THIS: Final = (When("quarter", shift=0), When("half", shift=0))
_REPORTED: Final = frozenset({"quarter", "half", "year"})
_SETTING: Final = _REPORTED | {"month", "season", "decade"}


def role_of(period: Period) -> Role:
    """How a period is meant (deadline, since, comparison, baseline…), as its rule says; « plain » else."""
    last = period.rule.rpartition("-")[2]
    return cast(Role, last) if last in _ROLES else "plain"


def interval_of(period: Period) -> Interval:
    """A time expression as the period of a claim, or the horizon of a forecast."""
    place = filled(Place, start=period.start, end=period.end)
    return filled(Interval, text=period.text, start=period.start_date, end=period.end_date, span=place)


def fiscal_close(document: Document) -> int:
    """The month (1 to 12) that accounting years end in, where the article states it; 12 otherwise."""
    low = words_in(document).low
    if "exercice" not in low and "mestre" not in low and "fiscal" not in low:
        return 12
    if not any(stem in low for stem in _CLOSES):
        return 12
    part = _PART_CLOSE.search(low)
    if part is not None:
        left = 12 - _SIZES[part["unit"]] * _NUMBERS[part["number"][:2]]
        return (MONTHS[part["month"]] + left - 1) % 12 + 1
    found = _CLOSING.search(low)
    if found is not None:
        return MONTHS[found[1]]
    found = _CLOSE.search(low)
    if found is None:
        return 12
    month = MONTHS[found[1]]
    return (month + 5) % 12 + 1 if found[0].startswith("semestre") else month


class _Reader:
    """Resolves the times of a document in order, remembering what was told before."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.low = words_in(document).low
        self.close = fiscal_close(document)
        self.near: Dates | None = None
        self.reported: Dates | None = None
        self.parts: dict[str, Dates] = {}
        self.day: Dates | None = None
        self.year: int | None = None
        self.at = 0
        self.sentence = -1
        self.last = Dates()

    def read(self, told: Told) -> Period:
        """The record of one time."""
        at = self.document.sentence_index(told.start)
        self._enter(at, told.start)
        sentence = self.document.sentences[at]
        context = self._context(told, sentence)
        dates = interval(self._whole_year(self._fiscal(told), context), context)
        if told.edge is None and told.when in _THIS:
            dates = self._part_told_of(told, context, dates)
        if told.family == "that":
            dates = self.last
        else:
            self._remember(told, dates)
        self.last = dates
        role = "" if told.role == "plain" else f"-{told.role}"
        return filled(
            Period,
            article_id=self.document.id,
            start=told.start,
            end=told.end,
            text=self.document.text[told.start : told.end],
            sentence=sentence_place(self.document, sentence),
            rule=f"period-{told.family}{role}",
            start_date=dates.start,
            end_date=dates.end,
        )

    def _context(self, told: Told, sentence: Span) -> Context:
        ahead = None
        if told.role == "comparison" or self._is_of_results(told):
            ahead = False
        elif told.role == "deadline" or self._is_due(told):
            ahead = True
        else:
            ahead = looks_ahead(self.document.folded, self._cues(sentence), told.start)
        near = self.day if told.when.unit == "day" else self.near or self.reported
        return Context(self.document.published, ahead, near, self.year, self.close)

    def _cues(self, sentence: Span) -> list[Cue]:
        cues = self.document.once(tense_cues)
        return cues[bisect_left(cues, (sentence.start,)) : bisect_left(cues, (sentence.end,))]

    def _part_told_of(self, told: Told, context: Context, dates: Dates) -> Dates:
        """« du semestre » of a text that tells of one; else, in the first half of the next, the last over."""
        reported, published = self.parts.get(told.when.unit), context.published
        if told.family == "bare" and reported is not None:
            return reported
        if context.future or published is None or dates.start is None or dates.end is None:
            return dates
        if reported is not None and reported.end is not None and dt.timedelta() <= published - reported.end <= _FRESH:
            return reported
        before = interval(told._replace(when=told.when._replace(shift=-1)), context)
        return before if published < dates.start + (dates.end - dates.start) / 2 and told.family == "bare" else dates

    def _is_of_results(self, told: Told) -> bool:
        """« publiera les comptes du troisième trimestre »: what is to come is the publication, not the quarter."""
        return told.when.unit in ("quarter", "half") and self.low[max(0, told.start - 3) : told.start] in ("du ", "de ")

    def _is_due(self, told: Told) -> bool:
        """« une livraison pour la mi-mars »: a day or month that something is to come for."""
        before = self.low[max(0, told.start - 9) : told.start]
        return told.when.unit in ("month", "day") and before.endswith(("pour ", "pour la ", "pour le "))

    def _fiscal(self, told: Told) -> Told:
        """A quarter or half without a year is one of the accounting year that the article states."""
        when = told.when
        if self.close == 12 or when.unit not in ("quarter", "half") or when.year is not None:
            return told
        return told._replace(when=when._replace(fiscal=True))

    def _whole_year(self, told: Told, context: Context) -> Told:
        """« sur l'ensemble de l'année », told as over in the first months of one, is the year before."""
        published = context.published
        if told.family != "bare" or told.when.unit != "year" or told.edge or told.role != "plain":
            return told
        if context.future is not False or published is None or published.month > 3:
            return told
        return told._replace(when=told.when._replace(shift=-1))

    def _enter(self, sentence: int, at: int) -> None:
        """Forgets what a new sentence, or in a text without a date a new paragraph, does not continue."""
        if sentence == self.sentence:
            return
        same = "\n" not in self.document.folded[self.at : at]
        self.at, self.sentence = at, sentence
        if self.document.published is None and same:
            return
        self.year = self.near = None
        if self.document.published is None:
            self.reported = self.day = None
            self.parts.clear()

    def _remember(self, told: Told, dates: Dates) -> None:
        if told.role in ("comparison", "baseline", "duration", "deadline") or dates.end is None:
            return
        if told.when.unit == "day":
            self.day = dates
        elif told.when.unit in _SETTING and told.role != "since":
            self.near = dates
            if told.when.unit in _REPORTED:
                self.reported = dates
                self._remember_part(told.when.unit, dates)
        if (
            told.when.year is not None
            and told.when.last_year is None
            and told.until is None
            and told.role == "plain"
            and told.edge is None
        ):
            # « En 2019, … en juin »: set before all else; « CMA, entré en 2021, a proposé en juin » sets nothing.
            first = self.document.sentences[self.sentence].start
            if self.document.published is None or told.start - first <= _SCENE:
                self.year = told.when.year

    def _remember_part(self, unit: str, dates: Dates) -> None:
        """What « ce semestre » means; « S1 2024 : 1,29 € » beside the first half of 2025 is only compared with it."""
        known = self.parts.get(unit)
        dated = self.document.published is not None and known is not None
        if not (
            dated and known is not None and known.end is not None and dates.end is not None and dates.end < known.end
        ):
            self.parts[unit] = dates


def _find(document: Document) -> list[Period]:
    reader = _Reader(document)
    return [reader.read(told) for told in scan(document.folded, words_in(document))]


def find_periods(document: Document) -> list[Period]:
    """The periods of a document, in text order; found once and kept."""
    return document.once(_find)


def extract_periods(text: str | Document, *, published: dt.date | None = None) -> list[Period]:
    """The periods of a text.

    Args:
        text: a text, or a document made of one.
        published: the day that « hier », « cette année » are counted from; without it they keep null dates.

    Returns:
        Records whose `start`, `end` are code points into the text, and whose dates are first and last day, included.
    """
    return through(Document.of(text, published), find_periods)
