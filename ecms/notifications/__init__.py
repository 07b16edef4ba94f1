"""What is due and who is told: due items, deliveries (outbox), channels, digests."""
