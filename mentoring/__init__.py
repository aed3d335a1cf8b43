"""The ground every app stands on, and the roof that composes them."""
