"""One message against another: numbers, facts, likeness, differences, plural forms."""
