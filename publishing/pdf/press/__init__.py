"""The file for the print shop: inks, overprint, boxes, printers' profiles."""
