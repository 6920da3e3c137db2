"""What the inspector sees."""
