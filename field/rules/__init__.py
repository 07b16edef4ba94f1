"""What page and server compute alike; the page has the same in its own language, and both are
held to the vectors in ``field/vectors``."""
