"""What happened and who looked: meaning events in a hash chain, reads of case records."""
