"""Official documents: number books, rendering, signatures, verification; and stored files."""
