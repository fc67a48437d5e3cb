# Reads a mail from standard input and says, as JSON, what Python's `email` and dkimpy make of it. Its arguments: the name
# and the text of the DNS record that holds the public key.
import email
import email.policy
import json
import sys

import dkim

name, record = sys.argv[1:]
raw = sys.stdin.buffer.read()
message = email.message_from_bytes(raw, policy=email.policy.default.clone(utf8=True))


def published(asked, timeout=5):
    return record.encode() if asked.rstrip(b".") == name.encode() else None


defects = [str(defect) for part in message.walk() for defect in part.defects]
defects += [f"{key}: {defect}" for key, value in message.items() for defect in value.defects]
signature = {}
for tag in str(message.get("DKIM-Signature", "")).split(";"):
    key, _, value = tag.strip().partition("=")
    signature[key] = "".join(value.split())
parts = {
    part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()
}
json.dump(
    {
        "headers": [[key, str(value)] for key, value in message.items()],
        "defects": defects,
        "parts": parts,
        "signed": dkim.verify(raw, dnsfunc=published),
        "signature": signature,
    },
    sys.stdout,
)
