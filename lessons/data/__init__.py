"""Data sets: bundled, a learner's own, from ZIPs and from the net; how they are split."""
