"""Review: a person says of each claim whether it is right; decisions, state, and what draws them, kept apart."""
