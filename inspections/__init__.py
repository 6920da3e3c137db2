"""What happens: the rules of the field, free of windows, SQL and PDF."""
