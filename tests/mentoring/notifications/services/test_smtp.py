"""Talking to mail servers over secure lines."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mentoring.notifications.services import smtp
from tests.mentoring.notifications.sink import Sink

MESSAGE = b"Subject: Hallo\r\n\r\n.Guten Tag\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1))
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture(params=["EMAIL_USE_SSL", "EMAIL_USE_TLS"])
def secure_sink(request, settings, certificate):
    """A server that speaks TLS, from the start or after STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    way = {"EMAIL_USE_SSL": "ssl_context", "EMAIL_USE_TLS": "tls_context"}[request.param]
    sink = Sink(**{way: context})
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", sink.port, ""
    settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
    setattr(settings, request.param, True)
    yield sink
    sink.stop()


def test_a_trusted_server_gets_the_mail(secure_sink, monkeypatch, certificate):
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    with smtp.connect() as line:
        smtp.carry(line, "ada@example.org", MESSAGE, lambda: True)
    assert secure_sink.mails[0].get_content().strip() == ".Guten Tag"


def test_a_server_nobody_vouches_for_gets_nothing(secure_sink):
    with pytest.raises(ssl.SSLCertVerificationError):
        smtp.connect()
