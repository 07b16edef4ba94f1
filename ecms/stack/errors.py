"""What ends the stack, with the reason for a person."""


class StackError(Exception):
    """The stack cannot start or go on; the message says why and what to do."""


class Stopped(Exception):  # noqa: N818 - not an error: somebody asked for the end
    """Ctrl-C, SIGTERM or SIGHUP came."""
