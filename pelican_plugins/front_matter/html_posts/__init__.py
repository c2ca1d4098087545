"""Posts that are written in HTML, below a front matter."""
