"""Forms of inspections, by the step they belong to."""
