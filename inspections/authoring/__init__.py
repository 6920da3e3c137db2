"""Checklists as workbooks: laid out in sheets, read back with every problem by its cell, taken over from XLSForm."""
