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
