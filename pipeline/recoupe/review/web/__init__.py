"""The page of a review: a server for one person on this machine, and what it shows."""
