"""What ends the stack, with the reason for a person."""


class StackError(Exception):
    """The stack cannot start or go on; the message says why and what to do."""


class Stopped(Exception):
    """Ctrl-C, SIGTERM or SIGHUP came."""
