"""The enterprise register: employers, their sites and headcounts, imports, search, dossier."""
