"""Every URL for every role, at home and from another province."""
