"""Pages of workers and their employment."""
