"""Which approach suits which task, and which settings suit which data."""
