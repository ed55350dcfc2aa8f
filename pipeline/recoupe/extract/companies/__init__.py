"""Companies: who an article is about, under one name.

`find_companies` weighs several witnesses (a gazetteer, legal forms, the words around a name, the model's entities,
agreement within the article) and gives every company one identity. It works without a model, on names and cues alone.
"""

from __future__ import annotations

from recoupe.extract.companies.find import Proposal, find_companies, propose
from recoupe.extract.companies.identity import Identity, company_id, identity_of

__all__ = ["Identity", "Proposal", "company_id", "find_companies", "identity_of", "propose"]
