"""The smaller files of a picture in modern formats: what they are, and how they are made."""
