"""A matched string to a value: numbers, periods, sentences. Pure functions of text."""
