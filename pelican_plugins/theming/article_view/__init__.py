"""What a reader of a whole article is given besides its words: contents, side notes, ways back."""
