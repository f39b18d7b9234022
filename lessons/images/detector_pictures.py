"""Pictures that come along in which a detector finds something, and one in which it finds what isn't there."""

from lessons.images.samples import SAMPLES, Sample

DETECTOR_PICTURES = {
    "motorbike": Sample(
        "Motorbike",
        "A motorbike in a garage full of things",
        "Nesic and others, Middlebury stereo benchmark 2014",
        package="skimage",
        file="data/motorcycle_left.png",
    ),
    **{name: SAMPLES[name] for name in ("coffee", "camera", "coins")},
}
