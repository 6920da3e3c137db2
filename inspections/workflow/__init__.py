"""The steps of the work: one function, one transaction, what an inspector would name."""
