"""Conjugation: forms by rule from a lemma, and words back to verb forms."""

from __future__ import annotations

import pytest

from recoupe.errors import LexiconError
from recoupe.lexicon.verbs import load_verbs
from recoupe.read.conjugation import Tense, forms, paradigm
from recoupe.read.verb_readings import readings

FORMS = [
    ("viser", "present", "vise vises visons visez visent"),
    ("annoncer", "imperfect", "annonçais annonçait annoncions annonciez annonçaient"),
    ("envisager", "simple-past", "envisageai envisageas envisagea envisageâmes envisageâtes envisagèrent"),
    ("employer", "future", "emploierai emploieras emploiera emploierons emploierez emploieront"),
    ("céder", "future", "céderai céderas cédera céderons céderez céderont "
     "cèderai cèderas cèdera cèderons cèderez cèderont"),
    ("espérer", "present", "espère espères espérons espérez espèrent"),
    ("déléguer", "present", "délègue délègues déléguons déléguez délèguent"),
    ("lever", "future", "lèverai lèveras lèvera lèverons lèverez lèveront"),
    ("payer", "present", "paie paies paient paye payes payent payons payez"),
    ("créer", "present", "crée crées créons créez créent"),
    ("investir", "present", "investis investit investissons investissez investissent"),
    ("réduire", "simple-past", "réduisis réduisit réduisîmes réduisîtes réduisirent"),
    ("prévoir", "future", "prévoirai prévoiras prévoira prévoirons prévoirez prévoiront"),
    ("s'attendre".removeprefix("s'"), "present", "attends attend attendons attendez attendent"),
    ("devenir", "simple-past", "devins devint devînmes devîntes devinrent"),
    ("vouloir", "conditional", "voudrais voudrait voudrions voudriez voudraient"),
    ("falloir", "future", "faudra"),
    ("devoir", "past-participle", "dû due dus dues"),
    ("mettre", "past-participle", "mis mise mises"),
    ("faire", "subjunctive", "fasse fasses fassions fassiez fassent"),
    ("atteindre", "subjunctive", "atteigne atteignes atteignions atteigniez atteignent"),
    ("être", "present-participle", "étant"),
    ("produire", "past-participle", "produit produite produits produites"),
]  # fmt: skip


@pytest.mark.parametrize(("lemma", "tense", "wanted"), FORMS, ids=lambda value: str(value)[:24])
def test_forms(lemma: str, tense: Tense, wanted: str) -> None:
    assert forms(lemma, tense) == frozenset(wanted.split())


READINGS = [
    ("atteindra", "atteindre", "future"), ("sera", "être", "future"), ("auront", "avoir", "future"),
    ("ira", "aller", "future"), ("tiendra", "tenir", "future"), ("pourrait", "pouvoir", "conditional"),
    ("devraient", "devoir", "conditional"), ("finira", "finir", "future"), ("emploiera", "employer", "future"),
    ("lancera", "lancer", "future"), ("rachètera", "racheter", "future"), ("appelleront", "appeler", "future"),
    ("travaillera", "travailler", "future"), ("préférera", "préférer", "future"), ("enverra", "envoyer", "future"),
    ("tablait", "tabler", "imperfect"), ("annonçaient", "annoncer", "imperfect"), ("lança", "", ""),
    ("augmentèrent", "augmenter", "simple-past"), ("crut", "croire", "simple-past"), ("paiera", "payer", "future"),
    ("Progressera", "progresser", "future"), ("cèderont", "céder", "future"), ("prévu", "prévoir", "past-participle"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "lemma", "tense"), READINGS, ids=lambda value: str(value))
def test_readings(word: str, lemma: str, tense: str) -> None:
    found = {(form.lemma, form.tense) for form in readings(word)}
    assert ((lemma, tense) in found) if lemma else not found


NO_FUTURES = """
opéra caméra Sahara cobra extra ultra mantra tira entra montra rencontra livra inspira front affront environs barons
vignerons patrons bras Riviera Niagara portrait souhait supra infra sierra contra agora
"""


@pytest.mark.parametrize("word", NO_FUTURES.split())
def test_words_that_are_no_future(word: str) -> None:
    assert not {form.tense for form in readings(word)} & {"future", "conditional", "imperfect"}


def test_every_listed_verb_reads_back() -> None:
    verbs = load_verbs()
    for lemma in (*verbs.third, *verbs.second, *verbs.ayer, "viser", "projeter", "céder", "acheter", "charger"):
        for form in paradigm(lemma):
            if form.tense in ("future", "conditional") and lemma not in ("luire", "reluire"):
                assert lemma in {reading.lemma for reading in readings(form.text)}, form


def test_unknown_verb_is_an_error() -> None:
    with pytest.raises(LexiconError, match="bidre"):
        paradigm("bidre")
