"""Speed beside floors measured in the same run; ``make bench`` writes docs/performance.md."""
