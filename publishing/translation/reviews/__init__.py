"""Who has reviewed what: ledger, shares, status, release, corrections, impact."""
