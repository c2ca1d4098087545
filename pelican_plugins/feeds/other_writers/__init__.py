"""What other plugins offer to write with."""
