"""Certificates for web servers, scheduler and workers, who trust one another and nobody else.

`python deploy/certificates.py FOLDER` writes them, and prints the variables by which Dask finds them.
All machines get the same files, as Dask's own `Security.temporary` means it. Whoever has them can run code on the workers.
"""

import os
import sys
from pathlib import Path

from distributed.security import Security

FILES = {"ca.pem": "tls_ca_file", "cert.pem": "tls_client_cert", "key.pem": "tls_client_key"}


def write_certificates(folder):
    """Write new certificates into a folder, for its owner's eyes only. FileExistsError where there are some."""
    security = Security.temporary()
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, part in FILES.items():
        with open(os.open(Path(folder) / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(getattr(security, part))


def environment(folder):
    """The variables by which Dask finds the certificates in a folder."""
    ca, cert, key = (str(Path(folder) / name) for name in FILES)
    comm = "DASK_DISTRIBUTED__COMM__"
    own = {
        f"{comm}TLS__{role}__{kind}": path
        for role in ("CLIENT", "SCHEDULER", "WORKER")
        for kind, path in (("CERT", cert), ("KEY", key))
    }
    return own | {f"{comm}TLS__CA_FILE": ca, f"{comm}REQUIRE_ENCRYPTION": "true"}


if __name__ == "__main__":
    write_certificates(sys.argv[1])
    print("\n".join(f"export {name}={value}" for name, value in environment(sys.argv[1]).items()))
