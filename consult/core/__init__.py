"""What every room may use; knows no feature."""
