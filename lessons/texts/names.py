"""What a learner reads for the engine's names."""

METHOD_NAMES = {
    "occlusion": "Occlusion",
    "grad_cam": "Grad-CAM",
    "saliency": "Saliency",
    "smoothgrad": "SmoothGrad",
    "integrated_gradients": "Integrated gradients",
    "guided_backprop": "Guided backpropagation",
}
"""Name in `lessons.nets.attribution.ATTRIBUTIONS` -> what a learner reads, the plainest first."""

METHOD_SENTENCES = {
    "occlusion": "cover a place. How far does the answer fall?",
    "grad_cam": "where do the last maps speak for this class?",
    "saliency": "change a pixel a little. How much does the answer change?",
    "smoothgrad": "Saliency of many noisy copies, averaged",
    "integrated_gradients": "fade in from black. What does each pixel add?",
    "guided_backprop": "Saliency that follows only what raises the answer",
}
"""The same name -> the question that it asks, to follow the method's title and a colon."""

METHOD_PHRASES = {
    "occlusion": "cover it, and ask again",
    "grad_cam": "what its last maps say",
    "saliency": "change each pixel a little",
    "smoothgrad": "Saliency of noisy copies",
    "integrated_gradients": "fade in from black",
    "guided_backprop": "only what speaks for it",
}
"""The same in a few words, where many maps have little room."""

REPRESENTATION_NAMES = {
    "pixels": "Pixels",
    "block1_pool": "Block 1",
    "block2_pool": "Block 2",
    "block3_pool": "Block 3",
    "block4_pool": "Block 4",
    "block5_pool": "Block 5",
}
"""Name in `lessons.nets.representations.represent` -> what a learner reads."""

VECTOR_NAMES = {
    "pixels": "its grey pixels",
    "block2_pool": "VGG16, up to block 2",
    "block3_pool": "VGG16, up to block 3",
    "block4_pool": "VGG16, up to block 4",
    "block5_pool": "VGG16, up to block 5",
}
"""Name in `lessons.faces.verification.VECTORS` -> what a learner reads."""

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
