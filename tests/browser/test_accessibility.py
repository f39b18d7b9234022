"""axe-core finds nothing on any page: light and dark, on a laptop and on a phone. Its contrast rule is that of WCAG AA."""

from importlib.resources import files

import pytest

from lessons.catalog import CATALOG
from tests.browser.settled import settle

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
VIEWS = [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "dark"), (390, 844, "light")]

# Streamlit's own navigation puts headings and boxes between the items of its list.
STREAMLITS_OWN = {("list", "stSidebarNav"), ("listitem", "stSidebarNav")}

RUN = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, any }) => {
    const node = document.querySelector([target[0]].flat()[0])
    const within = node?.closest("[data-testid=stSidebarNav]") ? "stSidebarNav" : "page"
    return { id, within, html: html.slice(0, 160), why: any[0]?.message ?? "" }
  }))
}
"""


@pytest.fixture(scope="module")
def visitor(browser, server):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    yield tab
    context.close()


@pytest.mark.parametrize("entry", CATALOG, ids=lambda entry: entry.slug)
def test_axe_finds_nothing(visitor, server, entry):
    visitor.set_viewport_size({"width": 1280, "height": 900})
    visitor.emulate_media(color_scheme="light")
    visitor.goto(f"{server}/{entry.slug}" if entry.slug != "home" else server)
    settle(visitor, entry.title)
    visitor.evaluate(AXE)
    found = []
    for width, height, scheme in VIEWS:
        visitor.set_viewport_size({"width": width, "height": height})
        visitor.emulate_media(color_scheme=scheme)
        settle(visitor, entry.title)
        for fault in visitor.evaluate(RUN):
            if (fault["id"], fault["within"]) not in STREAMLITS_OWN:
                found.append(f"{width} {scheme}: {fault['id']}: {fault['html']} {fault['why']}")
    assert found == [], "\n".join(found)
