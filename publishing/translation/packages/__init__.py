"""Work packages for translators, out and back."""
