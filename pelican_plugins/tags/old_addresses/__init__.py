"""The addresses that a merged tag had before, which still lead there."""
