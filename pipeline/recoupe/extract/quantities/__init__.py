"""What money, percentages and multiples share: figures with their unit, ranges, and the words around them."""
