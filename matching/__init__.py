"""Matching: proposals that staff understand and change."""
