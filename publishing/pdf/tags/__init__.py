"""The structure tree of the screen PDF, as PDF/UA-1 and PDF/A-2a want it, or PDF/UA-2 and PDF/A-4."""
