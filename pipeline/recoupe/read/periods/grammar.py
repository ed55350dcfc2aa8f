"""The grammar: expressions that find every time in a lower-cased text, a named branch a family of times.

One look-up a word tells which families can begin there: trying all of them at every word is ten times slower. No branch
repeats a repetition, so none costs more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from recoupe.lexicon import periods as words
from recoupe.read.words import Known, Words

__all__ = ["FAMILIES", "YEAR", "alt", "find_matches"]


def alt(forms: Iterable[str]) -> str:
    """The forms as one alternation, the longest first."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form))) + ")"


YEAR: Final = r"(?:1[5-9]|20)\d\d"
_END: Final = r"(?!\w)"
_NOT_COUNT: Final = r"(?![\w%€$£°]|[.,]\d| ?[%€$£°]| \d{3}(?!\d))"
_SPLIT: Final = rf"{YEAR}(?:[-/](?:{YEAR}|\d\d)(?!\d))?"
_FISCAL: Final = r"(?: (?:fiscale?|comptable|financi[eè]re?|sociale?|budg[ée]taire|d[ée]cal[ée]e?))?"
_SHIFT: Final = alt([*words.SHIFTS, *words.NEIGHBOURS])
_NUMBER: Final = r"\d{1,3}"
_COUNT: Final = rf"(?:{alt(words.COUNTS)}|{_NUMBER})"
_UNIT: Final = alt(form for form, unit in words.UNITS.items() if "séance" not in form and "seance" not in form)
_MONTH: Final = alt(words.MONTH_NAMES)
_SHORT: Final = alt(form for form in words.MONTHS if form not in words.MONTH_NAMES)
_ANY_MONTH: Final = rf"(?:{_MONTH}|{_SHORT}\.?)"
_WEEKDAY: Final = alt(words.WEEKDAYS)
_ORDINAL: Final = alt(words.ORDINALS)
_DD: Final = r"(?:1(?:er|ᵉʳ)|0?[1-9]|[12]\d|3[01])(?!\w)"
_HALF: Final = r"(?:trimestre|semestre)s?"
_HEAD: Final = rf"(?:(?:l'|cette |d')?ann[ée]e{_FISCAL} |l'an |(?:l'|cet |son |leur |d')?exercice{_FISCAL} )"
_RELATIVE: Final = (
    rf"(?:(?:l'|cette )?ann[ée]e{_FISCAL} {_SHIFT}|l'an {_SHIFT}|cette ann[ée]e(?!-l[àa]){_FISCAL}"
    rf"|(?:l'|cet |son |leur )?exercice{_FISCAL}(?: {_SHIFT})?|l'ann[ée]e{_FISCAL}(?: civile)?){_END}"
)
_OF: Final = rf"(?:,? (?:de |du |d'|en |pour |)(?:{_HEAD})?{_SPLIT}{_NOT_COUNT}|,? (?:de |du |d'|sur |)?{_RELATIVE})"
_SOME: Final = (
    r"(?:plus de |pr[èe]s de |environ |[àa] peine |un peu plus d[e'] ?|moins de |presque |quelque |bient[ôo]t )?"
)
_PART_OF_DAY: Final = r"(?: (?:soir|matin|midi|apr[èe]s-midi))?"

