"""Which tags may be one: found without comparing each with each, judged, and explained."""
