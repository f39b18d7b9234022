"""The export under the name that notebooks know: it lives in `lessons.takehome.export`."""

from lessons.takehome.export import export_zip

__all__ = ["export_zip"]
