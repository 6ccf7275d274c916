"""What the composed pages read: few queries a page, the same number at any size."""
