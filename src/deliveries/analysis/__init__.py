"""Results: scenarios compared, measured and altered, and what is asked of them."""
