"""The addresses of this laptop on local networks, those a phone most likely reaches first."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network
from typing import Final

from inspections.receiving import NetworkAddress

LOCAL: Final = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""The private networks of RFC 1918; at any other address the whole internet might knock."""

_PHONES: Final = ("wlan", "wl", "wi-fi", "wifi", "无线", "hotspot", "热点", "ap")
_VIRTUAL: Final = (
    "docker", "br-", "veth", "virbr", "vmnet", "vmware", "virtualbox", "vbox", "vethernet", "hyper-v", "wsl",
    "tun", "tap", "utun", "wg", "zt", "tailscale", "vpn", "ppp",
)  # fmt: skip
"""Networks that live inside this laptop or in a tunnel: no phone is there."""


def lan_addresses() -> Sequence[NetworkAddress]:
    """Ask the system for its network cards."""
    import ifaddr

    return chosen(
        (adapter.nice_name, str(ip.ip)) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4
    )


def chosen(found: Iterable[tuple[str, str]]) -> Sequence[NetworkAddress]:
    """Keep the private addresses: wireless networks and hotspots first, virtual networks last."""
    local = [(name, ip) for name, ip in found if any(IPv4Address(ip) in network for network in LOCAL)]
    ranked = sorted(local, key=lambda one: (_rank(*one), IPv4Address(one[1])))
    return [NetworkAddress(ip=ip, network=name) for name, ip in ranked]


def _rank(name: str, ip: str) -> int:
    plain = name.lower()
    if any(word in plain for word in _VIRTUAL):
        return 2
    is_hotspot = ip.startswith("192.168.137.")  # Windows gives this network to its mobile hotspot
    return 0 if is_hotspot or plain.startswith(_PHONES) else 1
