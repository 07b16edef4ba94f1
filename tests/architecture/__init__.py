"""The repository tests itself: direction, sizes, access, scope, words, schedule."""
