#!/usr/bin/env python3
"""Sends a signed request (P2S-SIGN-V1). Standard library only. API_KEY holds the key, API_KEY_SECRET its secret.

    sign.py METHOD URL [BODY]      '-' for BODY is standard input
"""

import hashlib
import hmac
import http.client
import os
import re
import sys
import time


def signed_headers(api_key, secret, method, target, body=b"", timestamp=None):
    """The headers that sign a request.

    method: as it is sent; target: path and query as they are sent, escapes included;
    body: the bytes that are sent; timestamp: Unix time in seconds, now where it is left out.
    """
    timestamp = int(time.time()) if timestamp is None else timestamp
    key = secret.encode()
    for part in (api_key, str(timestamp), method, target, hashlib.sha256(body).hexdigest()):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return {"Authorization": f"P2S-SIGN-V1 {api_key}:{timestamp}:{key.hex()}"}


def send(api_key, secret, method, url, body=b""):
    """Sends a signed request; status and body of the answer."""
    # http.client sends the target as it is given. urllib.request would follow redirects, to where the signature is wrong.
    scheme, host, target = re.fullmatch("(https?)://([^/?#]+)([^#]*)(?:#.*)?", url).groups()
    target = target if target.startswith("/") else "/" + target
    headers = signed_headers(api_key, secret, method, target, body)
    if body:
        headers["Content-Type"] = "application/json"
    connection = (http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection)(host, timeout=30)
    try:
        # Without a body http.client sends Content-Length: 0 for POST, PUT and PATCH, and nothing for other methods.
        connection.request(method, target, body or None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def main(arguments):
    api_key, secret = os.environ.get("API_KEY"), os.environ.get("API_KEY_SECRET")
    if len(arguments) not in (2, 3) or not api_key or not secret:
        print("usage: sign.py METHOD URL [BODY | -], with API_KEY and API_KEY_SECRET set", file=sys.stderr)
        return 2
    method, url = arguments[:2]
    if not re.fullmatch("https?://[!-~]+", url):
        print("The URL begins with http:// or https://, and what is no printable ASCII in it is escaped, such as a space by %20.", file=sys.stderr)
        return 2
    argument = arguments[2] if len(arguments) == 3 else ""
    body = sys.stdin.buffer.read() if argument == "-" else os.fsencode(argument)
    status, answer = send(api_key, secret, method, url, body)
    print(f"HTTP {status}", file=sys.stderr)
    sys.stdout.buffer.write(answer)
    return 0 if status < 400 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
