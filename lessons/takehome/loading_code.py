"""How a picture file becomes what a network is shown, as code to take along: the same in every part of an export."""

LOADING_IMPORTS = "import numpy as np\nfrom PIL import Image, ImageOps"

LOADING = '''\
def load(path, size):
    """A picture as the app shows it to its networks: upright, white where it is transparent, squeezed to size x size."""
    with Image.open(path) as picture:
        picture = ImageOps.exif_transpose(picture).convert("RGBA")  # phones note in the file which side is up
    picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    return np.asarray(picture.resize((size, size), Image.Resampling.BICUBIC), "float32")
'''
