"""What a rate is counted by: « par mois », « le baril », « /MWh » (the lists are lexicon/rates.toml)."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.inflection import adjective, plural
from recoupe.lexicon.tables import load, strings
from recoupe.lexicon.trie import trie

__all__ = ["PER", "PER_ADJECTIVES", "PER_LATER", "PER_LEFT", "PER_WORDS"]

_DATA: Final = load("rates")["rates"]


def _either(keys: tuple[str, ...]) -> str:
    forms = {form for key in keys for unit in strings("rates", _DATA, key) for form in (unit, plural(unit))}
    return trie(forms)


_SIZES: Final = "petite?|grande?|gros|grosse|nouveau|nouvelle|jeune|vieux|vieille|bonne?"
_PASSED: Final = "|".join(strings("rates", _DATA, "passed_over"))
_ANY, _TIMES = _either(("times", "things")), _either(("times",))

_NOT_BY, _NO_THING = (rf"(?!(?:{'|'.join(strings('rates', _DATA, key))})(?![\w]))" for key in ("not_by", "no_thing"))

PER: Final[re.Pattern[str]] = re.compile(
    rf"(?: (?:{_PASSED})(?!\w)){{0,2}} ?(?:/ ?(?P<slash>[^\W\d_]+[²³23]?)"
    rf"|\(?par (?:chaque )?{_NOT_BY}(?P<par>{_ANY}(?![\w'-])|(?:(?:{_SIZES}) )?[a-zéèêâîôûçœ]+(?![\w'-]))"
    rf"|(?P<each>pièce)(?!\w)"
    rf"|(?:le|la|l'|les|du|de l'|de la|au|à l'|à la|chaque|d'un|pour un|pour une|pour chaque|pour l'|pour la|pour le) ?"
    rf"(?P<thing>{_ANY})(?![\w'-])"
    r"(?!(?<=au titre) (?:de|du|des|d'))"
    r"(?! (?:derni(?:er|ère)|prochaine?|précédente?|suivante?|passée?|d'avant|de la part)"
    r"(?!\w))"
    rf"|les (?P<many>(?:\d[\d ]{{0,5}}|deux|trois|cinq|dix|cent|mille) ?{_ANY})(?![\w'-])"
    rf"|(?:le |la |l'){_NO_THING}(?P<noun>[a-zéèêâîôûçœ]{{3,}})"
    rf"(?=[,.;)»]|$| (?:et|ou|contre|en moyenne|environ|hors|pour|dans|chez)(?!\w)))"
)
"""What follows an amount that is a rate."""

PER_ADJECTIVES: Final[dict[str, str]] = {
    form: unit for word, unit in _DATA["adjectives"].items() for form in (adjective(word) | {word + "le", word + "les"})
}
"""« mensuels » → « mois »."""

_GOODS: Final = _either(("goods",))
_SOLD: Final = "|".join(strings("rates", _DATA, "sold"))
PER_LEFT: Final[re.Pattern[str]] = re.compile(
    rf"(?:(?:chaque|(?P<by>par)) (?P<time>{_TIMES})(?!\w)"
    r"(?(by)(?:(?!(?:pour|contre|moyennant)(?!\w))[^.;:,]){0,40}|[^.;:]{0,40})"
    rf"|(?:le|la|l'|du|de la|de l'|au|à la|même) ?(?P<good>{_GOODS})(?!\w)(?: d' ?[^\W\d_]+)?"
    rf"(?: [^.;:]{{0,32}}?(?:{_SOLD})(?:[^.;:,]|,(?= ?\d)){{0,30}})?)$"
)
"""« chaque année » at the left of an amount, « le kilo se paie », « le kilo » right before it."""

PER_WORDS: Final[frozenset[str]] = frozenset(
    form.split(" ")[0]
    for key in ("times", "goods")
    for unit in strings("rates", _DATA, key)
    for form in (unit, unit.lower())
)
"""Words without which the words before an amount hold no rate."""

PER_LATER: Final[re.Pattern[str]] = re.compile(
    rf" (?:d[e'] ?[^\W\d_]+ (?:[^\W\d_]+ )?(?:par|chaque)|[^.;:,]{{0,50}}? chaque) (?P<time>{_TIMES})"
    r"(?!\w)(?P<good>)"
)
"""« de ventes par an »."""
