"""What a learner has done: noted, marked, merged, written as text, and asked again when the time has come."""
