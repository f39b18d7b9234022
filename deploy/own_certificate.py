"""A certificate of one's own, so that phones reach the course over https, which live cameras need.

`streamlit run app.py $(python deploy/own_certificate.py)` starts the course with it. It is made once, in the folder
`~/pixels-https` or in one that is named behind the command, and is good for a year. Nobody vouches for it: every phone shows a
warning, once, that its owner accepts.
"""

import datetime
import ipaddress
import os
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from streamlit.net_util import get_internal_ip

GOOD_FOR = datetime.timedelta(days=365)
_NAME = "Pixels to Predictions"


def options(folder, address):
    """What Streamlit is started with: a certificate for this address that lies in the folder, made where there is none."""
    folder = Path(folder).expanduser()
    certificate, key = folder / f"{address}.pem", folder / f"{address}.key"
    if not (certificate.exists() and key.exists()):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(certificate, key, address)
    return f"--server.sslCertFile {certificate} --server.sslKeyFile {key}"


def _write(certificate, key, address):
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    now = datetime.datetime.now(datetime.UTC)
    hosts = [x509.DNSName("localhost"), *(x509.IPAddress(ipaddress.ip_address(each)) for each in {address, "127.0.0.1"})]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + GOOD_FOR)
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    hidden = secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with open(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(hidden)
    certificate.write_bytes(made.public_bytes(pem))


if __name__ == "__main__":
    print(options(sys.argv[1] if len(sys.argv) > 1 else "~/pixels-https", get_internal_ip() or "127.0.0.1"))
