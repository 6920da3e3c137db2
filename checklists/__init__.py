"""What is asked: checklists as data, which items apply, and how a clause is judged."""
