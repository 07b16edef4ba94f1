"""Forms of the pages of a violation case, one module per part of its life."""
