"""Pages of violation cases."""
