"""Server-side request forgery: encodings, literals, names, mixtures; none through."""
from __future__ import annotations

import ipaddress

import pytest

from greenroom.webhooks.guard import LOOPBACK, Guard, Refused

INNER_4 = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "169.254.0.1", "169.254.169.254", "169.254.170.2",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "192.175.48.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
]
INNER_6 = [
    "::", "::1", "::2", "::7f00:1", "::127.0.0.1", "::8.8.8.8", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1", "ff0e::1", "100::1", "2001::1",
    "2001:0:7f00:1::", "2001:db8::1", "2001:10::1", "2001:20::1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "3fff::1", "3fff:fff::1", "5f00::1", "64:ff9b:1::1", "64:ff9b:1::7f00:1",
    "2620:4f:8000::1", "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1", "fe80::1%eth0", "2a00:1450::1%eth0", "4000::1", "8000::1", "e000::1",
]
MAPPED = [f"::ffff:{a}" for a in INNER_4] + [f"64:ff9b::{a}" for a in INNER_4]
SHAPES = [
    "127.1", "127.0.1", "0x7f.0.0.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "0177.1", "127.0.0.1.", "0", "0x0", "1", "127.0.0.01", "127.0.0.0x1", "0xa9fea9fe",
    "2852039166", "025177524776", "169.254.43518", "169.16689662", "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "10.1", "192.168.257", "256.256.256.256", "1.2.3.4.5", "127.0.0.1:80.", "foo.0x7f", "x.1",
]
NAMES = [
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "metadata.google.internal", "metadata.google.internal.", "x.localdomain", "router.home.arpa", "-a.example", "a-.example",
    "a..example", ".example", "exa mple.com", "a%2eexample", "a\u3002example\u3002com\u0000", "x" * 64 + ".com", ("x" * 60 + ".") * 5 + "com",
]
URLS = [
    "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "//example.com/", "example.com", "https://", "https:///path", "javascript:alert(1)", "https://user@example.com/",
    "https://user:pw@example.com/", "https://example.com@127.0.0.1/", "https://127.0.0.1#@example.com/", "https://127.0.0.1\\@example.com/", "https://example.com\\@127.0.0.1/", "https://example.com:0/",
    "https://example.com:99999/", "https://example.com:port/", "https://exa\tmple.com/", "https://example.com/\r\nx: y", " https://example.com/", "https://[::1", "https://[::1]:80:80/", "https://[127.0.0.1]/",
    "https://example.com/" + "x" * 3000, "HTTP://EXAMPLE.COM/", "https://:@example.com/", "https://[::ffff:7f00:1]/", "https://[0:0:0:0:0:ffff:127.0.0.1]/", "https://\u2488\u2488.example\u0001/",
    "https://１２７.０.０.１/", "https://①②⑦.⓪.⓪.①/", "https://ⓛocalhost/", "https://127。0。0。1/",
]
CASES = [*(f"https://{a}/" for a in INNER_4), *(f"https://[{a}]/" for a in INNER_6 + MAPPED), *(f"https://{a}/" for a in SHAPES + NAMES), *URLS]


def test_there_are_cases_enough() -> None:
    assert len(set(CASES)) >= 200


@pytest.mark.parametrize("url", CASES)
def test_none_through(url: str) -> None:
    with pytest.raises(Refused):
        Guard().url(url)


@pytest.mark.parametrize("address", [*INNER_4, *INNER_6, *MAPPED, "127.1", "localhost", "", "0x7f.1"])
def test_no_inner_address_is_connected_to(address: str) -> None:
    with pytest.raises(Refused):
        Guard().address(address)
    with pytest.raises(Refused):
        Guard().addresses("name.example", ["93.184.215.14", address])


@pytest.mark.parametrize("url", ["https://example.com/", "https://example.com:8443/a?b=c", "https://EXAMPLE.com/", "https://8.8.8.8/", "https://[2a00:1450:4001::1]/", "https://xn--bcher-kva.example/", "https://bücher.example/", "https://a_b.example.com/", "https://example.com./"])
def test_the_public_internet_is_let_through(url: str) -> None:
    assert Guard().url(url).scheme == "https"


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2a00:1450::1", "2606:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    Guard().address(address)


def test_loopback_by_leave_and_nothing_more() -> None:
    guard = Guard(LOOPBACK)
    for url in ("http://127.0.0.1:8000/x", "http://[::1]:8000/", "http://localhost:8000/", "https://example.com/"):
        guard.url(url)
    for url in ("http://example.com/", "https://10.0.0.1/", "https://169.254.169.254/", "http://127.1/", "https://[::ffff:10.0.0.1]/"):
        with pytest.raises(Refused):
            guard.url(url)
    guard.address("::ffff:127.0.0.1")


def test_every_private_network_of_the_standard_library_is_ours_too() -> None:
    for n in [*ipaddress.IPv4Address._constants._private_networks, *ipaddress.IPv6Address._constants._private_networks]:  # type: ignore[attr-defined]
        for ip in {n[0], n[-1], n[n.num_addresses // 2]}:
            if ip in ipaddress.ip_network("::ffff:0:0/96"):
                continue
            with pytest.raises(Refused):
                Guard().address(str(ip))


def test_a_refusal_shows_no_query() -> None:
    with pytest.raises(Refused) as caught:
        Guard().url("https://127.0.0.1/?token=hidden")
    assert "hidden" not in str(caught.value)


def test_a_refusal_names_the_setting_that_allows_it() -> None:
    with pytest.raises(Refused) as caught:
        Guard().url("http://localhost:9000/hook")
    assert "GREENROOM_WEBHOOK_ALLOW=loopback" in caught.value.remedy
    assert Guard(LOOPBACK).url("http://localhost:9000/hook").host == "localhost"
