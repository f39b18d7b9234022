"""The web server: Streamlit's own, and what stands in front of it."""
