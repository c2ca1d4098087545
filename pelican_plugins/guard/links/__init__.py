"""Links within a site that lead nowhere."""
