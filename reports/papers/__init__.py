"""The papers that are handed out: one module each over a dossier, and the sections they share."""
