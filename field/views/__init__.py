"""The interface of the page, and the pages of the office."""
