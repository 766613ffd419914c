"""How good is the name engine? Labelled names, measures of agreement, and what others make of the same names."""
