"""What is done to campaigns."""
