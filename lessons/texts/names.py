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
