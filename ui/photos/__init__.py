"""The gallery: every photo, the trash, and one photo at full size."""
