"""What every kind of requirement is made with: the requirement around it, the context, selectors, sums."""
