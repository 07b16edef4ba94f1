"""What runs before Django is installed: set-up, assets, catalogues, locks.

``setup`` and what it imports use the standard library only, because they make the environment
that everything else runs in. ``messages`` and ``lock`` run inside it.
"""
