"""From the disk to records, to a School and its Students. The only package that reads what people wrote."""
