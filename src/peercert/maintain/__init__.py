"""For those who keep the rules right: lint and what comes after it."""
