"""What stands in front of Streamlit's server: headers on every answer, addresses, and what a visitor may send."""

from starlette.middleware import Middleware

from pages.shared.server.addresses import Addresses
from pages.shared.server.desk_cookie import GivesDesk
from pages.shared.server.headers import Headers
from pages.shared.server.server_change import NamesServer
from pages.shared.server.visitors import Visitors

MIDDLEWARE = [Middleware(each) for each in (Headers, NamesServer, GivesDesk, Addresses, Visitors)]  # the first is the outermost
