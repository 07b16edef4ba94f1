"""Pure rules of the register: tax codes, sizes, search text, the stated risk score."""
