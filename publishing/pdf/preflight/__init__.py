"""Rules for print files, and what reads them."""
