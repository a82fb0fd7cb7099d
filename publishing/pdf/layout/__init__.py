"""WeasyPrint: pages, margin notes, line grid, index, and a look at what came out."""
