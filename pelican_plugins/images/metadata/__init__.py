"""Strip private metadata from the copies of images that are published."""
