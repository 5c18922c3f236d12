"""The rules: places, distance, score, rounds. Knows nothing of pictures, models or pages."""