FAMILIES: Final[dict[str, str]] = {
    "iso": r"\d{4}-\d\d-\d\d(?![\w-])",
    "numeric": rf"(?:0?[1-9]|[12]\d|3[01])(?:/(?:0?[1-9]|1[0-2])/|\.(?:0?[1-9]|1[0-2])\.){YEAR}(?![\w/]|\.\d)",
    "close": (
        rf"(?:l'|cet |son )?(?:exercice|ann[ée]e|semestre|trimestre){_FISCAL}(?: {_SPLIT})? (?:(?:qui )?s'est )?"
        rf"(?:close?|achev[ée]e?|termin[ée]e?|arr[êe]t[ée]e?|cl[ôo]tur[ée]e?|s'achevant"
        rf"|se terminant)(?: le| au| [àa] la| en|) (?:fin )?(?:{_DD} )?{_ANY_MONTH}(?:{_OF}| {_SHIFT})?"
    ),
    "same": (
        rf"(?:m[êe]mes? (?:p[ée]riode|[ée]poque|trimestre|semestre|mois|date)|pareille (?:date|p[ée]riode|[ée]poque))"
        rf"(?:{_OF}| (?:un an|une ann[ée]e) (?:plus t[ôo]t|auparavant|avant)| {_SHIFT})?{_END}"
    ),
    "ago": rf"(?:il y a|voil[àa]|voici) {_SOME}{_COUNT} {_UNIT}{_END}",
    "ahead": rf"(?:dans|sous(?! un jour)|d'ici(?: [àa])?) {_SOME}{_COUNT} {_UNIT}{_END}",
    "rolling": (
        rf"(?:dans les |ces )?(?:{_COUNT} (?:derni[èe]re?s|prochaine?s)|(?:derni[èe]re?s|prochaine?s)"
        rf"(?: {_COUNT})?) (?:ann[ée]es|mois|trimestres|semestres|semaines|jours|exercices|d[ée]cennies)"
        rf"(?:{_OF})?{_END}"
        rf"|(?:dans )?les {_COUNT} (?:ans|ann[ée]es|mois|semaines|jours)(?: [àa] venir| qui viennent){_END}"
    ),
    "since": rf"depuis {_SOME}{_COUNT} {_UNIT}{_END}",
    "length": (
        rf"(?:sur(?! (?:neuf|9) mois)|en|pendant|durant) {_SOME}{_COUNT} {_UNIT}(?: glissants?)?{_END}"
        r"|d'une? (?:an|ann[ée]e|mois|trimestre|semestre|semaine|exercice) (?:sur|[àa]) l'autre"
    ),
    "earlier": rf"{_COUNT} {_UNIT} (?:plus t[ôo]t|auparavant|avant(?! l[ea' ])|plus tard|apr[èe]s(?! l[ea' ])){_END}",
    "first": (
        rf"(?:{_COUNT} premi[èe]re?s|premi[èe]re?s) (?:mois|trimestres|semaines)(?:{_OF})"
        rf"|{_COUNT} premi[èe]re?s (?:mois|trimestres){_END}"
        rf"|(?:neuf|six|trois|9) mois{_OF}|(?<=sur )(?:neuf|9) mois{_END}|(?<=sur les )(?:neuf|9) mois{_END}"
    ),
    "day": (
        rf"(?:{_WEEKDAY} )?(?:{_DD}(?:,| et| ou| au| [àa]|-| -)(?: le)? ?(?:{_WEEKDAY} )?)?{_DD} {_ANY_MONTH}{_END}"
        rf"(?:{_OF}| {_SHIFT}{_END})?"
    ),
    "quarter": (
        rf"(?:{_ORDINAL}|derniers?|prochains?)(?: et {_ORDINAL})? {_HALF}{_FISCAL}{_END}(?:{_OF}| {_SHIFT}{_END})?"
        rf"|(?:ce |le |du |au )?{_HALF}{_FISCAL} {_SHIFT}{_END}|ce {_HALF}{_END}"
        rf"|[tqsh][1-4](?:[ /-]?(?:{_SPLIT}|\d\d(?:[-/]\d\d)?))?(?!\w)"
        rf"|[1-4](?:er|e|[èe]me)? ?[tqs](?: ?{_SPLIT}| ?\d\d)?(?!\w)"
        r"|fy ?(?:20)?\d\d(?!\w)|[369]m ?20\d\d(?!\w)"
    ),
    "week": rf"(?:cette |la )?semaine(?:-ci| {_SHIFT}){_END}|cette semaine{_END}|(?:ce |le )?week-end {_SHIFT}{_END}",
    "relday": rf"(?:avant-hier|apr[èe]s-demain|aujourd'hui|hier|demain){_END}{_PART_OF_DAY}"
    rf"|ce (?:matin|soir|jour){_END}|cet apr[èe]s-midi|la veille{_END}|le lendemain{_END}",
    "weekday": rf"(?:ce )?{_WEEKDAY}(?: {_SHIFT})?{_END}{_PART_OF_DAY}",
    "decade": (
        rf"ann[ée]es (?:(?:1[5-9]|20)\d0|[1-9]0|soixante-dix|quatre-vingt-dix|quatre-vingts?|soixante|cinquante"
        rf"|quarante|trente|vingt){_END}|cette d[ée]cennie|(?:la )?d[ée]cennie (?:{_SHIFT}|{YEAR}){_END}"
        rf"|(?:la )?(?:derni[èe]re|prochaine) d[ée]cennie"
    ),
    "century": r"[xvi]{1,5}(?:e|[èe]me) si[èe]cle|ce si[èe]cle|(?:le )?si[èe]cle (?:dernier|pass[ée])",
    "season": (
        rf"(?:cet |l'|ce |le )?(?:[ée]t[ée]|automne|hiver|printemps) (?:{_SHIFT}|{_SPLIT}|de {YEAR}){_END}"
        rf"|(?:cet |ce )(?:[ée]t[ée]|automne|hiver|printemps){_END}"
        rf"|(?:(?<=[àa] l')|(?<=ici l')|(?<=[èe]s l')|(?<=fin de l')|(?<=but de l'))(?:[ée]t[ée]|automne|hiver){_END}"
        rf"|(?:(?<=au )|(?<=ici le ))printemps{_END}"
    ),
    "month": (
        rf"{_MONTH}{_END}(?:(?:-|/){_MONTH}{_END})?(?:{_OF}| {_SHIFT}{_END})?|{_SHORT}\.? {YEAR}{_NOT_COUNT}"
        rf"|(?:ce |le |du |au )?mois(?:-ci| {_SHIFT}){_END}|ce mois{_END}"
    ),
    "relyear": (
        rf"(?:l'|cette )?ann[ée]e{_FISCAL} {_SHIFT}{_END}|(?:l')?an {_SHIFT}{_END}"
        rf"|cette ann[ée]e(?!-l[àa]){_FISCAL}{_END}|cette ann[ée]e-l[àa]{_END}|cette m[êe]me ann[ée]e{_END}"
        rf"|campagne {alt(words.NEIGHBOURS)}{_END}"
        rf"|(?:l'|cet )?exercice{_FISCAL} {_SHIFT}{_END}|(?:dernier|pr[ée]c[ée]dent|prochain) exercice{_END}"
    ),
    "year": rf"{_HEAD}?{_SPLIT}{_NOT_COUNT}",
    "that": rf"cette (?:date|[ée]ch[ée]ance){_END}|cet horizon{_END}",
    "bare": (
        r"(?:l'|d')ann[ée]e(?: civile)?(?![\w-])|(?:l'|d')exercice(?!\w)"
        r"|(?:du|le|de|au) (?:mois|trimestre|semestre)(?!\w)"
        r"|(?:la|cette) d[ée]cennie(?!\w)|(?:la|de) semaine(?!\w)|(?:le|du) si[èe]cle(?!\w)"
    ),
}

