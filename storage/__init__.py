"""Where it is kept: the journal, the state folded from it, photos and papers on disk."""
