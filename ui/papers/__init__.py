"""The papers screen: making, reading, signing, stamping and serving the papers of a visit; leaving the place."""
