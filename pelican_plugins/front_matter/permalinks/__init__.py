"""URLs of posts as another site generator makes them, from path, front matter and settings."""
