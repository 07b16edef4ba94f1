"""The law as data and pure functions: instruments, provisions, frames, competence, deadlines.

Lies below the register and the case modules, because findings, cases and reports all speak of
provisions and deadlines. Everything is effective-dated; running cases keep their version.
"""
