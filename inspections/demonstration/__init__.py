"""The demonstration: twelve fictitious institutions and a year of inspections, played through the steps of the work."""
