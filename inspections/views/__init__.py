"""Pages of inspections: function views that load visible rows, call a service, and answer."""
