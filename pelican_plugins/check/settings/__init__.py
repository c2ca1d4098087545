"""Settings that do nothing, or that contradict others."""
