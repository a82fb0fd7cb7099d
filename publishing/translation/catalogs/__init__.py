"""``.po`` files: what is in them, syntax, form, extraction, update, history."""