_CE: Final = ("ce", "le", "du", "au")
_BEFORE_UNIT: Final = [
    form for form in (*words.SHIFTS, *words.NEIGHBOURS) if form.startswith(("derni", "procha", "préc", "prec"))
]
"""Those that may stand before the unit: « prochain exercice », not « en cours »."""
_STARTS: Final[dict[str, Iterable[str]]] = {
    "close": ("l", "cet", "son", "exercice", "année", "annee", "semestre", "trimestre"),
    "same": ("même", "mêmes", "meme", "memes", "pareille"),
    "ago": ("il", "voilà", "voila", "voici"),
    "ahead": ("dans", "sous", "d"),
    "rolling": (*words.COUNTS, "dans", "ces", "les", *_BEFORE_UNIT),
    "since": ("depuis",),
    "length": ("sur", "en", "pendant", "durant", "d"),
    "earlier": words.COUNTS,
    "first": (*words.COUNTS, *words.ORDINALS),
    "day": words.WEEKDAYS,
    "quarter": (*words.ORDINALS, *_BEFORE_UNIT, *_CE, "trimestre", "trimestres", "semestre", "semestres"),
    "week": ("cette", "la", "semaine", "ce", "le", "week"),
    "relday": ("avant", "après", "apres", "aujourd", "hier", "demain", "ce", "cet", "la", "le"),
    "weekday": (*words.WEEKDAYS, "ce"),
    "decade": ("années", "annees", "cette", "la", "décennie", "decennie", *_BEFORE_UNIT),
    "century": ("ce", "le", "siècle", "siecle"),
    "season": ("cet", "l", "ce", "le", *words.SEASONS),
    "month": (*words.MONTHS, *_CE, "mois"),
    "relyear": (
        "l",
        "cette",
        "année",
        "annee",
        "an",
        "cet",
        "exercice",
        "la",
        "campagne",
        *_BEFORE_UNIT,
    ),
    "year": ("l", "cette", "d", "année", "annee", "son", "leur", "exercice", "cet"),
    "that": ("cette", "cet"),
    "bare": ("l", "d", "de", "la", "cette", *_CE),
}
"""The first words that each family may begin with, besides digits; the rest of the text costs one look-up a word."""
_FIRST: Final = re.compile(r"\w+")
_SIGN: Final = re.compile(r"[tqsh]\d|fy\d?|[xvi]+e|[xvi]+[eè]me")


