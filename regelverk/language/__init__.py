"""Norwegian as text: sentences, written forms, damage."""
