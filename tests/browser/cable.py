"""A cable between a browser and a server, which a test may cut and mend."""

import socket
import threading
from contextlib import suppress


class Cable:
    """Listens on a port of its own, `address`, and passes everything on to a server and back, for as long as it is whole."""

    def __init__(self, address):
        self._server = ("127.0.0.1", int(address.rpartition(":")[2]))
        self._is_whole, self._open = True, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self):
        """Nothing passes any more, and who calls is hung up on."""
        self._is_whole = False
        for end in self._open:
            _hang_up(end)
        self._open.clear()

    def mend(self):
        self._is_whole = True

    def close(self):
        self.cut()
        self._listener.close()

    def _listen(self):
        with suppress(OSError):  # closed
            while True:
                browser, _ = self._listener.accept()
                if not self._is_whole:
                    browser.close()
                    continue
                server = socket.create_connection(self._server)
                self._open += [browser, server]
                for one, other in ((browser, server), (server, browser)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one, other):
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    _hang_up(one)
    _hang_up(other)


def _hang_up(end):
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
