"""The certificate of the proxies."""
import subprocess

from deliveries import HOST


def make_certificate(directory):
    """Makes a certificate for the proxies. Returns its path; the key is beside it."""
    certificate = directory / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
                    "-out", certificate, "-keyout", directory / "key.pem"], check=True, capture_output=True)
    return certificate
