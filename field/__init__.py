"""Offline field work: devices, checked-out cases, commands sent again and again, uploads."""
