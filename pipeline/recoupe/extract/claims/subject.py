"""Of whom or what a figure is said: a company first, else the noun phrase as written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from recoupe.extract.claims.actor import clause_subject, said, subject_of_object
from recoupe.extract.claims.deals import buyer
from recoupe.extract.claims.holder import (
    benefits,
    chez,
    in_metric,
    itself,
    labelled,
    like,
    listed,
    named_before,
    owner,
    possessor,
    topicalised,
    whose,
)
from recoupe.extract.claims.inherited import carried
from recoupe.extract.claims.owned import apposed, holder, valued
from recoupe.extract.claims.possessed import agent, possessed, rated
from recoupe.extract.claims.resort import measured, payer, resumed, spoken_of, whole
from recoupe.extract.claims.scene import Frame, Scene, Subjected
from recoupe.extract.claims.speaking import speaker
from recoupe.extract.claims.topical import as_for, condition, fronted
from recoupe.extract.claims.who import Topic

__all__ = ["other_subjects", "subject_of"]

Found = tuple[Subjected | None, str]


def subject_of(scene: Scene, frame: Frame, topic: Topic) -> Found:
    """The subject of a figure and the rule that found it."""
    for rule, find in _RULES:
        found = find(scene, frame, topic)
        if found is not None:
            return found, rule
    return None, "none"


def other_subjects(scene: Scene, frame: Frame, topic: Topic) -> Iterator[tuple[Subjected, str]]:
    """The subjects that the rules would give, had none before them answered."""
    for rule, find in _RULES:
        found = find(scene, frame, topic)
        if found is not None:
            yield found, rule


_RULES: Final = (
    ("said", said),
    ("rated", rated),
    ("agent", agent),
    ("holder", holder),
    ("valued", valued),
    ("buyer", buyer),
    ("apposed", apposed),
    ("as-for", as_for),
    ("clause-subject-of-object", subject_of_object),
    ("company-in-metric", in_metric),
    ("beneficiary-of-listed", listed),
    ("like", like),
    ("speaker", speaker),
    ("whose", whose),
    ("possessor", possessor),
    ("possessed", possessed),
    ("payer", payer),
    ("clause-subject", clause_subject),
    ("labelled", labelled),
    ("fronted", fronted),
    ("carried", carried),
    ("beneficiary", benefits),
    ("chez", chez),
    ("topicalised", topicalised),
    ("condition", condition),
    ("owner", owner),
    ("itself", itself),
    ("named-before", named_before),
    ("whole", whole),
    ("resumed", resumed),
    ("spoken-of", spoken_of),
    ("metric", measured),
)
