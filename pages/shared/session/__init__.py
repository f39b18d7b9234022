"""What a learner has: pictures, jobs, networks; and the caches behind all sessions."""
