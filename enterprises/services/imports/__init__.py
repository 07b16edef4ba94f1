"""Import of employer lists: read a file, check its rows in sets, carry it out whole or not at all.

``jobs`` holds what a person does (upload, map, confirm, cancel), ``work`` what a worker does
(check, commit, sweep); the other files are their parts in the order in which a row meets them.
"""
