"""What is wrong with a translation: errors, warnings, what is held back."""
