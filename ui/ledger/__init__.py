"""The ledger screen: findings from order to closure."""
