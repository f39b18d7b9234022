"""What speed was asked for and what was reached: `python -m tests.benchmarks` prints the table. Not collected by pytest."""
