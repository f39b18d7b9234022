"""What a lesson is made of: questions, code, charts, legends."""
