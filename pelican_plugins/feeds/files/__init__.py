"""How feeds become files."""
