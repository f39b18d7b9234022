"""The address by which phones reach this server, found without asking anybody outside."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit import net_util


def class_address(code):
    """What a phone opens to join a class; None where only this machine reaches the server."""
    return phone_address(f"?class={code}")


def phone_address(place):
    """The whole address of a place in the app, such as "convolution", as a phone opens it; None where only this machine can.

    If the teacher's own browser came by another name than "this machine", phones can come the same way. Else it is the
    machine's address in its network.
    """
    base = st.get_option("server.baseUrlPath").strip("/")
    here = urlsplit(st.context.url or "")
    if here.hostname and not _is_this_machine(here.hostname):
        return f"{here.scheme}://{here.netloc}{f'/{base}' if base else ''}/{place}"
    listens, found = st.get_option("server.address"), net_util.get_internal_ip()  # to ask for the way out sends nothing
    if (listens and _is_this_machine(listens)) or not found or _is_this_machine(found):
        return None
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{found}:{st.get_option('server.port')}{f'/{base}' if base else ''}/{place}"


def without_code(address):
    """An address as it is read from a wall."""
    return address.partition("://")[2].partition("/?")[0]


def _is_this_machine(host):
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
