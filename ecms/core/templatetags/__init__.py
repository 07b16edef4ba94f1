"""Tags and filters that every template has (a builtin library)."""
