"""Where a webhook may not go: one's own machine and network, metadata services, and every address that leads there under another name.

Python's `is_global` is not enough: it is true for NAT64, 6to4, IPv4-compatible addresses, multicast and more. This is a list of our own, from IANA's
special-purpose registries (IPv4, IPv6; RFC 6890 and its successors), and embedded IPv4 addresses are taken out and looked at."""
from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address as IPv4
from ipaddress import IPv6Address as IPv6

from yarl import URL

from greenroom.errors import GreenroomError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
DENIED_4 = tuple(ipaddress.IPv4Network(n) for n in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
    "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "168.63.129.16/32",  # Azure's host services: looks public
))
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
DENIED_6 = tuple(ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"))
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
OWN_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa")
LONGEST = 2048
ALLOW = "GREENROOM_WEBHOOK_ALLOW"
"""Environment variable: networks to which webhooks may go although they are not on the public internet, by commas: `loopback`, or as 10.1.0.0/16."""
REMEDY = (
    f"Give an https address on the public internet. For a receiver on this machine or network, start Greenroom with {ALLOW}=loopback, "
    "or with its network, such as 10.1.0.0/16."
)


class Refused(GreenroomError):
    """A URL or address to which nothing is sent. The message names the host, never query or credentials."""

    code = "refused"

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"Nothing is sent to {what[:100]}: {why}.", REMEDY)


@dataclass(frozen=True)
class Guard:
    """What may be sent to. `allow` are networks let through although they are on the list (loopback for tests and labs); plain http only to those."""

    allow: tuple[Network, ...] = field(default=())

    def url(self, text: str | URL) -> URL:
        """The URL to use, parsed once and by the parser that the client uses. Raises Refused."""
        return _looked_at(self, str(text))

    def _url(self, raw: str) -> URL:
        if len(raw) > LONGEST or any(c <= " " or c in "\\\x7f" or not c.isprintable() for c in raw):
            raise Refused("this URL", "it is too long or holds spaces, backslashes or control characters")
        try:
            url = URL(raw)
            host, port = url.raw_host, url.port
        except ValueError:
            raise Refused("this URL", "it cannot be read") from None
        if not host or url.scheme not in ("http", "https"):
            raise Refused("this URL", "it is no http or https address with a host")
        if url.raw_user is not None or url.raw_password is not None or "@" in url.raw_authority:
            raise Refused(host, "credentials in a URL are not taken; use the signature")
        if port is None or not 0 < port < 65536:
            raise Refused(host, "its port is no port")
        literal = self._literal(host)
        if literal is not None:
            self.address(host)
        if url.scheme == "http" and not self._local(host, literal):
            raise Refused(host, "it is plain http")
        if literal is None and not self.allow and (host.rstrip(".").endswith(tuple("." + n for n in OWN_NAMES)) or host.rstrip(".") in OWN_NAMES):
            raise Refused(host, "it is a name for machines near by")
        return url.with_fragment(None)

    def address(self, address: str) -> None:
        """Raises Refused when nothing may be sent to this numeric address. It is the last word: what is connected to is asked here, whatever led to it."""
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            raise Refused(address, "it is no numeric address") from None
        if any(ip.version == n.version and ip in n for n in self.allow):
            return
        if isinstance(ip, IPv6) and ip in MAPPED and any(n.version == 4 and embedded(ip) in n for n in self.allow):
            return
        if not reachable(ip):
            raise Refused(address, "it is not an address on the public internet")

    def addresses(self, host: str, found: Iterable[str]) -> None:
        """All that a name leads to, or none: a name with one public and one inner address is a trap. Raises Refused."""
        for address in found:
            try:
                self.address(address)
            except Refused:
                raise Refused(host, "it leads to an address that is not on the public internet") from None

    def _literal(self, host: str) -> IPv4 | IPv6 | None:
        """The address when the host is one, None for a name. Numbers in other shapes (127.1, 0x7f.1, 2130706433) are refused: parsers differ on them."""
        try:
            return ipaddress.ip_address(host)
        except ValueError:
            pass
        last = host.rstrip(".").rpartition(".")[2]
        if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last):
            raise Refused(host, "it is a number in a shape that parsers read differently")
        if not HOST.fullmatch(host.removesuffix(".")):
            raise Refused(host, "it is no host name")
        return None

    def _local(self, host: str, literal: IPv4 | IPv6 | None) -> bool:
        if literal is not None:
            return any(literal.version == n.version and literal in n for n in self.allow)
        return host == "localhost" and bool(self.allow)


@lru_cache(maxsize=1024)
def _looked_at(guard: Guard, raw: str) -> URL:
    """What a URL says of itself does not change from attempt to attempt; where its name leads is looked at for each connection."""
    return guard._url(raw)


LOOPBACK: tuple[Network, ...] = (ipaddress.IPv4Network("127.0.0.0/8"), ipaddress.IPv6Network("::1/128"))
"""What the labs and tests allow."""


def embedded(ip: IPv6) -> IPv4:
    """The IPv4 address in the last 32 bits."""
    return IPv4(int(ip) & 0xFFFFFFFF)


def reachable(ip: IPv4 | IPv6) -> bool:
    """Whether an address is an ordinary one on the public internet."""
    if isinstance(ip, IPv4):
        return not any(ip in n for n in DENIED_4)
    if ip.scope_id is not None:
        return False
    if ip in MAPPED or ip in NAT64:
        return reachable(embedded(ip))
    if ip not in PUBLIC_6 or any(ip in n for n in DENIED_6):
        return False
    isatap = (int(ip) >> 32) & 0xFFFFFFFF in (0x00005EFE, 0x02005EFE)
    return reachable(embedded(ip)) if isatap else True
