"""Property tests of this part do not time anything: the machine may be busy."""

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
