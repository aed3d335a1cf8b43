"""Starts everything the software needs on one machine: for trying it, developing it, testing it."""
