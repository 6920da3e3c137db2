"""The on-site screen: start a visit, answer its items, record findings with photos."""
