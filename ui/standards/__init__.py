"""The screen 标准库: the bundled checklists to read: items, clauses, who may order, what they point to."""
