"""What accidents add to other modules: navigation, letters, events, workflow, panels."""


def register() -> None:
    """Called once, from ``apps.ready()``."""
