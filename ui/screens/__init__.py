"""The pages: start, play, reveal, final."""
