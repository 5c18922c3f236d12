"""`make bench`: what is fast and what it is measured against, as ratios from one run on one machine."""
