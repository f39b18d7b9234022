"""What a learner takes home: the model with its proof, the notebook, the project file."""
