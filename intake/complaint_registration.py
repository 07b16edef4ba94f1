"""What complaints add to the rest of the product: navigation, letters, events, workflow, panels."""


def register() -> None:
    """Called once, from ``apps.ready()``."""
