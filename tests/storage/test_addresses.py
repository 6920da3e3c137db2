"""Which of this laptop's addresses a phone is offered, and in which order."""

from ipaddress import IPv4Address

from storage.addresses import LOCAL, chosen, lan_addresses

FOUND = [
    ("lo", "127.0.0.1"),
    ("docker0", "172.17.0.1"),
    ("eth0", "10.2.3.4"),
    ("VMware Network Adapter VMnet8", "192.168.56.1"),
    ("以太网 3", "192.168.137.1"),
    ("wlp3s0", "192.168.1.20"),
    ("wwan0", "100.64.3.4"),
    ("eth1", "203.0.113.9"),
    ("usb0", "169.254.9.9"),
]


def test_wireless_and_hotspot_come_first_and_networks_without_phones_last():
    assert [one.ip for one in chosen(FOUND)] == [
        "192.168.1.20", "192.168.137.1", "10.2.3.4", "172.17.0.1", "192.168.56.1",
    ]  # fmt: skip
    assert chosen(FOUND)[0].network == "wlp3s0"


def test_no_address_that_the_internet_or_nobody_reaches_is_offered():
    offered = {one.ip for one in chosen(FOUND)}
    assert offered.isdisjoint({"127.0.0.1", "100.64.3.4", "203.0.113.9", "169.254.9.9"})


def test_the_system_is_asked_and_answers_with_private_addresses_only():
    assert all(any(IPv4Address(one.ip) in network for network in LOCAL) for one in lan_addresses())
