"""The screen 机构: the register, what is known of each institution, and its import from a sheet."""
