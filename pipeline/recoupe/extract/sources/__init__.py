"""Sources: who says so, and over which stretch of the text.

Conventions (DEFINITIONS, « source », and what marked articles show):

- A source is attributed by « selon X », by a verb of saying with its subject (« X a annoncé », « , explique X »), or by
  a quotation with its speaker. A company that says its own figure (« Renault a annoncé un bénéfice de… ») is the source
  of it; one that plans (« TikTok vise… », « le groupe prévoit… ») is none: what is foreseen has a source only
  where it is foreseen by one who observes (analysts, institutes, agencies).
- The name is the noun phrase without its determiner, up to a comma, a relative or a verb: « analystes interrogés par
  Bloomberg ». Where a name follows a title, it alone: « le directeur commercial Teddy Marlowe », « le quotidien La
  Montagne », « le directeur, Jean Dupont ». « l'entreprise » is the company it points back to. Of a chain (« selon
  Bloomberg, qui cite… ») it is the first. « selon nos informations », « on murmure » have none.
- In an interview the answers are told by the first person that its opening names (`source-interview`).
- The scope of « selon X » and of an incise is the sentence (or the parenthesis, or the part between semicolons) without
  its mid-sentence relatives; of a verb with its subject before it, what follows the verb; of a quotation's speaker, the
  whole quotation, over as many sentences as it has. Where scopes overlap, the narrowest holds.
"""

from __future__ import annotations

from recoupe.extract.sources.attribution import Attribution
from recoupe.extract.sources.find import find_sources

__all__ = ["Attribution", "find_sources"]
