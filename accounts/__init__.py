"""The administration module: users, roles, agencies and units, provinces and wards, delegation."""
