"""Analytics, read only: figures, dashboards, exports and reports."""
