"""Waiting until a page has come to rest: its script has run, and nothing is still to be drawn."""

from playwright.sync_api import Page

MOST = 90_000  # milliseconds: TensorFlow starts, pictures go through the network


def settle(page: Page, title: str) -> None:
    """Wait for the page of that title, until its script has ended and two frames have been painted after it."""
    page.get_by_role("heading", name=title, exact=True, level=1).wait_for(timeout=MOST)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=MOST)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
