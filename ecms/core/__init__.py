"""Kernel: workflow engine, scoping, access, clock and calendar, text, money; knows no module."""
