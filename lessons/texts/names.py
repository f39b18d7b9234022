"""What a learner reads for the engine's names."""

METHOD_NAMES = {
    "saliency": "Saliency",
    "smoothgrad": "SmoothGrad",
    "integrated_gradients": "Integrated gradients",
    "grad_cam": "Grad-CAM",
    "occlusion": "Occlusion",
    "guided_backprop": "Guided backpropagation",
}
"""Name in `lessons.nets.attribution.ATTRIBUTIONS` -> what a learner reads."""

METHOD_SENTENCES = {
    "saliency": "how much a tiny change of a pixel changes the score",
    "smoothgrad": "the same, averaged over noisy copies",
    "integrated_gradients": "what each pixel adds on the way from black to your picture",
    "grad_cam": "where the last maps speak for the class",
    "occlusion": "how far the score falls when a patch is covered",
    "guided_backprop": "a pixel's influence, only along positive steps",
}
"""The same name -> what its map shows, to follow the method's title and a colon."""

ACTIVATION_NAMES = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "elu": "ELU",
    "gelu": "GELU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "linear": "Linear",
}
"""Name in `lessons.core.activation.ACTIVATIONS` -> what a learner reads."""
