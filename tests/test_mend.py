"""Slips of tagger and parser that are put right, on sentences as the model gets them wrong."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from recoupe.errors import LexiconError
from recoupe.extract.mend import mended
from recoupe.extract.syntax import Word
from recoupe.lexicon.asides import ASIDES, load
from recoupe.read.verb_readings import infinitive_of, participle_of


def parsed(table: str) -> list[Word]:
    """The words of lines « text lemma POS dep head morph », the head as an index."""
    words, at = [], 0
    for line in table.strip().splitlines():
        text, lemma, pos, dep, head, *morph = line.split()
        words.append(Word(at, at + len(text), text, lemma, pos, dep, int(head), "".join(morph)))
        at += len(text) + 1
    return words


def test_a_participle_after_avoir_is_a_verb() -> None:
    words = mended(
        parsed("Les le DET det 1\nventes vente NOUN nsubj 3\nont avoir AUX aux:tense 3\nrebondi rebondi NOUN ROOT 3")
    )
    assert (words[3].lemma, words[3].pos) == ("rebondir", "VERB")


def test_what_is_no_participle_stays() -> None:
    words = parsed("Elle il PRON nsubj 2\na avoir AUX aux:tense 2\nfroid froid ADJ ROOT 2")
    assert mended(words) == words


def test_a_set_phrase_between_auxiliary_and_participle_is_no_predicate() -> None:
    words = mended(
        parsed(
            "L'Ebit ebit NOUN nsubj 3\na avoir AUX cop 3\nen en ADP case 3\nrevanche revanche NOUN ROOT 3\n"
            "fléchi fléchir VERB acl 3\nde de ADP case 7\n3 3 NUM nummod 7\n% pourcent NOUN obl:arg 4"
        )
    )
    assert [word.head for word in words] == [4, 4, 3, 4, 4, 7, 7, 4]
    assert (words[1].dep, words[3].dep, words[4].dep, words[4].pos) == ("aux:tense", "obl:mod", "ROOT", "VERB")


def test_a_finite_verb_has_the_noun_before_it_as_subject() -> None:
    words = mended(
        parsed("Il il PRON nsubj 1\ndéplut déplaire VERB ROOT 1\n"
               ": : PUNCT punct 1\nle le DET det 4\ntitre titre NOUN obj 1\n"
               "chutait chuter VERB acl 4 Mood=Ind\nde de ADP case 7\n5% 5% NOUN obl 5")
    )  # fmt: skip
    assert [(word.dep, word.head) for word in words[4:6]] == [("nsubj", 5), ("parataxis", 1)]


def test_an_infinitive_after_voir_hangs_on_it() -> None:
    words = mended(
        parsed("Il il PRON nsubj 1\nvoit voir VERB ROOT 1 Mood=Ind\nses son DET det 3\nventes vente NOUN obj 1\n"
               "de de ADP case 5\ncycles cycle NOUN nmod 3\nbaisser baisser VERB acl 5 VerbForm=Inf")
    )  # fmt: skip
    assert (words[6].dep, words[6].head) == ("xcomp", 1)


def test_a_noun_and_its_name_are_one_subject() -> None:
    words = mended(
        parsed("L' le DET det 1\naction action NOUN ROOT 1\nBic bic PROPN nsubj 4\na avoir AUX aux:tense 4\n"
               "perdu perdre VERB ROOT 4\n2% 2% NOUN obj 4")
    )  # fmt: skip
    assert [(word.dep, word.head) for word in words[1:3]] == [("nsubj", 4), ("flat:name", 1)]


@pytest.mark.parametrize(
    ("table", "pos"),
    [
        ("Les le DET det 1\ncoopératives coopératif ADJ nsubj 2\ndorment dormir VERB ROOT 2", "NOUN"),
        ("Le le DET det 1\npremier premier ADJ nsubj 2\ndort dormir VERB ROOT 2", "ADJ"),
        ("La le DET det 1\njeune jeune ADJ nsubj 3\npousse pousse NOUN nmod 1\ndort dormir VERB ROOT 3", "ADJ"),
    ],
)
def test_an_adjective_that_is_a_subject_is_a_noun(table: str, pos: str) -> None:
    assert mended(parsed(table))[1].pos == pos


@pytest.mark.parametrize(
    ("text", "pos", "morph", "wanted", "lemma"),
    [
        ("affiche", "VERB", "Mood=Ind|Tense=Pres", "VERB", "afficher"),
        ("emploient", "VERB", "Mood=Ind|Tense=Pres", "VERB", "employer"),
        ("PhysIOL", "VERB", "Mood=Imp", "PROPN", "physiol"),
        ("59M€", "VERB", "Mood=Ind", "PROPN", "59m€"),
        ("•", "VERB", "Mood=Ind", "PUNCT", "•"),
        ("4,35", "VERB", "Tense=Past|VerbForm=Part", "NUM", "4,35"),
        ("données.ai", "VERB", "Mood=Ind", "PROPN", "données.ai"),
    ],
)
def test_words_that_are_no_verbs_and_verbs_without_infinitive(
    text: str, pos: str, morph: str, wanted: str, lemma: str
) -> None:
    word = mended([Word(0, len(text), text, text.lower(), pos, "ROOT", 0, morph)])[0]
    assert (word.pos, word.lemma) == (wanted, lemma)


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("rebondi", "rebondir"), ("clôturées", "clôturer"), ("atteint", "atteindre"), ("gelés", "geler"), ("froid", None)],
)
def test_past_participles(form: str, infinitive: str | None) -> None:
    assert participle_of(form) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("indique", "indiquer"), ("limitent", "limiter"), ("jette", "jeter"), ("achète", "acheter"), ("vend", "vendre"),
     ("emploie", "employer"), ("gère", "gérer"), ("prix", None)],
)  # fmt: skip
def test_presents(form: str, infinitive: str | None) -> None:
    assert infinitive_of(form) == infinitive


def test_every_aside_is_found_whole_and_not_in_longer_words() -> None:
    for phrase in load(tomllib.loads(files("recoupe.lexicon").joinpath("asides.toml").read_text("utf-8"))):
        assert ASIDES.fullmatch(phrase)
        assert ASIDES.fullmatch(phrase.capitalize())
        assert ASIDES.search(f"x{phrase}x") is None


@pytest.mark.parametrize("listed", [None, [], ["En revanche"], ["de plus", "de plus"], [3]])
def test_bad_lists_are_refused(listed: object) -> None:
    with pytest.raises(LexiconError, match=r"asides\.toml"):
        load({"asides": listed})
