"""Cases from other systems and spreadsheets: a file is tried, imported and reported on."""
