"""Sharing at home: zips, and locked profiles."""
