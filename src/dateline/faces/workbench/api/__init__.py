"""A module a screen: its handlers, and `ROUTES`, the table of its addresses (routes.py says how)."""
