"""A few pages that show every field and every part; no part of the product."""
