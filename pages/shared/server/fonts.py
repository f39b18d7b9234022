"""The letters of the course, from this server: .streamlit/config.toml names them."""

from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FONTS = Mount("/fonts", StaticFiles(directory=Path(__file__).parents[1] / "frame" / "fonts"))
