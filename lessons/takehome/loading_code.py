"""How a picture file becomes what a network is shown, as code to take along: the same in every part of an export.

It reads files as `lessons.images.decoding` does, as far as Pillow and NumPy can: colours of 16 bits keep their upper 8, and a
large JPEG is read at its full size.
"""

LOADING_IMPORTS = """\
import importlib.util
import io

import numpy as np
from PIL import Image, ImageCms, ImageOps"""

LOADING = '''\
HEIC_PACKAGES = [name for name in ("pi_heif", "pillow_heif") if importlib.util.find_spec(name)]
if HEIC_PACKAGES:  # with either of them, Pillow reads the photos of iPhones
    importlib.import_module(HEIC_PACKAGES[0]).register_heif_opener()


def load(path, size):
    """A picture as the app shows it to its networks: upright, white where it is transparent, squeezed to size x size."""
    if not HEIC_PACKAGES and str(path).lower().endswith((".heic", ".heif", ".hif")):
        raise ValueError("HEIC photos need one more package: pip install pi-heif")
    with Image.open(path) as picture:
        picture = ImageOps.exif_transpose(picture)  # phones note in the file which side is up
    if picture.mode == "F" or picture.mode.startswith("I"):
        picture = eight_bits(picture)
    picture = screen_colours(picture).convert("RGBA")
    picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    return np.asarray(picture.resize((size, size), Image.Resampling.BICUBIC), "float32")


def eight_bits(picture):
    """Numbers of 16 or 32 bits as 0 to 255. Of 16 bits, cameras and scanners often fill 10 or 12 only."""
    values = np.asarray(picture)
    known = np.isfinite(values)
    low, high = float(values[known].min()), float(values[known].max())
    values = np.where(known, values, low).astype("float32")
    top = next((2**bits - 1 for bits in (8, 10, 12, 16) if high < 2**bits), None)
    if high <= 1 and not picture.mode.startswith("I;16"):
        top = 1
    if low < 0 or top is None:  # from the smallest to the largest
        values, top = values - low, (high - low) or 1
    return Image.fromarray(np.rint(values * (255 / top)).clip(0, 255).astype("uint8"))


def screen_colours(picture):
    """The same colours in sRGB, which screens show, where the file says which they are of: those of phones are Display P3."""
    if picture.has_transparency_data or picture.mode == "P":
        picture = picture.convert("RGBA")
    if "icc_profile" not in picture.info:
        return picture
    profile, srgb = io.BytesIO(picture.info["icc_profile"]), ImageCms.createProfile("sRGB")
    mode, intent = "RGBA" if picture.mode == "RGBA" else "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    try:
        return ImageCms.profileToProfile(picture, profile, srgb, renderingIntent=intent, outputMode=mode)
    except ImageCms.PyCMSError:  # damaged, or a profile of colours for a picture that is grey
        return picture
'''