@cache
def _scanner(families: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{FAMILIES[name]})" for name in families))


@cache
def _scanner_of_digits(families: tuple[str, ...]) -> re.Pattern[str]:
    """The same without counts in words, which take a third of the time and cannot stand where a digit does."""
    return re.compile("|".join(f"(?P<{name}>{FAMILIES[name].replace(_COUNT, _NUMBER)})" for name in families))


def _dispatch() -> dict[str, tuple[str, ...]]:
    """First word → the families that begin with it, in their order; their expression is made when the word is met."""
    starts: dict[str, set[str]] = {}
    for name, forms in _STARTS.items():
        for form in forms:
            found = _FIRST.match(form)
            assert found is not None
            starts.setdefault(found[0], set()).add(name)
    return {word: tuple(name for name in FAMILIES if name in names) for word, names in starts.items()}


_BY_WORD: Final = _dispatch()
_COUNTED: Final = ("rolling", "earlier", "first")
_OF_TWO: Final = ("numeric", *_COUNTED, "day", "quarter")
_ON_DIGITS: Final = {1: _OF_TWO, 2: _OF_TWO, 3: _COUNTED, 4: ("iso", "year")}
"""By how many digits a number has; of five and more it is no time."""
_ON_DIGITS_AND_LETTERS: Final = ("day", "quarter")
_ON_SIGNS: Final = ("quarter", "century")


def _opened_by(word: str) -> re.Pattern[str] | None:
    """What may begin with a word; nothing for nearly all words."""
    if word[0].isdigit():
        on_digits = _ON_DIGITS.get(len(word)) if word.isdigit() else _ON_DIGITS_AND_LETTERS
        return _scanner_of_digits(on_digits) if on_digits is not None else None
    families = _BY_WORD.get(word)
    if families is None and _SIGN.match(word):
        families = _ON_SIGNS
    return _scanner(families) if families is not None else None


_OPENED: Final = Known(_opened_by)


def find_matches(words: Words) -> Iterator[re.Match[str]]:
    """The times of a text, as matches in `words.low` named after their family; none overlaps another."""
    end = 0
    low, starts = words.low, words.starts
    for at, pattern in _OPENED.of(words):
        start = starts[at]
        found = pattern.match(low, start) if start >= end else None
        if found is not None:
            yield found
            end = found.end()
