"""``.po`` files: syntax, form, extraction, update, history."""
